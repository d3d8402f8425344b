package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagoda.asm.disassembly.Disassembly;
import pagoda.asm.file.ObjectFileWriter;
import pagoda.asm.object.Place;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;

/** Symbols tell where in a section of code instructions begin ({@code $x}), and where data ({@code $d}). */
class MappingSymbolsTest {

    private static List<String> marks(Assembled assembled) {
        return assembled.object().symbols().stream()
                .filter(symbol -> symbol.name().startsWith("$"))
                .map(symbol -> symbol.name().replaceFirst("rv64.*", "+isa") + " " + place(symbol.place()))
                .toList();
    }

    private static String place(Place place) {
        Place.InSection in = (Place.InSection) place;
        return in.section().name() + "+" + in.offset();
    }

    @Test
    void codeAndDataAreMarkedWhereTheyBegin() {
        Assembled assembled = Assembled.right(
                "nop",
                ".word 5, 6",
                "nop",
                "nop",
                ".align 4",
                "beq a0, a1, x",
                ".space 8",
                ".option arch, +zba",
                "x: nop",
                ".data",
                ".word 7");
        assertThat(marks(assembled))
                .containsExactly("$x+isa .text+0", "$d .text+4", "$x .text+12", "$d .text+36", "$x+isa .text+44");
    }

    @Test
    void whatTurnsOutToBeEmptyIsNotMarked() {
        Assembled assembled = Assembled.right(
                "beq a0, a1, x", ".space y - x", "nop", "x: nop", "y = x", ".section .a, \"ax\"", ".ascii \"\"");
        assertThat(marks(assembled)).containsExactly("$x+isa .text+0", "$x .text+4");
    }

    @Test
    void dataInCodeAreShownAsData() throws ElfFormatException {
        Assembled assembled = Assembled.right(
                "f: addi a0, a0, 1",
                ".word 0x00150513",
                ".half 1, 2",
                ".byte 3, 4, 5",
                ".balign 4, 9",
                "g: addi a0, a0, 1");
        String text = Disassembly.of(ElfFile.read(ObjectFileWriter.write(assembled.object())), "prog.o", true);
        assertThat(text).contains(".word\t0x00150513", ".word\t0x00020001", ".word\t0x09050403");
        assertThat(text.lines().filter(line -> line.contains("addi\ta0,a0,1"))).hasSize(2);
    }

    @Test
    void whatTheSourceNamesSoIsAMarkToo() throws ElfFormatException {
        Assembled assembled = Assembled.right("addi a0, a0, 1", "$d:", "addi a0, a0, 1", "$x:", "addi a0, a0, 1");
        String text = Disassembly.of(ElfFile.read(ObjectFileWriter.write(assembled.object())), "prog.o", true);
        assertThat(text.lines().map(line -> line.replaceFirst("^.*\t(\\S+\t)", "$1")))
                .containsSubsequence("addi\ta0,a0,1", ".word\t0x00150513", "addi\ta0,a0,1");
    }
}
