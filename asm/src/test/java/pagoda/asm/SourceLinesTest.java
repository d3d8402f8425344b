package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.elf.dwarf.LineTable;
import pagoda.elf.dwarf.SourceLine;

/** {@code .file} and {@code .loc}: code comes from the lines of another source, as a compiler says. */
class SourceLinesTest {

    private static final String[] PROGRAM = {
        ".file 0 \"/home/me\" \"prog.c\"",
        ".file 1 \"prog.c\"",
        ".file 2 \"include/part.h\"",
        ".globl _start",
        "_start:",
        ".loc 1 7 3",
        "la a0, x",
        ".loc 2 300 1 is_stmt 0 discriminator 2",
        "nop",
        ".loc 1 8",
        ".loc 1 9 prologue_end",
        "nop",
        "nop",
        ".data",
        "x: .word 5",
    };

    private static LineTable table(Assembled assembled) throws ElfFormatException {
        Diagnostics diagnostics = new Diagnostics();
        byte[] program = Linker.link(java.util.List.of(assembled.object()), LinkOptions.defaults(), diagnostics);
        assertThat(diagnostics.render()).isEmpty();
        return LineTable.of(ElfFile.read(java.util.Objects.requireNonNull(program)));
    }

    @Test
    void codeComesFromTheLinesThatLocNames() throws ElfFormatException {
        LineTable table = table(Assembled.right(PROGRAM));
        Long first = table.firstAddress("prog.c", 7);
        assertThat(first).isNotNull();
        assertThat(table.at(first + 4)).isEqualTo(new SourceLine("prog.c", 7, "/home/me"));
        assertThat(table.firstAddress("include/part.h", 300)).isEqualTo(first + 8);
        assertThat(table.firstAddress("prog.c", 8)).isNull(); // no instruction is left for it
        assertThat(table.firstAddress("prog.c", 9)).isEqualTo(first + 12);
        assertThat(table.at(first + 16)).isEqualTo(new SourceLine("prog.c", 9, "/home/me"));
        assertThat(table.files()).containsExactly("include/part.h", "prog.c");
    }

    @Test
    void thereIsOneLineTableAndItBeginsWhereTheSourceRefersToIt() {
        ObjectFile object = Assembled.right(
                        ".file 0 \"/d\" \"x.c\"",
                        ".loc 0 1",
                        "nop",
                        ".section .debug_info,\"\",@progbits",
                        ".4byte .Lline",
                        ".section .debug_line,\"\",@progbits",
                        ".Lline:")
                .object();
        assertThat(DebugLines.joined(object)).isSameAs(object);
        assertThat(object.sections().stream().map(Section::name).filter(".debug_line"::equals))
                .hasSize(1);
    }

    @Test
    void codeWithoutDebugInformationOfItsOwnGetsTheLeast() {
        ObjectFile object =
                Assembled.right(".file 1 \"x.c\"", ".loc 1 1", "nop").object();
        assertThat(object.section(".debug_info")).isNotNull();
        assertThat(object.section(".debug_abbrev")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".loc 1 5                         | 1:6  | file number 1 is not assigned",
                ".file 1 \"x\"; .loc 1            | 1:14 | '.loc' needs a line's number",
                ".file 1 \"x\"; .loc 1 -2         | 1:21 | expected a line's number, found '-2'",
                ".file 1 \"x\"; .loc 1 2 is_stmt 2| 1:31 | '2' is too large here: at most 1",
                ".file 1 \"x\"; .loc 1 2 is_stm 1 | 1:23 | unknown word 'is_stm' in .loc; did you mean 'is_stmt'?",
                ".file 1 \"x\"; .loc 1 2 view 3   | 1:28 | '3' is too large here: at most 0",
                ".file 1 \"x\"; .file 1 \"y\"     | 1:20 | file number 1 is that of another file already",
                ".file 99999 \"x\"                | 1:7  | at most 65536",
                ".file 1                          | 1:1  | '.file' needs a file's name",
                ".file -1 \"x\"                   | 1:7  | expected a file's name, or its number, found",
                ".file 1 \"x\" md4 5              | 1:17 | expected 'md5'",
            })
    void mistakesAreTold(String source, String place, String message) {
        Assembled assembled = Assembled.of(source.strip());
        assertThat(assembled.messages()).startsWith("prog.s:" + place.strip() + ": error: ");
        assertThat(assembled.messages()).contains(message.strip());
    }

    @Test
    void gapsInFileNumbersAreTold() {
        Assembled assembled = Assembled.of(".file 3 \"x\"", ".loc 3 1", "nop");
        assertThat(assembled.messages()).contains("file number 1 is not assigned, and a greater one is");
    }

    @Test
    void aLineOfDataIsWarnedOf() {
        Assembled assembled = Assembled.of(".file 1 \"x\"", ".data", ".loc 1 1", ".word 5", ".loc 1 2", ".text", "nop");
        assertThat(assembled.messages())
                .contains("5:1: warning: the line that was said before this one is of no instruction in section .data");
        assertThat(assembled.diagnostics().hasErrors()).isFalse();
    }
}
