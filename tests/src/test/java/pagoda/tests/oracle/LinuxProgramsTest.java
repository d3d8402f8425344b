package pagoda.tests.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cli.HostStreams;
import pagoda.cli.Main;
import pagoda.tests.host.HostCommand;
import pagoda.tests.host.HostCommand.Outcome;

/**
 * One ELF file gives the same output and the same exit status on Linux, by QEMU's user mode, and on Pagoda with the
 * audit on. Where QEMU departs from Linux, the program's header says what Linux gives.
 */
@Tag("oracle")
final class LinuxProgramsTest {

    private static final List<String> GCC = List.of(
            "riscv64-unknown-elf-gcc",
            "-march=rv64ima_zicsr_zifencei",
            "-mabi=lp64",
            "-nostdlib",
            "-static",
            "-ffreestanding",
            "-fno-builtin",
            "-O1",
            "-g",
            "-Wl,--no-relax");

    /** Far more instructions than any of the programs needs. */
    private static final String MAX_STEPS = "100000000";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    static List<OracleProgram> programs() throws IOException {
        return OracleProgram.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramDoesOnPagodaWhatItDoesOnLinux(OracleProgram program) throws Exception {
        Path executable = build(program);
        Outcome pagoda = onPagoda(executable);
        Outcome linux = linux(program, executable);
        for (int again = 0; again < 2 && !linux.isLike(pagoda); again++) {
            // QEMU's threads and clocks are the host's, which may be busy.
            linux = linux(program, executable);
        }

        assertThat(pagoda.stdout()).as("standard output (%s)", pagoda.stderr()).isEqualTo(linux.stdout());
        assertThat(pagoda.exit()).as("exit status (%s)", pagoda.stderr()).isEqualTo(linux.exit());
    }

    /** A program that depends on time, order, or numbers given by the system is no oracle. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void aProgramDoesTheSameOnLinuxEachTime(OracleProgram program) throws Exception {
        if (program.linux() == null) {
            Path executable = build(program);
            Outcome first = linux(program, executable);
            Outcome second = linux(program, executable);
            assertThat(first.isLike(second) || first.isLike(linux(program, executable)))
                    .as("%s and %s", first, second)
                    .isTrue();
        }
    }

    private Outcome linux(OracleProgram program, Path executable) throws Exception {
        return program.linux() == null
                ? HostCommand.run(temporary, "", qemu(executable))
                : new Outcome(0, program.linux(), "");
    }

    /** QEMU, with no signal ignored, whoever began these tests and however. */
    private static List<String> qemu(Path executable) {
        return List.of("env", "--default-signal", "qemu-riscv64", executable.toString());
    }

    private Path build(OracleProgram program) throws Exception {
        Path executable = temporary.resolve(program.toString().replaceFirst("\\..$", ""));
        List<String> command = new ArrayList<>(GCC);
        command.addAll(List.of(
                "-o",
                executable.toAbsolutePath().toString(),
                program.source().toAbsolutePath().toString()));
        Outcome outcome = HostCommand.run(temporary, "", command);
        assertThat(outcome.exit()).as("%s", outcome.stderr()).isZero();
        return executable.toAbsolutePath();
    }

    private static Outcome onPagoda(Path executable) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        int status = Main.run(
                new HostStreams(InputStream.nullInputStream(), output, error, false),
                "run",
                "--audit",
                "--max-steps",
                MAX_STEPS,
                executable.toString());
        return new Outcome(status, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }
}
