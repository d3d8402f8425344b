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
        Path program = program(linker);
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
            HostCommand.Outcome gdb = HostCommand.run(
                    temporary,
                    "",
                    List.of(
                            "gdb-multiarch",
                            "-nx",
                            "-batch",
                            "-ex",
                            "target remote " + socket,
                            "-ex",
                            "break prog.s:" + LINE_IN_STEP,
                            "-ex",
                            "continue",
                            "-ex",
                            "print $t0",
                            "-ex",
                            "info symbol $pc",
                            "-ex",
                            "continue",
                            "-ex",
                            "print $t0",
                            "-ex",
                            "next",
                            "-ex",
                            "delete",
                            "-ex",
                            "tbreak prog.s:" + LAST_LINE,
                            "-ex",
                            "continue",
                            "-ex",
                            "print $a0",
                            "-ex",
                            "continue",
                            program.toString()));
            assertThat(gdb.stdout()
                            .lines()
                            .map(line -> line.replaceAll("\\s+", " ").strip()))
                    .as(gdb.stderr())
                    .containsSubsequence(
                            "14 sd t0, 0(s0)",
                            "$1 = 7",
                            "step + 6 in section .text",
                            "14 sd t0, 0(s0)",
                            "$2 = 14",
                            "15 ret",
                            "10 ecall",
                            "$3 = 21");
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
