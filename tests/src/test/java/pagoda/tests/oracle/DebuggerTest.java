package pagoda.tests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;
import pagoda.tests.host.HostCommand;

/** GNU's tools and GDB find the source lines of programs that {@code pagoda asm -g} has made. */
@Tag("oracle")
final class DebuggerTest {
    /** Who links, and may shorten code then. */
    enum Linker {
        PAGODA,
        GNU
    }

    private static final String SOURCE = """
                    .text
                    .globl  _start
            _start: la      s0, counter
                    li      s1, 3
            loop:   call    step
                    addi    s1, s1, -1
                    bnez    s1, loop
                    ld      a0, 0(s0)
                    li      a7, 93
                    ecall
                    .section .text.step, "ax"
            step:   ld      t0, 0(s0)
                    addi    t0, t0, 7
                    sd      t0, 0(s0)
                    ret
                    .data
                    .balign 8
            counter: .dword 0
            """;

    private static final int LINE_IN_STEP = 14; // the store
    private static final int LAST_LINE = 10; // ecall

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path source;

    @BeforeEach
    void write() throws Exception {
        source = Files.writeString(temporary.resolve("prog.s"), SOURCE);
    }

    private Path program(Linker linker) throws Exception {
        Path program = temporary.resolve("prog");
        if (linker == Linker.PAGODA) {
            assemble("-g", "-o", program.toString(), source.toString());
        } else {
            Path object = temporary.resolve("prog.o");
            assemble("-c", "-g", "-o", object.toString(), source.toString());
            silently("riscv64-unknown-elf-ld", "-o", program.toString(), object.toString());
        }
        return program;
    }

    private static void assemble(String... arguments) {
        List<String> command = new ArrayList<>(List.of("asm"));
        command.addAll(List.of(arguments));
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        HostStreams streams = new HostStreams(InputStream.nullInputStream(), error, error, false);
        int status = Main.run(streams, command.toArray(String[]::new));
        assertThat(status).as(error.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String silently(String... command) throws Exception {
        HostCommand.Outcome outcome = HostCommand.run(temporary, "", List.of(command));
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exit()).isZero();
        return outcome.stdout();
    }

    @ParameterizedTest
    @EnumSource
    void aBreakpointOnALineStopsThere(Linker linker) throws Exception {
        assertThat(debug(
                        program(linker),
                        "break prog.s:" + LINE_IN_STEP,
                        "continue",
                        "print $t0",
                        "info symbol $pc",
                        "continue",
                        "print $t0",
                        "next",
                        "delete",
                        "tbreak prog.s:" + LAST_LINE,
                        "continue",
                        "print $a0",
                        "continue"))
                .containsSubsequence(
                        "14 sd t0, 0(s0)",
                        "$1 = 7",
                        "step + 6 in section .text",
                        "14 sd t0, 0(s0)",
                        "$2 = 14",
                        "15 ret",
                        "10 ecall",
                        "$3 = 21");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-5", "-gdwarf-4"})
    void aBreakpointOnALineOfCStopsThere(String version) throws Exception {
        assertThat(debug(
                        compiled(version),
                        "break part.c:" + C_LINE_OF_LOAD,
                        "continue",
                        "print i",
                        "continue",
                        "print i",
                        "print *n"))
                .containsSubsequence(
                        C_LINE_OF_LOAD + " total += n->value;",
                        "$1 = 0",
                        C_LINE_OF_LOAD + " total += n->value;",
                        "$2 = 1",
                        "$3 = {value = 2, next = 0x0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-5", "-gdwarf-4"})
    void aFaultIsExplainedByTheLineOfC(String version) throws Exception {
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        HostStreams streams = new HostStreams(InputStream.nullInputStream(), error, error, false);
        int status = Main.run(streams, "run", compiled(version).toString());
        assertThat(status).isEqualTo(128 + 11);
        assertThat(error.toString(StandardCharsets.UTF_8)).contains("part.c:" + C_LINE_OF_LOAD + ":");
    }

    private static final String C_SOURCE = """
            struct node {
                int value;
                struct node *next;
            };

            int sum(struct node *n) {
                int total = 0;
                for (int i = 0; i < 3; i++) {
                    total += n->value;
                    n = n->next;
                }
                return total;
            }

            int main(void) {
                struct node last = {2, 0};
                struct node first = {1, &last};
                return sum(&first);
            }
            """;

    private static final int C_LINE_OF_LOAD = 9;

    /** A program of C that dereferences a null pointer, compiled by GCC, assembled and linked by Pagoda. */
    private Path compiled(String version) throws Exception {
        Files.writeString(temporary.resolve("part.c"), C_SOURCE);
        silently("riscv64-unknown-elf-gcc", version, "-O0", "-S", "-o", "part.s", "part.c");
        Path program = temporary.resolve("part");
        assemble("-o", program.toString(), temporary.resolve("part.s").toString());
        return program;
    }

    /** What GDB prints, a blank for each run of blanks, when it runs a program under QEMU by these commands. */
    private List<String> debug(Path program, String... commands) throws Exception {
        Path socket = temporary.resolve("socket");
        Path output = temporary.resolve("output");
        Process qemu = new ProcessBuilder("qemu-riscv64", "-g", socket.toString(), program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            for (int tries = 0; !Files.exists(socket) && tries < 1000; tries++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            List<String> command =
                    new ArrayList<>(List.of("gdb-multiarch", "-nx", "-batch", "-ex", "target remote " + socket));
            for (String one : commands) {
                command.add("-ex");
                command.add(one);
            }
            command.add(program.toString());
            HostCommand.Outcome gdb = HostCommand.run(temporary, "", command);
            return gdb.stdout()
                    .lines()
                    .map(line -> line.replaceAll("\\s+", " ").strip())
                    .toList();
        } finally {
            qemu.destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource
    void binutilsReadTheLinesWithoutComplaint(Linker linker) throws Exception {
        String program = program(linker).toString();

        String lines = silently("riscv64-unknown-elf-readelf", "--debug-dump=decodedline", program);
        assertThat(lines.lines()
                        .filter(line -> line.matches(".*prog\\.s +[0-9]+ +0x.*"))
                        .map(line -> line.split(" +")[1]))
                .contains("3", "4", "5", "6", "7", "8", "9", "10", "12", "13", "14", "15");
        assertThat(silently("riscv64-unknown-elf-objdump", "-dl", program))
                .contains("prog.s:" + LINE_IN_STEP, "prog.s:" + LAST_LINE);
        silently("riscv64-unknown-elf-readelf", "--debug-dump=info,abbrev,aranges,Ranges,rawline", program);
    }

    @ParameterizedTest
    @EnumSource
    void theSetsOfAddressesCoverTheCode(Linker linker) throws Exception {
        String program = program(linker).toString();
        String start = silently("riscv64-unknown-elf-nm", program)
                .lines()
                .filter(line -> line.endsWith(" _start"))
                .findFirst()
                .orElseThrow()
                .substring(0, 16);
        String sets = silently("riscv64-unknown-elf-readelf", "--debug-dump=aranges", program);
        assertThat(sets).contains(start);
        assertThat(sets.lines().filter(line -> line.matches(" {4}[0-9a-f]{16} [0-9a-f]{16} *")))
                .as(sets)
                .hasSize(3); // two sections, and the end
    }

    @Test
    void anObjectHasTheLinesToo() throws Exception {
        Path object = temporary.resolve("prog.o");
        assemble("-c", "-g", "-o", object.toString(), source.toString());
        String text = silently("riscv64-unknown-elf-objdump", "-dlr", object.toString());
        assertThat(text).contains("prog.s:" + LINE_IN_STEP, "prog.s:" + LAST_LINE);
    }
}
