package pagoda.bench;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From shell to shell: {@code ./pagoda run} of hello, as an executable, as a source and with an option, beside a JVM that says
 * hello itself. All are started in turn, round by round; medians and their ratios are printed. {@code bench/start} sets the
 * checkout by {@code -Dpagoda.home}.
 */
public final class StartComparison {
    private static final int WARM_UP = 3;

    private final File home = new File(System.getProperty("pagoda.home", ".")).getAbsoluteFile();

    private StartComparison() {}

    /** What the bare JVM runs. */
    public static final class Hello {
        private Hello() {}

        /** Says hello. */
        public static void main(String[] arguments) {
            System.out.println("Hello, world!");
        }
    }

    /** Runs the comparison; the argument is the number of rounds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new StartComparison().compare(arguments.length == 0 ? 25 : Integer.parseInt(arguments[0]));
    }

    private void compare(int rounds) throws IOException, InterruptedException {
        String source = "programs/hello.s";
        String executable = "bench/target/hello";
        run(List.of("./pagoda", "asm", "-o", executable, source));
        String java = System.getProperty("java.home") + "/bin/java";
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("a bare JVM", List.of(java, "-cp", "bench/target/classes", Hello.class.getName()));
        commands.put("an executable", List.of("./pagoda", "run", executable));
        commands.put("a source", List.of("./pagoda", "run", source));
        commands.put("with an option", List.of("./pagoda", "run", "--ram", "16M", executable));
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double milliseconds = run(command.getValue());
                if (round >= 0) {
                    times.computeIfAbsent(command.getKey(), unused -> new ArrayList<>())
                            .add(milliseconds);
                }
            }
        }
        double bare = 0;
        for (Map.Entry<String, List<Double>> time : times.entrySet()) {
            double median = median(time.getValue());
            bare = bare == 0 ? median : bare;
            System.out.printf(Locale.ROOT, "%-16s %6.1f ms %6.2f%n", time.getKey(), median, median / bare);
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Runs a command to its end, and gives its time in milliseconds. */
    private double run(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = new ProcessBuilder(command)
                .directory(home)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        double milliseconds = (System.nanoTime() - start) / 1e6;
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
        return milliseconds;
    }
}
