package pagoda.kernel.mm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every policy keeps, whatever the pages do. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
final class ReplacementPolicyContractTest {
    private static final int FRAMES = 24;

    private final Memory memory = new Memory(FRAMES);

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void theVictimIsAlwaysAResidentThatMayBeEvicted(PolicyKind kind) {
        for (long seed = 0; seed < 60; seed++) {
            agreesWithAPlainModel(kind, seed);
        }
    }

    private void agreesWithAPlainModel(PolicyKind kind, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Memory memory = new Memory(FRAMES);
        ReplacementPolicy policy = create(kind, memory);
        BitSet resident = new BitSet();
        memory.alwaysReferenced = seed % 5 == 0;
        for (int step = 0; step < 2_000; step++) {
            memory.now += random.nextInt(40_000_000);
            int frame = random.nextInt(FRAMES);
            switch (random.nextInt(8)) {
                case 0 -> memory.locked[frame] = seed % 4 != 0 && random.nextBoolean();
                case 1 -> memory.dirty[frame] = random.nextBoolean();
                case 2, 3 -> {
                    memory.reference(frame);
                    if (resident.get(frame) && policy.countsReferences()) {
                        policy.referenced(frame);
                    }
                }
                case 4 -> {
                    if (random.nextInt(10) == 0) {
                        policy.tick();
                    }
                }
                case 5 -> {
                    if (resident.get(frame)) {
                        resident.clear(frame);
                        policy.departed(frame);
                    }
                }
                case 6 -> {
                    if (!resident.get(frame)) {
                        memory.identity[frame] = random.nextInt(3 * FRAMES);
                        resident.set(frame);
                        policy.arrived(frame, random.nextBoolean());
                    }
                }
                default -> {
                    int victim = policy.victim();
                    String where = kind + ", seed " + seed + ", step " + step;
                    boolean some = resident.stream().anyMatch(memory::mayEvict);
                    assertThat(victim != ReplacementPolicy.NONE).as(where).isEqualTo(some);
                    assertThat(!some || resident.get(victim) && memory.mayEvict(victim))
                            .as("%s: victim %s of %s", where, victim, resident)
                            .isTrue();
                    if (some && random.nextBoolean()) {
                        resident.clear(victim);
                        policy.departed(victim);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void whereAllPagesAreReferencedAtAllTimesEachLeavesOnce(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        memory.alwaysReferenced = true;
        IntStream.range(0, FRAMES).forEach(frame -> policy.arrived(frame, frame % 3 > 0));
        policy.tick();

        assertThat(Memory.evict(policy, FRAMES)).doesNotHaveDuplicates();
        assertThat(policy.victim()).isEqualTo(ReplacementPolicy.NONE);
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void aPageThatMayNotLeaveIsPassedAndKeepsItsPlace(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        ReplacementPolicy other = create(kind, memory);
        IntStream.range(0, FRAMES).forEach(frame -> policy.arrived(frame, true));
        IntStream.range(0, FRAMES).forEach(frame -> other.arrived(frame, true));
        int first = other.victim();
        memory.locked[first] = true;

        assertThat(policy.victim()).isNotEqualTo(first).isNotEqualTo(ReplacementPolicy.NONE);
        memory.locked[first] = false;
        if (kind != PolicyKind.RANDOM && kind != PolicyKind.CLOCK && kind != PolicyKind.WORKING_SET) { // a hand goes on
            assertThat(policy.victim()).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"CLOCK", "NRU", "AGING", "LRU", "ACTIVE_INACTIVE", "LFU", "WORKING_SET", "MGLRU"})
    void aPageThatWasReadAheadAndNotUsedLeavesBeforeThoseThatWere(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        for (int frame = 0; frame < FRAMES; frame++) {
            boolean demanded = frame % 4 == 0;
            policy.arrived(frame, demanded);
            memory.referenced[frame] = demanded;
        }

        assertThat(Memory.evict(policy, FRAMES * 3 / 4)).doesNotContain(0, 4, 8, 12, 16, 20);
    }

    @ParameterizedTest
    @EnumSource(
            value = PolicyKind.class,
            names = {"CLOCK", "NRU", "AGING", "LRU", "ACTIVE_INACTIVE", "LFU", "WORKING_SET", "MGLRU"})
    void aPageThatWasReadAheadAndThenUsedLeavesAfterThoseThatWereNot(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        IntStream.range(0, FRAMES).forEach(frame -> policy.arrived(frame, false));
        memory.reference(0, 1, 2);
        policy.tick();
        memory.reference(0, 1, 2);

        assertThat(Memory.evict(policy, FRAMES - 3)).doesNotContain(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void aPageThatComesTwiceOrGoesUnseenIsAMistake(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        policy.arrived(3, true);

        assertThatThrownBy(() -> policy.arrived(3, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> policy.departed(4)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(PolicyKind.class)
    void noCallAllocates(PolicyKind kind) {
        ReplacementPolicy policy = create(kind, memory);
        IntStream.range(0, FRAMES).forEach(frame -> policy.arrived(frame, true));
        SplittableRandom random = new SplittableRandom(1);
        work(policy, random, 100);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work(policy, random, 10_000);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

        assertThat(allocated).as("bytes in 10,000 rounds").isLessThan(20_000);
    }

    private void work(ReplacementPolicy policy, SplittableRandom random, int rounds) {
        for (int round = 0; round < rounds; round++) {
            int frame = policy.victim();
            policy.departed(frame);
            memory.identity[frame] = random.nextInt(3 * FRAMES);
            memory.now += 10_000_000;
            policy.arrived(frame, random.nextBoolean());
            memory.referenced[random.nextInt(FRAMES)] = true;
            if (policy.countsReferences()) {
                policy.referenced(random.nextInt(FRAMES));
            }
            if (round % 50 == 0) {
                policy.tick();
            }
        }
    }

    private static ReplacementPolicy create(PolicyKind kind, Residents residents) {
        long[] future = new SplittableRandom(9).longs(5_000, 0, 3 * FRAMES).toArray();
        PolicySettings settings = new PolicySettings(7, WsClock.DEFAULT_WINDOW, FutureReferences.of(future), null);
        return kind.create(residents, settings);
    }
}
