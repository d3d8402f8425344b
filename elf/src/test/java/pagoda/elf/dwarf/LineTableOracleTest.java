package pagoda.elf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.elf.ElfFile;
import pagoda.elf.Gnu;
import pagoda.elf.SectionHeader;

@Tag("oracle")
final class LineTableOracleTest {

    /**
     * The function before the header keeps off a mistake of addr2line 2.40, which takes a first row of file 1 for one
     * of file 0.
     */
    private static final String MAIN = """
            int zero(void) {
                return 0;
            }
            #include "inner.h"
            static int twice(int x) {
                return x * 2;
            }
            int main(int argc, char **argv) {
                int sum = zero();
                for (int i = 0; i < argc; i++) {
                    sum += twice(i) + thrice(i);
                    if (sum > 100)
                        break;
                }
                switch (sum) {
                case 1: return 3;
                case 2: return 7;
                case 9: return argv[0][0];
                default: return sum + TEN;
                }
            }
            """;

    private static final String HEADER = """
            #define TEN 10
            static inline int thrice(int x) {
                int y = x;
                return y + x + x;
            }
            """;
    private static final String ASSEMBLY = """
                .globl _start
            _start:
                ld a0, 0(sp)
                addi a1, sp, 8
                call main
                .rept 3
                nop
                .endr
                li a7, 93
                ecall
                .section .text.far, "ax"
            far: j far
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-g -O0",
                "-g -O2",
                "-gdwarf-4 -O1",
                "-gdwarf-3 -O0",
                "-gdwarf-2 -O2",
                "-gdwarf-5 -O2 -ffunction-sections -Wl,--gc-sections"
            })
    void everyAddressOfCompiledCodeHasTheLineThatAddr2lineGives(String options) throws Exception {
        Gnu gnu = new Gnu(directory);
        gnu.file("main.c", MAIN);
        directory.resolve("include").toFile().mkdir();
        gnu.file("include/inner.h", HEADER);
        gnu.file("start.s", ASSEMBLY);
        List<String> command = new ArrayList<>(
                List.of("riscv64-unknown-elf-gcc", "-march=rv64ima_zicsr", "-mabi=lp64", "-nostdlib", "-static"));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of("-Iinclude", "-o", "program", "main.c", "start.s"));
        gnu.run(command.toArray(String[]::new));

        ElfFile file = ElfFile.read(gnu.read("program"));
        LineTable lines = LineTable.of(file);
        SectionHeader text = file.section(".text");
        assertThat(text).isNotNull();
        List<String> query = new ArrayList<>(List.of("riscv64-unknown-elf-addr2line", "-e", "program"));
        List<String> ours = new ArrayList<>();
        for (long at = text.address(); at < text.address() + text.size(); at += 4) {
            query.add("0x" + Long.toHexString(at));
            SourceLine line = lines.at(at);
            ours.add(Long.toHexString(at) + " "
                    + (line == null ? "??:0" : directory.resolve(line.file()) + ":" + line.line()));
        }
        List<String> theirs = new ArrayList<>();
        String[] answers = gnu.run(query.toArray(String[]::new)).split("\n");
        for (int i = 0; i < answers.length; i++) {
            String answer = answers[i].replaceAll(" \\(discriminator.*", "").replace("??:?", "??:0");
            if (answer.contains("/./")) {
                answer = answer.replace("/./", "/");
            }
            theirs.add(query.get(i + 3).substring(2) + " " + answer);
        }
        assertThat(ours).isEqualTo(theirs);
    }
}
