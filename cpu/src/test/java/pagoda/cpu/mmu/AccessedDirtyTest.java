package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.memory.PhysicalMemory;

/** The walker sets A on any access and D on stores, and never on one that faults (row 48 of the classical mistakes). */
final class AccessedDirtyTest {
    private final MmuRig rig = new MmuRig();

    private long marks() {
        return rig.tables.get(MmuRig.VA, 0) & (Pte.A | Pte.D);
    }

    @ParameterizedTest
    @EnumSource
    void anAccessSetsAAndAStoreSetsDToo(Access access) {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
        rig.assertReaches(MmuRig.VA, access, MmuRig.frame(3));
        assertThat(marks()).isEqualTo(access == Access.STORE ? Pte.A | Pte.D : Pte.A);
        assertThat(rig.tables.get(MmuRig.VA, 0) & ~(Pte.A | Pte.D)).isEqualTo(Pte.of(MmuRig.frame(3), Tables.URWX));
    }

    @Test
    void pointersAreNeverMarked() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
        long root = rig.tables.get(MmuRig.VA, 2);
        long middle = rig.tables.get(MmuRig.VA, 1);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        assertThat(rig.tables.get(MmuRig.VA, 2)).isEqualTo(root);
        assertThat(rig.tables.get(MmuRig.VA, 1)).isEqualTo(middle);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSuperpageIsMarkedInItsOwnEntry(int level) {
        rig.tables.set(0xc000_0000L, level, Pte.of(PhysicalMemory.BASE, Tables.URWX));
        rig.assertReaches(0xc000_5000L, Access.STORE, PhysicalMemory.BASE + 0x5000);
        assertThat(rig.tables.get(0xc000_0000L, level))
                .isEqualTo(Pte.of(PhysicalMemory.BASE, Tables.URWX | Pte.A | Pte.D));
    }

    @ParameterizedTest
    @EnumSource
    void anAccessThatFaultsMarksNothing(Access access) {
        long[] flags = {
            Tables.URWX & ~access.permission() & ~(access == Access.LOAD ? Pte.W : 0),
            Tables.URWX & ~Pte.U,
            Tables.URWX & ~Pte.V,
            Tables.URWX | Pte.RESERVED
        };
        for (long flag : flags) {
            rig.tables.map(MmuRig.VA, MmuRig.frame(3), flag);
            rig.mmu.fence();
            rig.assertPageFaults(MmuRig.VA, access);
            assertThat(marks()).isEqualTo(0);
        }
    }

    @Test
    void aStoreThatHitsACleanEntryIsAHitAndItsWalk() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        assertThat(rig.counters()).isEqualTo("accesses 1 misses 1 walk 3 evictions 0 flushes 0");
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        assertThat(rig.counters()).isEqualTo("accesses 2 misses 1 walk 6 evictions 0 flushes 0");
        assertThat(marks()).isEqualTo(Pte.A | Pte.D);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        assertThat(rig.counters()).isEqualTo("accesses 3 misses 1 walk 6 evictions 0 flushes 0");
    }

    @Test
    void theWalkForDUsesTheTableAsItIsNow() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        rig.tables.map(MmuRig.VA, MmuRig.frame(4), Tables.UR);
        rig.assertPageFaults(MmuRig.VA, Access.STORE);
        assertThat(marks()).isZero();
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        rig.tables.map(MmuRig.VA, MmuRig.frame(4), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(4));
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(4));
    }

    @Test
    void clearingAWithoutAFenceHidesLaterAccessesAsItDoesOnHardware() { // row 49
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URW);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        assertThat(marks()).isZero();
        rig.mmu.fencePage(MmuRig.VA);
        rig.assertReaches(MmuRig.VA, Access.STORE, MmuRig.frame(3));
        assertThat(marks()).isEqualTo(Pte.A | Pte.D);
    }
}
