package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each bit of a page-table entry means (RISC-V privileged manual, "Sv39" and "Virtual Address Translation Process"). */
final class PteBitsTest {
    private final MmuRig rig = new MmuRig();

    private void leaf(long flags) {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), flags);
        rig.mmu.fence();
    }

    @Test
    void theSixteenCombinationsOfVrwxAllowWhatTheManualSays() {
        for (long bits = 0; bits < 16; bits++) {
            boolean valid = (bits & Pte.V) != 0;
            boolean reserved = (bits & Pte.W) != 0 && (bits & Pte.R) == 0;
            for (Access access : Access.values()) {
                leaf(bits | Pte.U);
                // A pointer (R, W and X clear) at the last level faults, and U is reserved in it as well.
                if (valid && !reserved && (bits & access.permission()) != 0) {
                    rig.assertReaches(MmuRig.VA + 0x123, access, MmuRig.frame(3) + 0x123);
                } else {
                    rig.assertPageFaults(MmuRig.VA + 0x123, access);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageWithoutUIsTheSupervisors(Access access) {
        leaf(Tables.URWX & ~Pte.U);
        rig.assertPageFaults(MmuRig.VA, access);
    }

    @ParameterizedTest
    @EnumSource
    void theTwoBitsForSoftwareAreIgnoredAndKept(Access access) {
        for (long software = 0; software < 4; software++) {
            leaf(Tables.URWX | software << 8);
            rig.assertReaches(MmuRig.VA, access, MmuRig.frame(3));
            assertThat(rig.tables.get(MmuRig.VA, 0) & Pte.RSW).isEqualTo(software << 8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {54, 55, 56, 57, 58, 59, 60, 61, 62, 63})
    void aReservedBitFaultsInALeafAndInAPointer(int bit) {
        for (Access access : Access.values()) {
            for (int level = 0; level <= 2; level++) {
                MmuRig one = new MmuRig();
                one.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
                one.tables.set(MmuRig.VA, level, one.tables.get(MmuRig.VA, level) | 1L << bit);
                one.assertPageFaults(MmuRig.VA, access);
                assertThat(one.tables.get(MmuRig.VA, 0) & (Pte.A | Pte.D)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Pte.A, Pte.D, Pte.U})
    void thoseBitsFaultInAPointer(long bit) {
        for (int level = 1; level <= 2; level++) {
            MmuRig one = new MmuRig();
            one.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
            one.tables.set(MmuRig.VA, level, one.tables.get(MmuRig.VA, level) | bit);
            one.assertPageFaults(MmuRig.VA, Access.LOAD);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Pte.G, 1 << 8, 2 << 8})
    void thoseBitsDoNotFaultInAPointer(long bit) {
        for (int level = 1; level <= 2; level++) {
            MmuRig one = new MmuRig();
            one.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
            one.tables.set(MmuRig.VA, level, one.tables.get(MmuRig.VA, level) | bit);
            one.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        }
    }

    @Test
    void anEntryThatIsNotValidFaultsWhateverElseItHolds() {
        leaf(-1L & ~Pte.V);
        for (Access access : Access.values()) {
            rig.assertPageFaults(MmuRig.VA, access);
        }
        assertThat(rig.tables.get(MmuRig.VA, 0)).isEqualTo(-1L & ~Pte.V);
    }

    @Test
    void aPermissionFaultOnAHitIsAHitAndChangesNothing() {
        leaf(Tables.UR);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        long before = rig.tables.get(MmuRig.VA, 0);
        rig.assertPageFaults(MmuRig.VA, Access.STORE);
        assertThat(rig.tables.get(MmuRig.VA, 0)).isEqualTo(before);
        assertThat(rig.counters()).isEqualTo("accesses 2 misses 1 walk 3 evictions 0 flushes 1");
    }
}
