package pagoda.bench.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What events cost that nobody listens to: this Pagoda beside a copy of it that makes none, in pairs, each being the first of
 * every other pair. Times are the processor's, the user's and the system's together, from shell to shell: what else the machine
 * does matters little to them.
 */
@Command(
        name = "bench/events",
        sortOptions = false,
        description =
                "Measures Pagoda, with nobody listening to events, beside a build of it without events: processor time.")
public final class EventsComparison implements Callable<Integer> {
    /** Guests and their rounds: each takes about two seconds on a fast host. */
    private static final Map<Workload, Integer> GUESTS = new LinkedHashMap<>();

    static {
        GUESTS.put(Workload.FAULTS, 3000);
        GUESTS.put(Workload.GETPPID, 6000);
        GUESTS.put(Workload.FORK, 16000);
        GUESTS.put(Workload.SIEVE, 300);
    }

    /** What {@code times} says of the commands that the shell has run, in its second line. */
    private static final Pattern TIMES = Pattern.compile("\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    @Option(names = "--pairs", paramLabel = "N", description = "How many pairs of runs each guest has (default: 20).")
    private int count = 20;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Words.class,
            description = "The guests to run: ${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable List<String> only;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Path home = Path.of(System.getProperty("pagoda.home", "."));
    private final Path without = Path.of(System.getProperty("pagoda.without", "."));
    private final Path target = home.resolve("bench/target/events");

    /** Compares. */
    public static void main(String[] arguments) {
        ComparisonFailure.exit("bench/events", new EventsComparison(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 2) {
            throw new ParameterException(spec.commandLine(), "--pairs: at least 2");
        }
        List<Workload> workloads = Workload.only(only, GUESTS.keySet(), spec);
        GuestBuild.checkTools(GuestBuild.COMPILER);
        Files.createDirectories(target);
        GuestBuild build = new GuestBuild(home, target);
        build.runtime();
        System.out.printf("%-10s %9s %7s   %s%n", "guest", "seconds", "ratio", "95 % interval");
        for (Workload workload : workloads) {
            Path executable = build.guest(workload);
            String rounds = Integer.toString(Objects.requireNonNull(GUESTS.get(workload)));
            double[] with = new double[count];
            double[] none = new double[count];
            run(home, executable, rounds);
            run(without, executable, rounds);
            for (int pair = 0; pair < count; pair++) {
                if (pair % 2 == 0) {
                    with[pair] = run(home, executable, rounds);
                }
                none[pair] = run(without, executable, rounds);
                if (pair % 2 == 1) {
                    with[pair] = run(home, executable, rounds);
                }
            }
            PairedRatios ratios = new PairedRatios(with, none);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %9.2f %7.4f   %.4f to %.4f%n",
                    workload.word(),
                    with[count - 1],
                    ratios.mean(),
                    ratios.least(),
                    ratios.most());
        }
        return 0;
    }

    /** The names of the guests. */
    private static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(GUESTS.keySet().stream().map(Workload::word).toList());
        }
    }

    private double run(Path checkout, Path executable, String rounds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" >/dev/null || exit; times", "sh"));
        command.addAll(List.of(checkout.resolve("pagoda").toString(), "run", "--ram", "256M"));
        command.addAll(List.of(executable.toString(), "--", rounds));
        TimedRun run = TimedRun.of(command, target.resolve("standard-error"));
        Matcher times = TIMES.matcher(run.output());
        if (!times.find()) {
            throw new ComparisonFailure("sh does not tell times: " + run.output());
        }
        return 60 * Double.parseDouble(times.group(1))
                + Double.parseDouble(times.group(2))
                + 60 * Double.parseDouble(times.group(3))
                + Double.parseDouble(times.group(4));
    }
}
