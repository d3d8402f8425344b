package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host, for 20 seconds at most, and wants it to succeed. */
final class HostTool {
    private HostTool() {}

    /** Runs the command with its standard output in a file. */
    static void run(List<String> command, Path stdout) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue()).as("status of %s", command).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
