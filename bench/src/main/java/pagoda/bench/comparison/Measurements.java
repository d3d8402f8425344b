package pagoda.bench.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the runs took, and whether they all came to the same. */
final class Measurements {
    private final Map<Workload, Map<String, List<TimedRun>>> runs = new EnumMap<>(Workload.class);
    private final Map<Workload, Long> instructions = new EnumMap<>(Workload.class);
    private final Map<Workload, TimedRun> firstRuns = new EnumMap<>(Workload.class);

    /**
     * Keeps a run.
     *
     * @throws ComparisonFailure if its output is another than that of the workload's first run
     */
    void add(Workload workload, String contender, TimedRun run) {
        TimedRun first = firstRuns.computeIfAbsent(workload, none -> run);
        if (!run.output().equals(first.output())) {
            throw new ComparisonFailure(workload.word() + ": " + contender + " writes\n"
                    + run.output().strip() + "\nand another contender, or another run,\n"
                    + first.output().strip());
        }
        runs.computeIfAbsent(workload, none -> new HashMap<>())
                .computeIfAbsent(contender, none -> new ArrayList<>())
                .add(run);
    }

    /**
     * Keeps how many instructions a workload has.
     *
     * @throws ComparisonFailure if another run had another number
     */
    void setInstructions(Workload workload, String engine, long count) {
        Long before = instructions.putIfAbsent(workload, count);
        if (before != null && before != count) {
            throw new ComparisonFailure(workload.word() + ": " + engine + " executed " + count
                    + " instructions, and another engine, or another run, " + before);
        }
    }

    long instructions(Workload workload) {
        return instructions.getOrDefault(workload, 0L);
    }

    /** The median of the seconds a workload took, NaN if there are none. */
    double seconds(Workload workload, String contender) {
        return median(
                of(workload, contender).stream().mapToDouble(TimedRun::seconds).toArray());
    }

    /** The median of {@link TimedRun#warmth}, NaN if no run was long enough. */
    double warmth(Workload workload, String contender) {
        return median(of(workload, contender).stream()
                .mapToDouble(TimedRun::warmth)
                .filter(warmth -> !Double.isNaN(warmth))
                .toArray());
    }

    private List<TimedRun> of(Workload workload, String contender) {
        Map<String, List<TimedRun>> ofWorkload = runs.get(workload);
        @Nullable List<TimedRun> found = ofWorkload == null ? null : ofWorkload.get(contender);
        return found == null ? List.of() : found;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        if (values.length == 0) {
            return Double.NaN;
        }
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
