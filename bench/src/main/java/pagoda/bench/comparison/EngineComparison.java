package pagoda.bench.comparison;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Pagoda beside QEMU on the same guests, in one run: guest instructions per second. Each contender runs each guest once a
 * round, one after the other, the first being another each round; the median of a contender's wall-clock times counts, from
 * shell to shell, with start-up. The number of instructions is Pagoda's, for all. What the contenders write must be the same.
 */
@Command(
        name = "bench/compare",
        sortOptions = false,
        description =
                "Measures Pagoda beside QEMU, on the same guest programs: millions of guest instructions per second.",
        footer = {
            "",
            "QEMU runs a guest in system mode, on a bare machine under Sv39, and in user mode. What needs a kernel is run"
                    + " by Pagoda and QEMU's user mode only: thousands of events per second. 'warm' is the rate two seconds"
                    + " after the start as a part of the rate in the last quarter of the work, for runs long enough to tell (not --times 1)."
        })
public final class EngineComparison implements Callable<Integer> {
    private static final int MOST_TIMES = 50;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each guest is run (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Words.class,
            description = "The guests to run: ${COMPLETION-CANDIDATES} (default: all).")
    private @Nullable List<String> only;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Pagoda's engines: interpreter, translator (default: those it has).")
    private @Nullable List<String> engines;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How many times the work, 1 to " + MOST_TIMES
                    + ", of about two seconds for QEMU on a fast host (default: ${DEFAULT-VALUE}).")
    private int times = 5;

    @Option(names = "--quick", description = "One round of a tenth of the work, to see that all is well.")
    private boolean quick;

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
    private final Path target = home.resolve("bench/target/compare");
    private final Measurements measurements = new Measurements();

    /** Compares. */
    public static void main(String[] arguments) {
        ComparisonFailure.exit("bench/compare", new EngineComparison(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds: at least 1");
        }
        if (times < 1 || times > MOST_TIMES) {
            throw new ParameterException(spec.commandLine(), "--times: 1 to " + MOST_TIMES);
        }
        List<Workload> workloads = Workload.only(only, List.of(Workload.values()), spec);
        GuestBuild.checkTools(GuestBuild.COMPILER, Contender.QemuSystem.PROGRAM, Contender.QemuUser.PROGRAM);
        Files.createDirectories(target);
        List<Contender> contenders = contenders();
        GuestBuild build = new GuestBuild(home, target);
        build.runtime();
        build.machine();
        Map<Workload, Path> guests = new EnumMap<>(Workload.class);
        for (Workload workload : workloads) {
            guests.put(workload, build.guest(workload));
        }
        int last = quick ? 1 : rounds;
        for (int round = 1; round <= last; round++) {
            for (Workload workload : workloads) {
                System.err.print("round " + round + "/" + last + " " + workload.word() + ":");
                try {
                    measure(workload, Objects.requireNonNull(guests.get(workload)), contenders);
                } finally {
                    System.err.println();
                }
            }
            Collections.rotate(contenders, 1);
        }
        Collections.rotate(contenders, -last);
        report(workloads, contenders);
        return 0;
    }

    private int tenths() {
        return quick ? 1 : Workload.WHOLE * times;
    }

    private List<Contender> contenders() throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        Path figures = target.resolve("figures.json");
        List<String> known = enginesOfPagoda();
        if (known.isEmpty()) {
            contenders.add(new Contender.Pagoda(launcher, null, figures));
        }
        for (String engine : engines == null ? known : engines) {
            if (known.contains(engine)) {
                contenders.add(new Contender.Pagoda(launcher, engine, figures));
            } else if (!known.isEmpty() || !engine.equals(Contender.Pagoda.ONLY_ENGINE)) {
                throw new ComparisonFailure("--engines: this Pagoda has no '" + engine + "'");
            }
        }
        contenders.add(new Contender.QemuSystem(target.resolve("machine"), target.resolve("argument")));
        contenders.add(new Contender.QemuUser());
        return contenders;
    }

    /** What its help says; nothing if there is no choice. This also builds what the launcher runs. */
    private List<String> enginesOfPagoda() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(launcher.toString(), "run", "--help")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new ComparisonFailure(launcher + " ended with status " + status);
        }
        return text.contains("--engine")
                ? Stream.of("interpreter", "translator").filter(text::contains).toList()
                : List.of();
    }

    private void measure(Workload workload, Path guest, List<Contender> contenders)
            throws IOException, InterruptedException {
        for (Contender contender : contenders) {
            if (workload.needsKernel() && !contender.hasKernel()) {
                continue;
            }
            TimedRun run =
                    TimedRun.of(contender.command(guest, workload.rounds(tenths())), target.resolve("standard-error"));
            System.err.printf(Locale.ROOT, " %s %.2f s", contender.word(), run.seconds());
            measurements.add(workload, contender.word(), run);
            if (contender instanceof Contender.Pagoda pagoda) {
                measurements.setInstructions(workload, pagoda.word(), pagoda.instructions());
            }
        }
    }

    private void report(List<Workload> workloads, List<Contender> contenders) {
        ComparisonReport report = new ComparisonReport(measurements, contenders, tenths());
        List<Workload> processors =
                workloads.stream().filter(workload -> !workload.needsKernel()).toList();
        List<Workload> kernels =
                workloads.stream().filter(Workload::needsKernel).toList();
        if (!processors.isEmpty()) {
            System.out.println("Millions of guest instructions per second, and how many times QEMU's");
            System.out.print(report.processors(processors));
        }
        if (!kernels.isEmpty()) {
            System.out.println("Thousands of events per second, and how many times QEMU's");
            System.out.print(report.kernels(kernels));
        }
    }

    /** The workloads' words, for picocli. */
    private static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(Stream.of(Workload.values()).map(Workload::word).toList());
        }
    }
}
