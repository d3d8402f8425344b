package pagoda.kernel.mm.policy.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.kernel.mm.policy.PolicyKind;

final class SimulationTest {
    @Test
    void aStepTellsTheFaultTheFrameAndThePageThatLeft() {
        ReferenceString.Builder string = new ReferenceString.Builder();
        string.add(0x12000, true);
        string.add(5, false);
        string.add(0x12000, false);
        string.add(6, false);
        Simulation simulation = new Simulation(PolicyKind.FIFO, 2, string.build(), SimulationOptions.DEFAULT);

        assertThat(simulation.next()).isEqualTo(new Step(0x12000, true, true, 0, OptionalLong.empty()));
        assertThat(simulation.next()).isEqualTo(new Step(5, false, true, 1, OptionalLong.empty()));
        assertThat(simulation.pageIn(0)).hasValue(0x12000);
        assertThat(simulation.next()).isEqualTo(new Step(0x12000, false, false, 0, OptionalLong.empty()));
        assertThat(simulation.next()).isEqualTo(new Step(6, false, true, 0, OptionalLong.of(0x12000)));
        assertThat(simulation.hasNext()).isFalse();
        assertThat(simulation.outcome()).isEqualTo(new Outcome(4, 3, 1));
        assertThat(simulation.outcome().hits()).isEqualTo(1);
    }

    @Test
    void aPageIsWrittenBackOnlyIfItWasWrittenToItself() {
        ReferenceString.Builder string = new ReferenceString.Builder();
        string.add(1, true);
        string.add(2, false);
        string.add(3, false);

        assertThat(Simulation.run(PolicyKind.FIFO, 1, string.build(), SimulationOptions.DEFAULT))
                .isEqualTo(new Outcome(3, 3, 1));
    }

    @Test
    void optIsNeverWorseThanAnyOther() {
        for (long seed = 0; seed < 1_000; seed++) {
            ReferenceString string = randomString(seed, 80);
            int frames = 1 + (int) (seed % 7);
            int bound = faults(PolicyKind.OPT, frames, string);
            for (PolicyKind kind : PolicyKind.values()) {
                assertThat(faults(kind, frames, string))
                        .as("%s, seed %s", kind, seed)
                        .isGreaterThanOrEqualTo(bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"LRU", "OPT"})
    void whatIsInRamIsInALargerRamAsWell(PolicyKind kind) {
        for (long seed = 0; seed < 200; seed++) {
            ReferenceString string = randomString(seed, 120);
            for (int frames = 1; frames < 8; frames++) {
                Simulation small = new Simulation(kind, frames, string, SimulationOptions.DEFAULT);
                Simulation large = new Simulation(kind, frames + 1, string, SimulationOptions.DEFAULT);
                while (small.hasNext()) {
                    small.next();
                    large.next();
                    if (kind == PolicyKind.LRU) {
                        assertThat(content(large, frames + 1))
                                .as("seed %s", seed)
                                .containsAll(content(small, frames));
                    }
                }
                assertThat(large.outcome().faults())
                        .isLessThanOrEqualTo(small.outcome().faults());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void whereAllPagesFitEachFaultsOnce(PolicyKind kind) {
        ReferenceString string = randomString(4, 500);

        assertThat(faults(kind, string.distinctPages(), string)).isEqualTo(string.distinctPages());
        assertThat(faults(kind, 100, string)).isEqualTo(string.distinctPages());
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void withOneFrameEveryChangeOfPageIsAFault(PolicyKind kind) {
        assertThat(faults(kind, 1, ReferenceString.of(1, 1, 2, 2, 1, 3, 3, 3))).isEqualTo(4);
    }

    /** In each round the hot pages once each, then as many pages that nobody uses again. */
    @Test
    void aScanCosts2qAThirdLessThanLru() {
        ReferenceString.Builder string = new ReferenceString.Builder();
        long scan = 1_000;
        for (int round = 0; round < 200; round++) {
            for (long hot = 0; hot < 40; hot++) {
                string.add(hot, false);
            }
            for (int cold = 0; cold < 40; cold++) {
                string.add(scan++, false);
            }
        }
        int lru = faults(PolicyKind.LRU, 60, string.build());
        int twoQueue = faults(PolicyKind.TWO_QUEUE, 60, string.build());

        assertThat(twoQueue).isLessThan(lru * 7 / 10);
    }

    /** Random references to hot pages, between them bursts of three to each page of a scan. */
    @Test
    void aScanThatUsesEachPageInABurstCosts2qAThirdLessThanLru() {
        SplittableRandom random = new SplittableRandom(1);
        ReferenceString.Builder string = new ReferenceString.Builder();
        for (long scan = 1_000; scan < 11_000; scan++) {
            string.add(scan, false);
            string.add(scan, false);
            string.add(scan, false);
            string.add(random.nextInt(20), false);
            string.add(random.nextInt(20), false);
        }
        int lru = faults(PolicyKind.LRU, 24, string.build());
        int twoQueue = faults(PolicyKind.TWO_QUEUE, 24, string.build());
        int scanned = 10_000;

        assertThat(twoQueue - scanned).isLessThan((lru - scanned) * 7 / 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"FIFO", "CLOCK", "LRU", "MRU", "LFU", "OPT"})
    void aPolicyEvictsWhatAPlainModelEvicts(PolicyKind kind) {
        for (long seed = 0; seed < 300; seed++) {
            ReferenceString string = randomString(seed, 150);
            int frames = 1 + (int) (seed % 9);
            Simulation simulation = new Simulation(kind, frames, string, new SimulationOptions(1_000, 0, 1));
            PlainModel model = new PlainModel(kind, frames, string);
            for (int index = 0; simulation.hasNext(); index++) {
                assertThat(simulation.next().evicted())
                        .as("%s, seed %s, reference %s", kind, seed, index)
                        .isEqualTo(model.reference(index));
            }
        }
    }

    /** The pages in RAM, about which everything is remembered, and searched for the victim. */
    private static final class PlainModel {
        private final PolicyKind kind;
        private final int frames;
        private final ReferenceString string;
        /** In the order of arrival; for the clock, in the order of the frames. */
        private final List<Long> pages = new ArrayList<>();

        private final Map<Long, Integer> lastUse = new HashMap<>();
        private final Map<Long, Integer> count = new HashMap<>();
        private final Set<Long> referenced = new HashSet<>();
        private int hand;

        PlainModel(PolicyKind kind, int frames, ReferenceString string) {
            this.kind = kind;
            this.frames = frames;
            this.string = string;
        }

        OptionalLong reference(int index) {
            long page = string.page(index);
            OptionalLong evicted = OptionalLong.empty();
            if (!pages.contains(page)) {
                if (pages.size() == frames) {
                    evicted = OptionalLong.of(victim(index));
                    count.remove(evicted.getAsLong());
                    if (kind == PolicyKind.CLOCK) {
                        pages.set(hand, page);
                        hand = (hand + 1) % frames;
                    } else {
                        pages.remove(evicted.getAsLong());
                        pages.add(page);
                    }
                } else {
                    pages.add(page);
                }
            }
            lastUse.put(page, index);
            count.merge(page, 1, Integer::sum);
            referenced.add(page);
            return evicted;
        }

        private long victim(int index) {
            return switch (kind) {
                case FIFO -> pages.get(0);
                case LRU -> least(Comparator.comparing(this::lastUse));
                case MRU -> least(Comparator.comparing(this::lastUse).reversed());
                case LFU ->
                    least(Comparator.<Long, Integer>comparing(page -> count.getOrDefault(page, 0))
                            .thenComparing(this::lastUse));
                case OPT -> least(Comparator.<Long, Integer>comparing(page -> -nextUse(page, index)));
                default -> {
                    while (referenced.remove(pages.get(hand))) {
                        hand = (hand + 1) % frames;
                    }
                    yield pages.get(hand);
                }
            };
        }

        /** The first of the least ones: in the order of arrival. */
        private long least(Comparator<Long> order) {
            return pages.stream().min(order).orElseThrow();
        }

        private int lastUse(long page) {
            return lastUse.getOrDefault(page, -1);
        }

        private int nextUse(long page, int after) {
            return IntStream.range(after, string.length())
                    .filter(index -> string.page(index) == page)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        }
    }

    private static int faults(PolicyKind kind, int frames, ReferenceString string) {
        return Simulation.run(kind, frames, string, SimulationOptions.DEFAULT).faults();
    }

    private static Set<Long> content(Simulation simulation, int frames) {
        Set<Long> content = new LinkedHashSet<>();
        for (int frame = 0; frame < frames; frame++) {
            simulation.pageIn(frame).ifPresent(content::add);
        }
        return content;
    }

    /** References to twelve pages with some locality, a third of them writes. */
    private static ReferenceString randomString(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceString.Builder string = new ReferenceString.Builder();
        long page = 0;
        for (int index = 0; index < length; index++) {
            page = random.nextInt(3) == 0 ? random.nextInt(12) : Math.floorMod(page + random.nextInt(-1, 3), 12);
            string.add(page, random.nextInt(3) == 0);
        }
        return string.build();
    }
}
