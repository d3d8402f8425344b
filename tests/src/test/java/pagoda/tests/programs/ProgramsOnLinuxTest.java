package pagoda.tests.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.tests.host.HostCommand;
import pagoda.tests.host.HostCommand.Outcome;

/**
 * What the programs' headers promise is true on Linux: each is assembled and linked by GCC, run by QEMU's user mode,
 * and leaves the output and the exit status that it expects. {@code # expect-error:} speaks of Pagoda's explanations,
 * so it is not looked at here. Programs with {@code # options:} are about a machine that QEMU's user mode does not have.
 */
@Tag("oracle")
final class ProgramsOnLinuxTest {

    private static final List<String> GCC = List.of(
            "riscv64-unknown-elf-gcc",
            "-march=rv64gc_zba_zbb_zbs",
            "-mabi=lp64",
            "-nostdlib",
            "-static",
            "-Wl,--no-relax");

    private static final Pattern START = Pattern.compile("^_start:", Pattern.MULTILINE);

    /** What Pagoda's linker adds to a program that begins at main; GCC's C library is not linked, so it is given here. */
    private static final String START_STUB = """
                    .globl  _start
            _start: ld      a0, 0(sp)
                    addi    a1, sp, 8
                    call    main
                    li      a7, 93
                    ecall
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    static List<ProgramFile> programs() throws IOException {
        return ProgramFile.allIn(ProgramFile.folder()).stream()
                .filter(program -> program.options().isEmpty())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramDoesOnLinuxWhatItsHeaderSays(ProgramFile program) throws Exception {
        Path executable = link(program);

        List<String> command =
                new ArrayList<>(List.of("env", "--default-signal", "qemu-riscv64", executable.toString()));
        command.addAll(program.args());
        Outcome outcome = HostCommand.run(temporary, program.stdin(), command);

        assertThat(program.withoutOpenFigures(outcome.stdout()))
                .as("standard output")
                .isEqualTo(program.stdout());
        assertThat(outcome.exit()).as("exit status (%s)", outcome.stderr()).isEqualTo(program.exit());
    }

    private Path link(ProgramFile program) throws Exception {
        Path executable = temporary.resolve("program").toAbsolutePath();
        List<String> command = new ArrayList<>(GCC);
        command.add("-Wa,-I" + ProgramFile.folder().toAbsolutePath());
        command.addAll(List.of("-o", executable.toString()));
        boolean hasStart = false;
        for (Path source : program.sources()) {
            hasStart |= START.matcher(Files.readString(source)).find();
            command.add(source.toAbsolutePath().toString());
        }
        if (!hasStart) {
            command.add(Files.writeString(temporary.resolve("start.s"), START_STUB)
                    .toAbsolutePath()
                    .toString());
        }
        Outcome outcome = HostCommand.run(temporary, "", command);
        assertThat(outcome.exit()).as("%s", outcome.stderr()).isZero();
        return executable;
    }
}
