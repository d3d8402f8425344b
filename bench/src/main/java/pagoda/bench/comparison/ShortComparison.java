package pagoda.bench.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * How long short programs take with the translator beside the interpreter, from shell to shell. The two run each program in
 * pairs, each being the first of every other pair, and the medians count. A program that takes hardly longer than the start of
 * one that does nothing tells nothing of engines: it is run once by each, and not listed.
 */
@Command(
        name = "bench/short",
        sortOptions = false,
        description = "Measures short programs with the translator beside the interpreter.",
        footer = {
            "",
            "'ratio' is the translator's median wall-clock time over the interpreter's, from shell to shell; 'run' the same"
                    + " without what a start takes. A guest is named with the millions of instructions after which it is"
                    + " cut off."
        })
public final class ShortComparison implements Callable<Integer> {
    private static final List<String> ENGINES = List.of("interpreter", "translator");
    private static final int[] MILLIONS = {1, 5, 20, 50};
    private static final String IDLE = "hello";

    /** A program that takes less than so many times what the idle one takes, right before or after, tells nothing of engines. */
    private static final double NOISE = 1.15;

    /** The status of a run that was cut off. */
    private static final int LIMIT_REACHED = 124;

    /** What times with the two engines: one a pair. */
    private record Pairs(String name, double[] interpreter, double[] translator) {
        double ratio() {
            return median(translator) / median(interpreter);
        }

        double ratioWithout(double start) {
            return (median(translator) - start) / (median(interpreter) - start);
        }
    }

    @Option(names = "--pairs", paramLabel = "N", description = "How often each engine runs each program (default: 5).")
    private int count = 5;

    @Option(names = "--no-guests", description = "Only the programs under programs/; needs no compiler.")
    private boolean withoutGuests;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Path home =
            Path.of(System.getProperty("pagoda.home", ".")).toAbsolutePath().normalize();
    private final Path launcher = home.resolve("pagoda");
    private final Path target = home.resolve("bench/target/short");

    /** Compares. */
    public static void main(String[] arguments) {
        ComparisonFailure.exit("bench/short", new ShortComparison(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--pairs: at least 1");
        }
        Files.createDirectories(target);
        List<ShortProgram> programs = programs();
        ShortProgram idler = programs.stream()
                .filter(some -> some.name().equals(IDLE))
                .findFirst()
                .orElseThrow(() -> new ComparisonFailure("there is no programs/" + IDLE + ".s"));
        time(idler, ENGINES.get(0));
        List<Double> starts = new ArrayList<>();
        List<Pairs> measured = new ArrayList<>();
        int longer = 0;
        int idle = 0;
        for (ShortProgram program : programs) {
            TimedRun[] runs = once(program);
            double least = Math.min(runs[0].seconds(), runs[1].seconds());
            if (isCutOff(program)) {
                measured.add(measure(program, runs[0]));
                continue;
            }
            TimedRun[] nothing = once(idler);
            double start = Math.min(nothing[0].seconds(), nothing[1].seconds());
            starts.add(start);
            if (runs[0].status() == LIMIT_REACHED) {
                longer++;
            } else if (least < NOISE * start) {
                idle++;
            } else {
                measured.add(measure(program, runs[0]));
            }
        }
        report(measured, median(starts.stream().mapToDouble(Double::doubleValue).toArray()));
        System.out.printf(
                Locale.ROOT,
                "%d programs take no longer than a start and its noise; %d have more than %d million instructions%n",
                idle,
                longer,
                ShortProgram.MOST / 1_000_000);
        return 0;
    }

    private static boolean isCutOff(ShortProgram program) {
        return program.executable().toString().endsWith(".guest");
    }

    private List<ShortProgram> programs() throws IOException, InterruptedException {
        List<ShortProgram> programs = new ArrayList<>();
        for (Path source : ShortProgram.sources(home.resolve("programs"))) {
            Path executable = target.resolve(source.getFileName().toString().replaceFirst("\\.s$", ""));
            List<String> command = new ArrayList<>(List.of(launcher.toString(), "asm", "-o", executable.toString()));
            command.add(source.toString());
            ShortProgram.with(source).forEach(other -> command.add(other.toString()));
            GuestBuild.run(command);
            programs.add(ShortProgram.of(source, executable));
        }
        if (!withoutGuests) {
            GuestBuild.checkTools(GuestBuild.COMPILER);
            GuestBuild build = new GuestBuild(home, target);
            build.runtime();
            for (Workload workload : Workload.values()) {
                Path guest = target.resolve(workload.word() + ".guest");
                Files.move(build.guest(workload), guest, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                for (int millions : MILLIONS) {
                    programs.add(ShortProgram.guest(workload, guest, millions));
                }
            }
        }
        return programs;
    }

    /** A run with each engine. */
    private TimedRun[] once(ShortProgram program) throws IOException, InterruptedException {
        TimedRun[] runs = {time(program, ENGINES.get(0)), time(program, ENGINES.get(1))};
        check(program, runs[0], runs[1]);
        return runs;
    }

    private Pairs measure(ShortProgram program, TimedRun first) throws IOException, InterruptedException {
        double[][] seconds = new double[ENGINES.size()][count];
        for (int pair = 0; pair < count; pair++) {
            for (int turn = 0; turn < ENGINES.size(); turn++) {
                int engine = (pair + turn) % ENGINES.size();
                TimedRun run = time(program, ENGINES.get(engine));
                check(program, first, run);
                seconds[engine][pair] = run.seconds();
            }
        }
        Pairs pairs = new Pairs(program.name(), seconds[0], seconds[1]);
        System.err.printf(Locale.ROOT, "%s: %.3f%n", program.name(), pairs.ratio());
        return pairs;
    }

    private static void check(ShortProgram program, TimedRun first, TimedRun run) {
        if (!run.output().equals(first.output()) || run.status() != first.status()) {
            throw new ComparisonFailure(program.name() + ": the runs differ: status " + first.status() + "\n"
                    + first.output().strip() + "\nand status " + run.status() + "\n"
                    + run.output().strip());
        }
    }

    private TimedRun time(ShortProgram program, String engine) throws IOException, InterruptedException {
        Path input = target.resolve("standard-input");
        program.writeInput(input);
        return TimedRun.toAnyEnd(program.command(launcher, engine), input, target.resolve("standard-error"));
    }

    private static void report(List<Pairs> measured, double start) {
        System.out.printf(Locale.ROOT, "A start takes %.3f s. Seconds, medians:%n", start);
        System.out.printf("%-24s %11s %10s %7s %7s%n", "program", "interpreter", "translator", "ratio", "run");
        for (Pairs pairs : measured) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %11.3f %10.3f %7.3f %7.3f%n",
                    pairs.name(),
                    median(pairs.interpreter()),
                    median(pairs.translator()),
                    pairs.ratio(),
                    pairs.ratioWithout(start));
        }
        measured.stream()
                .max(Comparator.comparingDouble(Pairs::ratio))
                .ifPresent(worst -> System.out.printf(
                        Locale.ROOT,
                        "%d programs; the worst is %s: the translator takes %.3f times as long%n",
                        measured.size(),
                        worst.name(),
                        worst.ratio()));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
