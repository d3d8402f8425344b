package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;

/** Directives that few sources have: {@code .octa}, {@code .weakref}, {@code .symver}, {@code .reloc}. */
class RareDirectivesTest {

    @Test
    void integersMayHaveSixteenBytes() {
        Assembled assembled = Assembled.right(".data", ".octa 0x0f0e0d0c0b0a09080706050403020100, -2");
        assertThat(assembled.hex(".data"))
                .isEqualTo("000102030405060708090a0b0c0d0e0f" + "feffffffffffffffffffffffffffffff");
    }

    @Test
    void anIntegerOfMoreThanSixteenBytesIsCutOffWithAWarning() {
        Assembled assembled = Assembled.of(".data", ".octa 0x0100000000000000000000000000000002");
        assertThat(assembled.messages()).contains("2:7: warning: value does not fit in 16 bytes");
        assertThat(assembled.hex(".data")).isEqualTo("02000000000000000000000000000000");
    }

    @Test
    void whatIsReferredToWeaklyNeedNotBeDefined() {
        Assembled weak = Assembled.right(
                ".globl _start",
                "_start: nop",
                ".weakref maybe, elsewhere",
                ".weakref unused, nowhere",
                ".data",
                ".dword maybe");
        assertThat(weak.object().symbols()).noneMatch(symbol -> symbol.name().equals("nowhere"));
        assertThat(weak.symbol("elsewhere").binding()).isEqualTo(Binding.WEAK);
        assertThat(weak.object().symbols()).noneMatch(symbol -> symbol.name().equals("maybe"));
        Diagnostics diagnostics = new Diagnostics();
        assertThat(Linker.link(List.of(weak.object()), LinkOptions.defaults(), diagnostics))
                .isNotNull();
        assertThat(diagnostics.render()).isEmpty();
    }

    @Test
    void aRelocationMayBeWrittenByItself() {
        Assembled assembled =
                Assembled.right(".data", ".dword 0", ".reloc 4, R_RISCV_32, x + 8", ".reloc 0, R_RISCV_NONE");
        assertThat(assembled.section(".data").relocations().stream().map(RareDirectivesTest::text))
                .containsExactly("0 R_RISCV_NONE null+0", "4 R_RISCV_32 x+8");
    }

    private static String text(Relocation relocation) {
        return relocation.offset() + " " + relocation.type().elfName() + " " + relocation.symbol() + "+"
                + relocation.addend();
    }

    @Test
    void subsectionsStandInTheOrderOfTheirNumbers() {
        Assembled assembled = Assembled.right(
                ".data 2",
                ".byte 5",
                ".data",
                ".byte 1",
                ".subsection 1",
                "x: .byte 3, x - y",
                ".previous",
                "y: .byte 2",
                ".pushsection .data, 3",
                ".byte 6",
                ".popsection");
        assertThat(assembled.hex(".data")).isEqualTo("010203010506");
        assertThat(assembled.symbol("x").place()).isEqualTo(new Place.InSection(assembled.section(".data"), 2));
    }

    @Test
    void sectionsOfOneNameInSeveralGroupsAreSeveral() {
        Assembled assembled = Assembled.right(
                ".section .m, \"\", @progbits",
                ".byte 1",
                ".section .m, \"G\", @progbits, first, comdat",
                ".byte 2",
                ".section .m, \"G\", @progbits, second, comdat",
                ".byte 3",
                ".section .m, \"G\", @progbits, first, comdat",
                ".byte 4");
        assertThat(assembled.object().sections().stream()
                        .filter(section -> section.name().equals(".m"))
                        .map(section -> section.comdat() + " " + section.size()))
                .containsExactly("null 1", "first 2", "second 1");
    }

    @Test
    void versionsOfSymbolsAreReadOver() {
        Assembled.right(".symver f, f@V1", ".symver f, f@@V2, remove", "f: nop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".octa x                                  | 1:7  | expected a number that is known here",
                ".octa 1,                                 | 1:9  | expected a number",
                ".octa \"a\"                            | 1:7  | expected a number",
                ".weakref a, a                            | 1:13 | 'a' is a weak reference to itself",
                ".weakref a, b; .weakref b, a             | 1:28 | 'b' is a weak reference to itself",
                "a: .weakref a, b                         | 1:13 | 'a' is already defined",
                ".weakref a, b; a: nop                    | 1:16 | 'a' is already defined",
                ".reloc 0, R_RISCV_33, x                  | 1:11 | unknown relocation type 'R_RISCV_33'; did you mean",
                ".reloc 8, R_RISCV_32, x                  | 1:8  | no place of section .text",
                ".reloc x, R_RISCV_32, x; .data; x:       | 1:8  | no place of section .text",
                ".reloc 0, R_RISCV_32, x-y                | 1:23 | no relocation takes the difference",
                ".data 8193                               | 1:7  | address 8193 is below 0x10000",
                ".subsection -1                           | 1:13 | subsection -1 is not in [0, 8192]",
                ".pushsection .data, 9000                 | 1:21 | '9000' is too large here: at most 8192",
                ".symver f                                | 1:1  | '.symver' needs ','",
                ".symver f, g                             | 1:12 | expected a symbol with its version",
                ".symver f, f@V, never                    | 1:17 | expected local, hidden or remove",
            })
    void mistakesAreTold(String source, String place, String message) {
        Assembled assembled = Assembled.of(source.strip());
        assertThat(assembled.messages()).startsWith("prog.s:" + place.strip() + ": error: ");
        assertThat(assembled.messages()).contains(message.strip());
    }
}
