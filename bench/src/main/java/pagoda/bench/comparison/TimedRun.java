package pagoda.bench.comparison;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A command from its start to its end.
 *
 * @param status its exit status
 * @param seconds what the wall clock says it took
 * @param output what it wrote
 * @param marks when each dot of the output came, in seconds after the start; the work between any two is the same
 */
record TimedRun(int status, double seconds, String output, double[] marks) {
    /** A run that takes longer hangs. */
    private static final int LIMIT_SECONDS = 300;

    /** How far a run has come when its rate is compared with the final one, and for how long that rate is taken. */
    private static final double WARM_SECONDS = 2;

    private static final double WARM_SPAN = 0.5;

    private static final Executor WATCHDOG = CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS);

    /**
     * Runs a command.
     *
     * @param errors the file that keeps what it writes to standard error
     * @throws ComparisonFailure if it fails
     */
    static TimedRun of(List<String> command, Path errors) throws IOException, InterruptedException {
        TimedRun run = toAnyEnd(command, Path.of("/dev/null"), errors);
        if (run.status != 0) {
            String why = run.seconds > LIMIT_SECONDS ? " after " + LIMIT_SECONDS + " s" : "";
            throw new ComparisonFailure(String.join(" ", command) + "\nended with status " + run.status + why + "\n"
                    + Files.readString(errors) + run.output.replace(".", "").strip());
        }
        return run;
    }

    /**
     * Runs a command, which may fail.
     *
     * @param input the file that is its standard input
     * @param errors the file that keeps what it writes to standard error
     */
    static TimedRun toAnyEnd(List<String> command, Path input, Path errors) throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        double[] marks = new double[64];
        int count = 0;
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(input.toFile()))
                .redirectError(errors.toFile())
                .start();
        WATCHDOG.execute(process::destroyForcibly);
        try (InputStream stream = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            for (int length; (length = stream.read(buffer)) > 0; ) {
                double now = (System.nanoTime() - start) / 1e9;
                output.write(buffer, 0, length);
                for (int i = 0; i < length; i++) {
                    if (buffer[i] == '.' && count < marks.length) {
                        marks[count++] = now;
                    }
                }
            }
        }
        int status = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new TimedRun(status, seconds, output.toString(StandardCharsets.UTF_8), Arrays.copyOf(marks, count));
    }

    /**
     * The rate in the half second that begins two seconds after the start, as a part of the rate in the last quarter of the
     * work; NaN if the run ends too early to say.
     */
    double warmth() {
        int last = marks.length - 1;
        int quarter = marks.length * 3 / 4;
        int begin = after(WARM_SECONDS);
        if (begin > last) {
            return Double.NaN;
        }
        int end = after(marks[begin] + WARM_SPAN);
        return end > quarter ? Double.NaN : rate(begin, end) / rate(quarter, last);
    }

    private int after(double second) {
        int mark = 0;
        while (mark < marks.length && marks[mark] < second) {
            mark++;
        }
        return mark;
    }

    private double rate(int from, int to) {
        return (to - from) / (marks[to] - marks[from]);
    }
}
