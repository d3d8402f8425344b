package pagoda.bench.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What the guests do, each a file of {@code bench/guests} of the same name. The rounds are such that QEMU's system mode takes
 * about two seconds on a fast host, and QEMU's user mode half a second or more for a kernel's workload.
 */
enum Workload {
    SIEVE("s", 440),
    MIX("c", 1950),
    FIB("s", 290),
    COPY("c", 500),
    CHASE("c", 170),
    SEARCH("c", 780),
    BYTECODE("c", 160),
    SHA256("c", 2400),
    NBODY("c", 210),
    MANDELBROT("c", 80),
    /** System calls. */
    GETPPID("s", 4000, 1000),
    /** Children that end at once and are waited for. */
    FORK("c", 2000, 1),
    /** Pages that are touched for the first time. */
    FAULTS("c", 2000, 256),
    /** Bytes that go through a pipe and come back through another. */
    PINGPONG("c", 10_000, 10);

    /** The whole work, in tenths. */
    static final int WHOLE = 10;

    private final String suffix;
    private final int rounds;
    private final int eventsPerRound;

    /** A workload of the processor alone. */
    Workload(String suffix, int rounds) {
        this(suffix, rounds, 0);
    }

    /** A workload of the kernel: what counts is how often something happens. */
    Workload(String suffix, int rounds, int eventsPerRound) {
        this.suffix = suffix;
        this.rounds = rounds;
        this.eventsPerRound = eventsPerRound;
    }

    /**
     * Those that a user has asked for by {@code --only}.
     *
     * @param words as they were written; null for all
     * @throws ParameterException if one of them is none of {@code all}
     */
    static List<Workload> only(
            @Nullable List<String> words, Collection<Workload> all, CommandLine.Model.CommandSpec spec) {
        List<String> known = all.stream().map(Workload::word).toList();
        for (String word : words == null ? known : words) {
            if (!known.contains(word)) {
                throw new ParameterException(
                        spec.commandLine(), "--only: '" + word + "' is none of " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(workload -> words == null || words.contains(workload.word()))
                .toList();
    }

    /** As users write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source's name in {@code bench/guests}. */
    String source() {
        return word() + "." + suffix;
    }

    boolean isAssembly() {
        return suffix.equals("s");
    }

    /** Whether it needs more of a kernel than to write and to exit. */
    boolean needsKernel() {
        return eventsPerRound > 0;
    }

    /** The guest's argument, for so many tenths of the work. */
    int rounds(int tenths) {
        return rounds * tenths / WHOLE;
    }

    /** How often happens what a kernel's workload is about, in so many tenths of the work. */
    long events(int tenths) {
        return (long) rounds(tenths) * eventsPerRound;
    }
}
