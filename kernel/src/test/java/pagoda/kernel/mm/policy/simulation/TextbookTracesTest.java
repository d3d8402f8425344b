package pagoda.kernel.mm.policy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.kernel.mm.policy.PolicyKind;

/** Reference strings of textbooks, and others worked by hand: the faults, and the pages evicted in their order. */
final class TextbookTracesTest {
    /** Belady, Nelson and Shedler, 1969. */
    private static final String BELADY = "1 2 3 4 1 2 5 1 2 3 4 5";
    /** Silberschatz, Galvin and Gagne, Operating System Concepts, "Page Replacement". */
    private static final String SILBERSCHATZ = "7 0 1 2 0 3 0 4 2 3 0 3 2 1 2 0 1 7 0 1";
    /** Stallings, Operating Systems, "Replacement Policy". */
    private static final String STALLINGS = "2 3 2 1 5 2 4 5 3 2 5 2";

    private static final String LOOP = "1 2 3 4 5 1 2 3 4 5 1 2 3 4 5";

    @ParameterizedTest(name = "{0} has {2} faults with {1} frames: {3}")
    @CsvSource({
        "fifo, 3, 9, " + BELADY,
        "fifo, 4, 10, " + BELADY,
        "lru, 3, 10, " + BELADY,
        "lru, 4, 8, " + BELADY,
        "opt, 3, 7, " + BELADY,
        "opt, 4, 6, " + BELADY,
        "fifo, 3, 15, " + SILBERSCHATZ,
        "lru, 3, 12, " + SILBERSCHATZ,
        "opt, 3, 9, " + SILBERSCHATZ,
        "lfu, 3, 11, " + SILBERSCHATZ,
        "fifo, 3, 9, " + STALLINGS,
        "clock, 3, 8, " + STALLINGS,
        "lru, 3, 7, " + STALLINGS,
        "opt, 3, 6, " + STALLINGS,
        "fifo, 4, 15, " + LOOP,
        "lru, 4, 15, " + LOOP,
        "mru, 4, 7, " + LOOP,
        "opt, 4, 7, " + LOOP,
    })
    void aPolicyHasTheFaultsOfTheBook(String policy, int frames, int faults, String string) {
        assertThat(Simulation.run(kind(policy), frames, references(string), SimulationOptions.DEFAULT)
                        .faults())
                .isEqualTo(faults);
    }

    @ParameterizedTest(name = "{0} with {1} frames evicts {2}: {3}")
    @CsvSource({
        "fifo, 3, 7 0 1 2 3 0 4 2 3 0 1 2, " + SILBERSCHATZ,
        "lru, 3, 7 1 2 3 0 4 0 3 2, " + SILBERSCHATZ,
        "opt, 3, 7 1 0 4 3 2, " + SILBERSCHATZ,
        "lfu, 3, 7 1 2 3 4 3 1 7, " + SILBERSCHATZ,
        "clock, 3, 2 3 1 5 4, " + STALLINGS,
        "lru, 3, 3 1 2 4, " + STALLINGS,
        "mru, 4, 4 3 2, " + LOOP,
        // Never used again: the one that came first.
        "opt, 3, 1 2, 1 2 3 4 5 3",
        // Equal counts: the least recently used.
        "lfu, 3, 2 3, 1 1 2 3 4 5",
        // A page that comes back from 2Q's "out" stays, whatever passes after it; one that has a burst does not.
        "2q, 4, 1 2 3 4 5 6 7, 1 2 3 4 5 1 6 7 8 9 10 1",
        "2q, 4, 1 2, 1 1 1 1 2 3 4 5 6",
        // Referenced twice, 1 is active, and what passes meets the inactive list only.
        "active-inactive, 4, 2 3 4 5 6, 1 1 2 3 4 5 6 7 8 9 1",
        // Four active pages: the two oldest become inactive.
        "active-inactive, 4, 1 2, 1 1 2 2 3 3 4 4 5 6",
        // 1 was referenced since it became active, and goes once more round.
        "active-inactive, 4, 2 3, 1 1 2 2 3 3 4 4 1 5 6",
    })
    void aPolicyEvictsThePagesOfTheBook(String policy, int frames, String evicted, String string) {
        assertThat(evictions(kind(policy), frames, references(string), SimulationOptions.DEFAULT))
                .containsExactly(numbers(evicted));
    }

    /**
     * A tick after every 4 references, worked by hand; 3 frames. Written pages are modified until they leave.
     *
     * <pre>
     *   1w 2 3 1  tick   all unreferenced
     *   2                2 referenced
     *   4                classes: 1 is 1, 2 is 2, 3 is 0 → 3 leaves
     *   5                1 is 1, 2 is 2, 4 is 2          → 1 leaves
     *   2         tick
     *   5                2 is 0                          → 2 leaves for 6
     *   6
     * </pre>
     */
    @Test
    void nruTakesTheLowestClassSinceTheTick() {
        ReferenceString.Builder string = new ReferenceString.Builder();
        string.add(1, true);
        for (long page : new long[] {2, 3, 1, 2, 4, 5, 2, 5, 6}) {
            string.add(page, false);
        }
        assertThat(evictions(PolicyKind.NRU, 3, string.build(), new SimulationOptions(4, 0, 1)))
                .containsExactly(3L, 1L, 2L);
    }

    /**
     * A tick after every 2 references, 3 frames.
     *
     * <pre>
     *   1 2 tick   1 11000000  2 11000000
     *   3 1 tick   1 11100000  2 01100000  3 11000000
     *   4          2 leaves                            4 10000000
     *   1   tick   1 11110000  3 01100000              4 11000000
     *   5          3 leaves
     * </pre>
     */
    @Test
    void agingTakesTheLowestCounter() {
        assertThat(evictions(PolicyKind.AGING, 3, references("1 2 3 1 4 1 5"), new SimulationOptions(2, 0, 1)))
                .containsExactly(2L, 3L);
    }

    /**
     * A window of 3 references, 3 frames.
     *
     * <pre>
     *   1 2 3 at 1, 2, 3
     *   4 at 4      all are referenced: the round makes all 4 old, the first clean one, 1, leaves
     *   2 3 at 5, 6
     *   2 at 7, 8
     *   5 at 9      2 is referenced: last used 9. 3 is referenced: 9. 4 is referenced: 9. 2 leaves
     *   3 at 10
     *   6 at 13     (after 5, 5) 3 is referenced: 13. 4 was last used at 9: leaves
     * </pre>
     */
    @Test
    void theWorkingSetClockTakesAPageThatWasNotUsedWithinTheWindow() {
        assertThat(evictions(
                        PolicyKind.WORKING_SET,
                        3,
                        references("1 2 3 4 2 3 2 2 5 3 5 5 6"),
                        new SimulationOptions(0, 3, 1)))
                .containsExactly(1L, 2L, 4L);
    }

    /**
     * A tick after every 3 references, 3 frames: the generations, oldest first.
     *
     * <pre>
     *   1 2 3 tick   | 1 2 3 |                      all were referenced
     *   1 4          aging takes 1 to the youngest that is: | 2 3 1 |; another begins, and 2 leaves for 4
     *   5            | 3 1 | 4  → 3 leaves for 5
     *   tick         4 and 5 were referenced
     *   6            1 leaves
     * </pre>
     */
    @Test
    void mglruTakesAPageOfTheOldestGeneration() {
        assertThat(evictions(PolicyKind.MGLRU, 3, references("1 2 3 1 4 5 6"), new SimulationOptions(3, 0, 1)))
                .containsExactly(2L, 3L, 1L);
    }

    @Test
    void randomEvictsWhatTheSeedSays() {
        ReferenceString string = references(SILBERSCHATZ);
        SimulationOptions seed = new SimulationOptions(0, 0, 42);
        List<Long> evicted = evictions(PolicyKind.RANDOM, 3, string, seed);

        assertThat(evictions(PolicyKind.RANDOM, 3, string, seed)).isEqualTo(evicted);
        assertThat(evicted).hasSizeBetween(6, 17);
    }

    private static List<Long> evictions(
            PolicyKind kind, int frames, ReferenceString string, SimulationOptions options) {
        Simulation simulation = new Simulation(kind, frames, string, options);
        List<Long> evicted = new ArrayList<>();
        while (simulation.hasNext()) {
            simulation.next().evicted().ifPresent(evicted::add);
        }
        return evicted;
    }

    private static PolicyKind kind(String word) {
        return PolicyKind.of(word).orElseThrow();
    }

    private static ReferenceString references(String pages) {
        return ReferenceString.of(
                Arrays.stream(pages.split(" ")).mapToLong(Long::parseLong).toArray());
    }

    private static Long[] numbers(String pages) {
        return Arrays.stream(pages.split(" ")).map(Long::valueOf).toArray(Long[]::new);
    }
}
