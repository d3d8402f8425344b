package pagoda.bench;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From shell to shell: the time of {@code ./pagoda run} of hello, as a source and as an executable. {@code bench/run} sets
 * the checkout by {@code -Dpagoda.home}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
@Fork(1)
public class StartBenchmark {
    /** What is run. */
    public enum Program {
        SOURCE,
        EXECUTABLE
    }

    private final File home = new File(System.getProperty("pagoda.home", "."));

    @Param
    public Program program = Program.SOURCE;

    private String file = "programs/hello.s";

    @Setup
    public void assemble() throws IOException, InterruptedException {
        if (program == Program.EXECUTABLE) {
            File executable = new File(home, "bench/target/hello");
            pagoda("asm", "-o", executable.getPath(), file);
            file = executable.getPath();
        }
    }

    @Benchmark
    public void hello() throws IOException, InterruptedException {
        pagoda("run", file);
    }

    private void pagoda(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./pagoda"));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command)
                .directory(home)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
    }
}
