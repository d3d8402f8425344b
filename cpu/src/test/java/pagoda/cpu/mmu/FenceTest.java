package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.memory.PhysicalMemory;

/** The TLBs really cache, and the four forms of sfence.vma forget what the manual says (privileged, "SFENCE.VMA"). */
final class FenceTest {
    private static final long OTHER = MmuRig.VA + 4096;
    private static final int BEFORE = 3;
    private static final int AFTER = 9;

    private final MmuRig rig = new MmuRig();

    /** Which of the translations that were cached before the tables changed are still used. */
    private List<String> survivors(Consumer<Mmu> fence) {
        MmuRig one = new MmuRig();
        int[] asids = {1, 2};
        Tables[] spaces = {one.tables, one.others};
        long[] pages = {MmuRig.VA, OTHER};
        for (int pass = 0; pass < 2; pass++) {
            for (int space = 0; space < 2; space++) {
                for (int page = 0; page < 2; page++) {
                    int frame = (pass == 0 ? BEFORE : AFTER) + page;
                    spaces[space].map(pages[page], MmuRig.frame(frame), Tables.URWX);
                    spaces[space].map(pages[page] + 0x10_0000, MmuRig.frame(frame), Tables.URWX | Pte.G);
                    if (pass == 0) {
                        one.use(asids[space], spaces[space]);
                        one.mmu.translate(pages[page], Access.LOAD);
                        one.mmu.translate(pages[page], Access.FETCH);
                        one.mmu.translate(pages[page] + 0x10_0000, Access.LOAD);
                        one.mmu.translate(pages[page] + 0x10_0000, Access.FETCH);
                    }
                }
            }
        }
        fence.accept(one.mmu);
        List<String> stale = new ArrayList<>();
        for (int space = 0; space < 2; space++) {
            for (int page = 0; page < 2; page++) {
                one.use(asids[space], spaces[space]);
                for (long offset : new long[] {0, 0x10_0000}) {
                    long load = one.mmu.translate(pages[page] + offset, Access.LOAD);
                    assertThat(one.mmu.translate(pages[page] + offset, Access.FETCH))
                            .isEqualTo(load);
                    if (load == MmuRig.frame(BEFORE + page)) {
                        stale.add((offset == 0 ? "" : "global ") + "asid " + asids[space] + " page " + page);
                    }
                }
            }
        }
        return stale;
    }

    @Test
    void withoutAFenceEveryStaleEntryIsUsed() {
        assertThat(survivors(mmu -> {}))
                .containsExactly(
                        "asid 1 page 0",
                        "global asid 1 page 0",
                        "asid 1 page 1",
                        "global asid 1 page 1",
                        "asid 2 page 0",
                        "global asid 2 page 0",
                        "asid 2 page 1",
                        "global asid 2 page 1");
    }

    @Test
    void aPlainFenceForgetsEverything() {
        assertThat(survivors(Mmu::fence)).isEmpty();
    }

    @Test
    void aFenceOfAnAsidForgetsItsEntriesExceptGlobalOnes() {
        assertThat(survivors(mmu -> mmu.fenceAsid(1)))
                .containsExactly(
                        "global asid 1 page 0",
                        "global asid 1 page 1",
                        "asid 2 page 0",
                        "global asid 2 page 0",
                        "asid 2 page 1",
                        "global asid 2 page 1");
    }

    @Test
    void aFenceOfAnAddressForgetsItInAllAddressSpacesAndGlobally() {
        assertThat(survivors(mmu -> mmu.fencePage(MmuRig.VA)))
                .containsExactly(
                        "global asid 1 page 0",
                        "asid 1 page 1",
                        "global asid 1 page 1",
                        "global asid 2 page 0",
                        "asid 2 page 1",
                        "global asid 2 page 1");
        assertThat(survivors(mmu -> mmu.fencePage(OTHER + 0x10_0fff)))
                .containsExactly(
                        "asid 1 page 0",
                        "global asid 1 page 0",
                        "asid 1 page 1",
                        "asid 2 page 0",
                        "global asid 2 page 0",
                        "asid 2 page 1");
    }

    @Test
    void aFenceOfAnAddressAndAnAsidForgetsOnePageOfOneSpaceExceptGlobalOnes() {
        assertThat(survivors(mmu -> mmu.fencePage(MmuRig.VA + 8, 2)))
                .containsExactly(
                        "asid 1 page 0",
                        "global asid 1 page 0",
                        "asid 1 page 1",
                        "global asid 1 page 1",
                        "global asid 2 page 0",
                        "asid 2 page 1",
                        "global asid 2 page 1");
        assertThat(survivors(mmu -> mmu.fencePage(MmuRig.VA + 0x10_0000, 1)))
                .contains("global asid 1 page 0", "global asid 2 page 0")
                .hasSize(8);
    }

    @Test
    void onlyTheSixteenBitsOfAnAsidCount() {
        assertThat(survivors(mmu -> mmu.fenceAsid(0x5_0001))).isEqualTo(survivors(mmu -> mmu.fenceAsid(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fencingAnyPieceOfASuperpageForgetsAllItsPieces(int level) {
        rig.tables.set(0xc000_0000L, level, Pte.of(PhysicalMemory.BASE, Tables.URWX));
        rig.assertReaches(0xc000_1000L, Access.LOAD, PhysicalMemory.BASE + 0x1000);
        rig.assertReaches(0xc000_2000L, Access.LOAD, PhysicalMemory.BASE + 0x2000);
        rig.tables.set(0xc000_0000L, level, 0);
        rig.assertReaches(0xc000_1000L, Access.LOAD, PhysicalMemory.BASE + 0x1000);
        rig.mmu.fencePage(0xc010_0000L, 1);
        rig.assertPageFaults(0xc000_1000L, Access.LOAD);
        rig.assertPageFaults(0xc000_2000L, Access.LOAD);
    }

    @Test
    void fencingThePageBesideASuperpageLeavesItAlone() {
        rig.tables.set(0x4020_0000L, 1, Pte.of(PhysicalMemory.BASE, Tables.URWX));
        rig.assertReaches(0x403f_f000L, Access.LOAD, PhysicalMemory.BASE + 0x1f_f000);
        rig.tables.set(0x4020_0000L, 1, 0);
        rig.mmu.fencePage(0x4040_0000L);
        rig.mmu.fencePage(0x401f_f000L);
        rig.assertReaches(0x403f_f000L, Access.LOAD, PhysicalMemory.BASE + 0x1f_f000);
    }

    @Test
    void aSignExtendedAddressIsFencedAndOneThatIsNotHasNoEffect() { // row 51
        long high = 0xffff_ffff_ffff_e000L;
        rig.tables.map(high, MmuRig.frame(BEFORE), Tables.URWX);
        rig.assertReaches(high, Access.LOAD, MmuRig.frame(BEFORE));
        rig.tables.map(high, MmuRig.frame(AFTER), Tables.URWX);
        rig.mmu.fencePage(high & (1L << 39) - 1);
        rig.mmu.fencePage(high & (1L << 39) - 1, 1);
        rig.assertReaches(high, Access.LOAD, MmuRig.frame(BEFORE));
        assertThat(rig.mmu.dataTlb().flushes()).isZero();
        rig.mmu.fencePage(high);
        rig.assertReaches(high, Access.LOAD, MmuRig.frame(AFTER));
    }

    @Test
    void anAbsentEntryIsNotCached() { // row 52
        for (Access access : Access.values()) {
            MmuRig one = new MmuRig();
            one.assertPageFaults(MmuRig.VA, access);
            one.tables.map(MmuRig.VA, MmuRig.frame(AFTER), Tables.URWX);
            one.assertReaches(MmuRig.VA, access, MmuRig.frame(AFTER));
        }
    }

    @Test
    void anEntryThatForbadeTheAccessIsNotCachedByAMiss() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(BEFORE), Tables.UR);
        rig.assertPageFaults(MmuRig.VA, Access.STORE);
        rig.tables.map(MmuRig.VA, MmuRig.frame(AFTER), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(AFTER));
    }

    @Test
    void aGlobalEntryServesEveryAddressSpace() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(BEFORE), Tables.URWX | Pte.G);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.use(2, rig.others);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.mmu.fenceAsid(2);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.mmu.fencePage(MmuRig.VA);
        rig.assertPageFaults(MmuRig.VA, Access.LOAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPointerMarkedGlobalMakesAllBelowItGlobal(int level) {
        rig.tables.map(MmuRig.VA, MmuRig.frame(BEFORE), Tables.URWX);
        rig.tables.set(MmuRig.VA, level, rig.tables.get(MmuRig.VA, level) | Pte.G);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        assertThat(rig.tables.get(MmuRig.VA, 0)).isEqualTo(Pte.of(MmuRig.frame(BEFORE), Tables.URWX | Pte.A));
        rig.use(2, rig.others);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.mmu.fenceAsid(2);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
    }

    @Test
    void aPageOfOneAddressSpaceIsNotSeenInAnother() { // row 50
        rig.tables.map(MmuRig.VA, MmuRig.frame(BEFORE), Tables.URWX);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.use(2, rig.others);
        rig.assertPageFaults(MmuRig.VA, Access.LOAD);
    }

    @Test
    void anAsidThatIsUsedAgainWithoutAFenceShowsTheOldSpace() { // row 50
        rig.tables.map(MmuRig.VA, MmuRig.frame(BEFORE), Tables.URWX);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.use(1, rig.others);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(BEFORE));
        rig.mmu.fenceAsid(1);
        rig.assertPageFaults(MmuRig.VA, Access.LOAD);
    }

    @Test
    void eachFenceIsToldAndCounted() {
        List<String> told = new ArrayList<>();
        rig.mmu.listen(new TlbListener() {
            @Override
            public void miss(boolean fetch, long address) {
                told.add((fetch ? "fetch " : "data ") + Long.toHexString(address));
            }

            @Override
            public void evicted(boolean fetch, long address) {
                told.add("evicted " + Long.toHexString(address));
            }

            @Override
            public void flushed(String what) {
                told.add(what);
            }
        });
        rig.mmu.fence();
        rig.mmu.fenceAsid(3);
        rig.mmu.fencePage(0x1000);
        rig.mmu.fencePage(0x1000, 3);
        rig.mmu.translate(0x1234, Access.FETCH);
        rig.mmu.translate(0x1238, Access.STORE);
        assertThat(told)
                .containsExactly(
                        "sfence.vma",
                        "sfence.vma zero, asid",
                        "sfence.vma address",
                        "sfence.vma address, asid",
                        "fetch 1234",
                        "data 1238");
        assertThat(rig.mmu.dataTlb().flushes()).isEqualTo(4);
        assertThat(rig.mmu.instructionTlb().flushes()).isEqualTo(4);
    }
}
