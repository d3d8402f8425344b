package pagoda.kernel.mm.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pagoda.kernel.mm.policy.Memory.arrive;
import static pagoda.kernel.mm.policy.Memory.evict;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The policies as a kernel sees them, which knows of references by R bits only: textbooks' examples, worked by hand. */
final class HarvestedBitsTest {
    private final Memory memory = new Memory(8);

    /**
     * Tanenbaum and Bos, Modern Operating Systems, chapter 3, the problem of four pages:
     *
     * <pre>
     *   page  loaded  last used  R  M
     *     0     126      280     1  0
     *     1     230      265     0  1
     *     2     140      270     0  0
     *     3     110      285     1  1
     * </pre>
     */
    @Test
    void ofTanenbaumsFourPagesEachPolicyTakesTheOneOfTheBook() {
        assertThat(firstOfFour(new Fifo(memory))).isEqualTo(3);
        assertThat(firstOfFour(new Clock(memory))).isEqualTo(2);
        Nru nru = new Nru(memory);
        arrive(nru, 3, 0, 2, 1);
        nru.tick();
        setBitsOfFour();
        assertThat(nru.victim()).isEqualTo(2);
        Lru lru = new Lru(new Memory(4));
        arrive(lru, 3, 0, 2, 1);
        IntStream.of(1, 2, 0, 3).forEach(lru::referenced);
        assertThat(lru.victim()).isEqualTo(1);
    }

    private int firstOfFour(ReplacementPolicy policy) {
        arrive(policy, 3, 0, 2, 1);
        setBitsOfFour();
        return policy.victim();
    }

    private void setBitsOfFour() {
        memory.reference(0, 3);
        memory.dirty[1] = true;
        memory.dirty[3] = true;
    }

    @Test
    void theClocksHandClearsTheBitsItPasses() {
        Clock clock = new Clock(memory);
        arrive(clock, 0, 1, 2, 3);
        memory.reference(0, 1, 3);

        assertThat(clock.victim()).isEqualTo(2);
        assertThat(memory.referenced).containsExactly(false, false, false, true, false, false, false, false);
        clock.departed(2);
        assertThat(evict(clock, 3)).containsExactly(0, 1, 3); // 3 had its second chance
    }

    @Test
    void nruTakesTheLowestClassAndInItTheOneSeenThereFirst() {
        Nru nru = new Nru(memory);
        arrive(nru, 7, 6, 5, 4, 3, 2, 1, 0);
        nru.tick();
        memory.reference(7, 6, 5, 4);
        for (int frame : new int[] {7, 6, 3, 2}) {
            memory.dirty[frame] = true;
        }

        assertThat(evict(nru, 8)).containsExactly(1, 0, 3, 2, 5, 4, 7, 6);
    }

    @Test
    void nruForgetsReferencesAtATick() {
        Nru nru = new Nru(memory);
        arrive(nru, 0, 1);
        nru.tick();
        memory.reference(0);

        assertThat(nru.victim()).isEqualTo(1);
        assertThat(nru.victim()).isEqualTo(1);
        nru.tick();
        memory.reference(1);
        assertThat(nru.victim()).isEqualTo(0);
    }

    @Test
    void nruRemembersAReferenceThatItHasHarvestedUntilTheTick() {
        Nru nru = new Nru(memory);
        arrive(nru, 0, 1, 2);
        nru.tick();
        memory.reference(0, 1, 2);
        assertThat(nru.victim()).isEqualTo(0);
        memory.dirty[0] = true;

        assertThat(nru.victim()).as("0 is of class 3 now, not of 1").isEqualTo(1);
    }

    /** Tanenbaum and Bos, "Simulating LRU in Software": six pages, five ticks. */
    @Test
    void agingHasTanenbaumsCounters() {
        Aging aging = new Aging(memory);
        IntStream.range(0, 6).forEach(frame -> aging.arrived(frame, false));

        assertThat(countersAfter(aging, 0, 2, 4, 5)).containsExactly(0x80, 0, 0x80, 0, 0x80, 0x80);
        assertThat(countersAfter(aging, 0, 1, 4)).containsExactly(0xc0, 0x80, 0x40, 0, 0xc0, 0x40);
        assertThat(countersAfter(aging, 0, 1, 3, 5)).containsExactly(0xe0, 0xc0, 0x20, 0x80, 0x60, 0xa0);
        assertThat(countersAfter(aging, 0, 4)).containsExactly(0xf0, 0x60, 0x10, 0x40, 0xb0, 0x50);
        assertThat(countersAfter(aging, 1, 2)).containsExactly(0x78, 0xb0, 0x88, 0x20, 0x58, 0x28);
        assertThat(evict(aging, 6)).containsExactly(3, 5, 4, 0, 2, 1);
    }

    private int[] countersAfter(Aging aging, int... referenced) {
        memory.reference(referenced);
        aging.tick();
        return IntStream.range(0, 6).map(aging::counter).toArray();
    }

    @Test
    void amongEqualCountersAgingTakesTheOneThatWasLowerBefore() {
        Aging aging = new Aging(memory);
        arrive(aging, 0, 1);
        IntStream.rangeClosed(0, 8).forEach(tick -> {
            if (tick == 0) {
                memory.reference(0);
            }
            aging.tick();
        });
        aging.arrived(2, false);

        assertThat(IntStream.range(0, 3).map(aging::counter)).containsExactly(0, 0, 0);
        assertThat(evict(aging, 3)).containsExactly(1, 0, 2);
    }

    @Test
    void lruMovesWhatATickFindsReferencedToTheYoungEnd() {
        Lru lru = new Lru(memory);
        arrive(lru, 0, 1, 2, 3);
        memory.reference(0, 2);
        lru.tick();
        lru.arrived(4, true);

        assertThat(evict(lru, 5)).containsExactly(1, 3, 0, 2, 4);
    }

    @Test
    void toLruAPageThatWasReadAheadAndNeverUsedIsTheLeastRecentlyUsed() {
        Lru lru = new Lru(memory);
        arrive(lru, 0, 1);
        lru.arrived(2, false);
        lru.arrived(3, false);

        assertThat(evict(lru, 4)).containsExactly(2, 3, 0, 1);
    }

    @Test
    void lruSparesAPageThatIsFoundReferencedWhenItIsToLeave() {
        Lru lru = new Lru(memory);
        arrive(lru, 0, 1, 2);
        memory.reference(0, 1);

        assertThat(evict(lru, 3)).containsExactly(2, 0, 1);
    }

    @Test
    void mruTakesWhatATickFoundReferencedLast() {
        Mru mru = new Mru(memory);
        arrive(mru, 0, 1, 2, 3);
        mru.arrived(4, false);
        memory.reference(1);
        mru.tick();

        assertThat(evict(mru, 5)).containsExactly(1, 3, 2, 0, 4);
    }

    @Test
    void lfuCountsTheTicksInWhichAPageWasReferenced() {
        Lfu lfu = new Lfu(memory);
        arrive(lfu, 0, 1, 2);
        lfu.arrived(3, false);
        memory.reference(0, 1);
        lfu.tick();
        memory.reference(0);
        lfu.tick();
        memory.reference(3);

        assertThat(evict(lfu, 4)).containsExactly(2, 3, 1, 0); // counts 1, 1 (found at the end), 2, 3
    }

    @Test
    void aPageBecomesActiveWhenItIsFoundReferencedASecondTime() {
        ActiveInactive policy = new ActiveInactive(memory);
        arrive(policy, 0, 1, 2);
        policy.arrived(3, false);
        memory.reference(0, 1, 2, 3);
        policy.tick();
        assertThat(policy.isActive(0))
                .as("the reference that brought it in is its first")
                .isFalse();

        memory.reference(0, 3);
        policy.tick();
        assertThat(policy.isActive(0)).isTrue();
        assertThat(policy.isActive(3)).isTrue();
        assertThat(evict(policy, 4)).containsExactly(1, 2, 0, 3);
    }

    @Test
    void anActivePageThatWasReferencedGoesOnceMoreRound() {
        ActiveInactive policy = new ActiveInactive(memory);
        arrive(policy, 0, 1, 2, 3);
        IntStream.range(0, 4).forEach(policy::referenced);
        memory.reference(0);

        assertThat(policy.victim()).isEqualTo(1);
        assertThat(IntStream.range(0, 4).filter(policy::isActive)).containsExactly(0, 3);
    }

    @Test
    void whatWasReadAheadCountsFor2qOnlyWhenItIsUsed() {
        TwoQueue policy = new TwoQueue(memory);
        policy.arrived(0, false);
        policy.arrived(1, false);
        arrive(policy, 2, 3, 4, 5, 6, 7);
        memory.reference(1);

        assertThat(evict(policy, 2)).containsExactly(0, 1);
        arrive(policy, 0, 1);
        assertThat(policy.isInMain(0)).as("was never used").isFalse();
        assertThat(policy.isInMain(1)).isTrue();
    }

    @Test
    void aKnownPageThatIsReadAheadJoins2qsMainListAtItsFirstUse() {
        TwoQueue policy = new TwoQueue(memory);
        arrive(policy, 0, 1, 2, 3);
        assertThat(evict(policy, 1)).containsExactly(0);
        policy.arrived(0, false);
        policy.tick();
        assertThat(policy.isInMain(0)).isFalse();

        memory.reference(0);
        policy.tick();
        assertThat(policy.isInMain(0)).isTrue();
    }

    @Test
    void aPageThatGoesWithItsProcessIsNotRememberedBy2q() {
        TwoQueue policy = new TwoQueue(memory);
        arrive(policy, 0, 1, 2, 3);
        policy.departed(0);
        policy.arrived(0, true);

        assertThat(policy.isInMain(0)).isFalse();
    }

    @Test
    void referencesInARowDoNotProtectAPageThat2qHasJustMet() {
        TwoQueue policy = new TwoQueue(memory);
        arrive(policy, 0, 1, 2, 3);
        for (int tick = 0; tick < 5; tick++) {
            memory.reference(0);
            policy.tick();
        }
        memory.reference(0);

        assertThat(policy.victim()).isEqualTo(0);
    }

    /** Tanenbaum and Bos, "The WSClock Page Replacement Algorithm": the time is 2204; here with a window of 500. */
    @Test
    void wsClockPassesReferencedPagesAndTakesTheFirstCleanOneThatIsOld() {
        WsClock clock = new WsClock(memory, 500);
        arriveAt(clock, 2014, 0);
        arriveAt(clock, 1213, 1);
        arriveAt(clock, 1980, 2);
        memory.reference(0, 2);
        memory.now = 2204;

        assertThat(clock.victim()).isEqualTo(1);
        assertThat(memory.referenced[0]).as("the hand passed it").isFalse();
        clock.departed(1);
        arriveAt(clock, 2204, 1);
        memory.now = 2705;
        assertThat(clock.victim())
                .as("2 is found referenced; 0 was last used 501 ago")
                .isEqualTo(0);
    }

    @Test
    void wsClockPrefersACleanPageToAModifiedOneThatIsOld() {
        WsClock clock = new WsClock(memory, 500);
        arriveAt(clock, 0, 0);
        arriveAt(clock, 0, 1);
        arriveAt(clock, 900, 2);
        memory.dirty[0] = true;
        memory.now = 1000;

        assertThat(evict(clock, 3)).containsExactly(1, 0, 2);
    }

    @Test
    void toWsClockAPageFoundReferencedWasUsedJustNow() {
        WsClock clock = new WsClock(memory, 500);
        arriveAt(clock, 0, 0);
        arriveAt(clock, 0, 1);
        memory.dirty[0] = true;
        memory.reference(0);
        memory.now = 1000;
        assertThat(evict(clock, 1)).containsExactly(1);
        arriveAt(clock, 1300, 2);
        memory.now = 1400;

        assertThat(evict(clock, 2))
                .as("0 belongs to the working set, and 2 is clean")
                .containsExactly(2, 0);
    }

    @Test
    void wsClockTakesACleanPageOfTheWorkingSetIfAllPagesBelongToIt() {
        WsClock clock = new WsClock(memory, 500);
        arriveAt(clock, 0, 0);
        arriveAt(clock, 0, 1);
        arriveAt(clock, 0, 2);
        memory.dirty[0] = true;

        assertThat(evict(clock, 3)).containsExactly(1, 2, 0);
    }

    private void arriveAt(WsClock clock, long time, int frame) {
        memory.now = time;
        clock.arrived(frame, true);
    }

    @Test
    void mglruTakesFromTheOldestGenerationAndAgesWhenTwoAreLeft() {
        Mglru policy = new Mglru(memory);
        arrive(policy, 0, 1, 2);
        memory.reference(1);
        policy.tick();
        arrive(policy, 3);
        policy.arrived(4, false);
        memory.reference(1);
        policy.tick();
        // generation 0: 4    1: 0 2    2: 3 1    3: none yet
        assertThat(IntStream.range(0, 5).map(policy::generation)).containsExactly(1, 2, 1, 2, 0);

        memory.reference(2);
        assertThat(evict(policy, 2)).containsExactly(4, 0);
        assertThat(policy.victim())
                .as("2 is found referenced; generations 2 and 3 age")
                .isEqualTo(3);
        policy.departed(3);
        assertThat(evict(policy, 2)).containsExactly(1, 2);
    }

    @Test
    void mglruKeepsTwoGenerationsYoungerThanTheOneThatGivesAPage() {
        Mglru policy = new Mglru(memory);
        arrive(policy, 0, 1);
        assertThat(evict(policy, 1)).containsExactly(0);
        arrive(policy, 2);

        assertThat(policy.generation(1)).isZero();
        assertThat(policy.generation(2)).isEqualTo(2);
    }

    @Test
    void mglruNeverHasMoreThanFourGenerations() {
        Mglru policy = new Mglru(memory);
        arrive(policy, 0);
        for (int tick = 0; tick < 10; tick++) {
            memory.reference(1);
            policy.tick();
            if (tick == 0) {
                arrive(policy, 1);
            }
        }
        assertThat(policy.generation(0)).isZero();
        assertThat(policy.generation(1)).isEqualTo(2);
        assertThat(evict(policy, 2)).containsExactly(0, 1);
    }

    @Test
    void randomTakesEachPageAboutEquallyOftenAndTheSameOnesFromTheSameSeed() {
        int[] taken = new int[4];
        ReplacementPolicy one = PolicyKind.RANDOM.create(memory, 5);
        ReplacementPolicy two = PolicyKind.RANDOM.create(memory, 5);
        ReplacementPolicy other = PolicyKind.RANDOM.create(memory, 6);
        arrive(one, 0, 1, 2, 3);
        arrive(two, 0, 1, 2, 3);
        arrive(other, 0, 1, 2, 3);
        int different = 0;
        for (int round = 0; round < 4_000; round++) {
            int victim = one.victim();
            taken[victim]++;
            assertThat(two.victim()).isEqualTo(victim);
            different += other.victim() == victim ? 0 : 1;
        }
        assertThat(IntStream.of(taken).boxed())
                .allSatisfy(times -> assertThat(times).isBetween(900, 1_100));
        assertThat(different).isBetween(2_800, 3_200);
    }

    @Test
    void optSeesWhenAPageThatWasReadAheadIsUsed() {
        Opt opt = new Opt(memory, FutureReferences.of(0, 1, 2, 0));
        opt.arrived(0, true);
        opt.arrived(1, false);
        opt.arrived(2, false);

        assertThat(evict(opt, 3)).containsExactly(0, 2, 1);
    }

    @Test
    void optCannotBeMadeWithoutAFuture() {
        assertThat(PolicyKind.OPT.needsFuture()).isTrue();
        assertThatThrownBy(() -> PolicyKind.OPT.create(memory, 1)).hasMessage("opt needs to know the future");
    }
}
