package pagoda.tests.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the host's commands: GCC, QEMU. */
public final class HostCommand {
    private HostCommand() {}

    /** What a command left; the status is 128 + signal if a signal ended it. */
    public record Outcome(int exit, String stdout, String stderr) {
        /** Whether another run printed the same and ended the same, whatever it complained of. */
        public boolean isLike(Outcome other) {
            return exit == other.exit && stdout.equals(other.stdout);
        }
    }

    /** Runs the command in a folder of the test's own, where a core file does no harm, for 30 seconds at most. */
    public static Outcome run(Path folder, String input, List<String> command)
            throws IOException, InterruptedException {
        Path stdin = Files.writeString(folder.resolve("stdin"), input);
        Path stdout = folder.resolve("stdout");
        Path stderr = folder.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(stdin.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("%s ends within 30 seconds", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(stdout), Files.readString(stderr));
    }

    /** Runs the command, which must succeed, with its standard output in a file, for 30 seconds at most. */
    public static void runInto(Path stdout, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("%s ends within 30 seconds", command)
                    .isTrue();
            assertThat(process.exitValue()).as("status of %s", command).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
