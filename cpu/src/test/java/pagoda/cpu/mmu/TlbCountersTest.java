package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters of sequences that were worked by hand, for each replacement and shape. */
final class TlbCountersTest {
    /** Belady's string: with room for four, FIFO misses ten times and LRU eight. */
    private static final int[] BELADY = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};

    private final List<Long> evicted = new ArrayList<>();

    private MmuRig loads(String tlb, int... pages) {
        MmuRig rig = new MmuRig(TlbConfiguration.parse(tlb));
        for (int page = 0; page < 64; page++) {
            rig.tables.map((long) page << 12, MmuRig.frame(page), Tables.URW);
        }
        rig.mmu.listen(new TlbListener() {
            @Override
            public void miss(boolean fetch, long address) {}

            @Override
            public void evicted(boolean fetch, long address) {
                evicted.add(address >>> 12);
            }

            @Override
            public void flushed(String what) {}
        });
        for (int page : pages) {
            rig.assertReaches((long) page << 12, Access.LOAD, MmuRig.frame(page));
        }
        return rig;
    }

    @Test
    void fifoEvictsWhatCameFirst() {
        assertThat(loads("4x4", BELADY).counters()).isEqualTo("accesses 12 misses 10 walk 30 evictions 6 flushes 0");
        assertThat(evicted).containsExactly(1L, 2L, 3L, 4L, 5L, 1L);
    }

    @Test
    void lruEvictsWhatWasNotUsedForTheLongestTime() {
        assertThat(loads("4x4,lru", BELADY).counters()).isEqualTo("accesses 12 misses 8 walk 24 evictions 4 flushes 0");
        assertThat(evicted).containsExactly(3L, 4L, 5L, 1L);
    }

    @Test
    void plruFollowsTheBitsOfItsTree() {
        assertThat(loads("4x4,plru", BELADY).counters())
                .isEqualTo("accesses 12 misses 7 walk 21 evictions 3 flushes 0");
        assertThat(evicted).containsExactly(3L, 4L, 1L);
    }

    @Test
    void randomIsTheSameInEveryRunAndEvictsOnlyFromFullSets() {
        int[] pages = new int[400];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = i * 7 % 11;
        }
        String first = loads("8x8,random", pages).counters();
        List<Long> order = List.copyOf(evicted);
        evicted.clear();
        assertThat(loads("8x8,random", pages).counters()).isEqualTo(first);
        assertThat(evicted).isEqualTo(order).hasSizeGreaterThan(20);
        assertThat(evicted.stream().distinct()).hasSize(11);
        evicted.clear();
        loads("8x8,random", 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(evicted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "lru", "plru", "random"})
    void aDirectMappedTlbHasOnePlaceForAPage(String policy) {
        MmuRig rig = loads("4x1," + policy, 1, 5, 1, 2, 6, 5, 5);
        assertThat(rig.counters()).isEqualTo("accesses 7 misses 6 walk 18 evictions 4 flushes 0");
        assertThat(evicted).containsExactly(1L, 5L, 2L, 1L);
    }

    @Test
    void setsAreChosenByTheLowBitsOfThePageNumber() {
        MmuRig rig = loads("4x2", 1, 3, 2, 4, 1, 5, 1, 2, 4);
        assertThat(rig.counters()).isEqualTo("accesses 9 misses 6 walk 18 evictions 2 flushes 0");
        assertThat(evicted).containsExactly(1L, 3L);
        assertThat(rig.mmu.dataTlb().page(0)).isEqualTo(2);
        assertThat(rig.mmu.dataTlb().page(1)).isEqualTo(4);
        assertThat(rig.mmu.dataTlb().page(2)).isEqualTo(5);
        assertThat(rig.mmu.dataTlb().page(3)).isEqualTo(1);
    }

    @Test
    void lruAndFifoForgetTheirOrderWithTheirEntries() {
        MmuRig rig = loads("2x2,lru", 1, 2);
        rig.mmu.fencePage(0x1000);
        rig.assertReaches(0x3000, Access.LOAD, MmuRig.frame(3));
        assertThat(evicted).isEmpty();
        rig.assertReaches(0x4000, Access.LOAD, MmuRig.frame(4));
        assertThat(evicted).containsExactly(2L);
        assertThat(rig.counters()).isEqualTo("accesses 4 misses 4 walk 12 evictions 1 flushes 1");
    }

    @Test
    void withoutATlbEveryAccessMissesAndWalks() {
        MmuRig rig = loads("off", 1, 1, 1);
        rig.assertReaches(0x1000, Access.STORE, MmuRig.frame(1));
        rig.assertReaches(0x1000, Access.STORE, MmuRig.frame(1));
        assertThat(rig.counters()).isEqualTo("accesses 5 misses 5 walk 15 evictions 0 flushes 0");
        rig.tables.map(0x1000, MmuRig.frame(2), Tables.UR);
        rig.assertReaches(0x1000, Access.LOAD, MmuRig.frame(2));
    }

    @Test
    void fetchesAndDataHaveTheirOwnTlbs() {
        MmuRig rig = new MmuRig(new TlbConfiguration(1, 1, TlbConfiguration.Replacement.FIFO));
        rig.tables.map(0x1000, MmuRig.frame(1), Tables.URWX);
        rig.tables.map(0x2000, MmuRig.frame(2), Tables.URWX);
        for (int i = 0; i < 5; i++) {
            rig.assertReaches(0x1000, Access.FETCH, MmuRig.frame(1));
            rig.assertReaches(0x2000, Access.LOAD, MmuRig.frame(2));
        }
        assertThat(rig.counters()).isEqualTo("accesses 5 misses 1 walk 6 evictions 0 flushes 0");
        assertThat(rig.mmu.instructionTlb().hits()).isEqualTo(4);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(5);
    }

    @Test
    void aMissThatFaultsIsCountedWithItsWalk() {
        MmuRig rig = loads("4x4", 1);
        rig.assertPageFaults(0x20_0000, Access.LOAD);
        rig.assertPageFaults(0x20_0000, Access.LOAD);
        assertThat(rig.counters()).isEqualTo("accesses 3 misses 3 walk 7 evictions 0 flushes 0");
    }

    @ParameterizedTest
    @CsvSource({
        "64x64, 64, 64, FIFO",
        "'64x4,lru', 64, 4, LRU",
        "'4096X1,Random', 4096, 1, RANDOM",
        "'8x8,plru', 8, 8, PLRU",
        "off, 0, 1, FIFO",
        "OFF, 0, 1, FIFO"
    })
    void theFormOfTheOptionIsRead(String text, int entries, int ways, TlbConfiguration.Replacement replacement) {
        assertThat(TlbConfiguration.parse(text)).isEqualTo(new TlbConfiguration(entries, ways, replacement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64,fifo", "16x4,lru", "8x1,plru", "4096x2,random", "off"})
    void aShapeIsWrittenAsItIsRead(String text) {
        assertThat(TlbConfiguration.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "64",
                "64x",
                "x64",
                "64x128",
                "63x1",
                "64x3",
                "8192x1",
                "64x0",
                "0x0",
                "64x64,",
                "64x64,mru",
                "64x64,lru,",
                "-4x4",
                "64 x64",
                "99999x1",
                "999999999999x1",
                "\u0664x\u0664",
                "on"
            })
    void anythingElseIsRefusedWithTheForm(String text) {
        assertThatThrownBy(() -> TlbConfiguration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(TlbConfiguration.FORM);
    }
}
