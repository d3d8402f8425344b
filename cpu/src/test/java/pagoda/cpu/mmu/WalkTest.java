package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.memory.PhysicalMemory;

/** Where walks lead: levels, large pages, ends of the address space and of RAM. */
final class WalkTest {
    /** Virtual page number 2 of the last level, 1 of the middle one, 0 of the root: frame numbers of superpages are ours. */
    private static final long GIB = 1L << 30;

    private static final long MIB2 = 2L << 20;

    private final MmuRig rig = new MmuRig();

    @Test
    void aFourKibibytePageTakesThreeReferences() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.UR);
        rig.assertReaches(MmuRig.VA + 0xabc, Access.LOAD, MmuRig.frame(3) + 0xabc);
        assertThat(rig.mmu.walkReferences()).isEqualTo(3);
        assertThat(rig.mmu.dataTlb().level(0)).isZero();
    }

    @Test
    void aTwoMebibytePageTakesTwoReferencesAndAnEntryForEachPieceUsed() {
        rig.tables.set(0x4020_0000L, 1, Pte.of(PhysicalMemory.BASE + MIB2, Tables.URWX));
        rig.assertReaches(0x4020_0000L, Access.LOAD, PhysicalMemory.BASE + MIB2);
        rig.assertReaches(0x403f_ffffL, Access.LOAD, PhysicalMemory.BASE + 2 * MIB2 - 1);
        rig.assertReaches(0x403f_f000L, Access.LOAD, PhysicalMemory.BASE + 2 * MIB2 - 4096);
        assertThat(rig.counters()).isEqualTo("accesses 3 misses 2 walk 4 evictions 0 flushes 0");
        assertThat(rig.mmu.dataTlb().level(1)).isEqualTo(1);
    }

    @Test
    void aOneGibibytePageTakesOneReference() {
        rig.tables.set(3 * GIB, 2, Pte.of(PhysicalMemory.BASE, Tables.URWX));
        rig.assertReaches(3 * GIB + 0x3_1234, Access.FETCH, PhysicalMemory.BASE + 0x3_1234);
        assertThat(rig.mmu.walkReferences()).isEqualTo(1);
        assertThat(rig.mmu.instructionTlb().level(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aMisalignedSuperpageFaults(Access access) { // row 54
        for (int bit = 0; bit < 18; bit++) {
            MmuRig one = new MmuRig();
            one.tables.set(3 * GIB, 2, Pte.of(PhysicalMemory.BASE, Tables.URWX) | 1L << (10 + bit));
            one.assertPageFaults(3 * GIB, access);
            if (bit < 9) {
                one.tables.set(0x4020_0000L, 1, Pte.of(PhysicalMemory.BASE, Tables.URWX) | 1L << (10 + bit));
                one.assertPageFaults(0x4020_0000L, access);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPointerAtTheLastLevelFaults(Access access) {
        rig.tables.set(MmuRig.VA, 0, Pte.of(rig.tables.frame(), Pte.V));
        rig.assertPageFaults(MmuRig.VA, access);
        assertThat(rig.mmu.walkReferences()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anAbsentEntryEndsTheWalkAtItsLevel(int level) {
        rig.tables.set(MmuRig.VA, level, 0);
        rig.assertPageFaults(MmuRig.VA, Access.LOAD);
        assertThat(rig.mmu.walkReferences()).isEqualTo(3 - level);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0x0000_0040_0000_0000L, 0x0000_007f_ffff_f000L, 0x0000_0080_0000_0000L, 0x8000_0000_0000_0000L,
                0xffff_ff80_0000_0000L, 0xffff_ffbf_ffff_f000L, 0x4000_0012_3456_7000L, 0x0100_0000_0000_0000L
            })
    void anAddressThatIsNotSignExtendedFaultsWithoutAWalk(long address) { // row 51
        long canonical = address << 25 >> 25;
        assertThat(canonical).isNotEqualTo(address);
        rig.tables.map(canonical, MmuRig.frame(3), Tables.URWX);
        rig.assertReaches(canonical, Access.LOAD, MmuRig.frame(3));
        for (Access access : Access.values()) {
            rig.assertPageFaults(address, access);
        }
        assertThat(rig.mmu.walkReferences()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 0x0000_003f_ffff_f000L, 0xffff_ffff_ffff_f000L, 0xffff_ffc0_0000_0000L, 0x0000_003f_ffe0_0000L})
    void bothHalvesOfTheAddressSpaceTranslateToTheirEnds(long address) {
        rig.tables.map(address, MmuRig.frame(5), Tables.URWX);
        for (Access access : Access.values()) {
            rig.assertReaches(address + 0xfff, access, MmuRig.frame(5) + 0xfff);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOutsideRamIsAnAccessFaultOfItsKind(Access access) {
        for (long table : new long[] {0, PhysicalMemory.BASE - 4096, PhysicalMemory.BASE + MmuRig.RAM, 1L << 55}) {
            for (int level = 1; level <= 2; level++) {
                MmuRig one = new MmuRig();
                one.tables.set(MmuRig.VA, level, Pte.of(table, Pte.V));
                one.assertFaults(MmuRig.VA, access, access.accessFault());
            }
            MmuRig one = new MmuRig();
            one.mmu.setSatp(one.mmu.satp(1, table));
            one.assertFaults(MmuRig.VA, access, access.accessFault());
            assertThat(one.mmu.walkReferences()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageOutsideRamIsAnAccessFaultThatMarksNothing(Access access) {
        for (long page : new long[] {0, PhysicalMemory.BASE - 4096, PhysicalMemory.BASE + MmuRig.RAM, 1L << 55}) {
            MmuRig one = new MmuRig();
            one.tables.map(MmuRig.VA, page, Tables.URWX);
            one.assertFaults(MmuRig.VA, access, access.accessFault());
            assertThat(one.tables.get(MmuRig.VA, 0)).isEqualTo(Pte.of(page, Tables.URWX));
        }
    }

    @Test
    void aSuperpageReachesOnlyAsFarAsRam() {
        rig.tables.set(3 * GIB, 2, Pte.of(PhysicalMemory.BASE, Tables.URWX));
        rig.assertReaches(3 * GIB + MmuRig.RAM - 1, Access.STORE, PhysicalMemory.BASE + MmuRig.RAM - 1);
        rig.assertFaults(3 * GIB + MmuRig.RAM, Access.STORE, Access.STORE.accessFault());
    }

    @Test
    void permissionsAreCheckedBeforeThePlace() {
        rig.tables.map(MmuRig.VA, 0, Tables.UR);
        rig.assertFaults(MmuRig.VA, Access.STORE, Access.STORE.pageFault());
        rig.assertFaults(MmuRig.VA, Access.LOAD, Access.LOAD.accessFault());
    }

    @Test
    void inspectingCountsAndChangesNothing() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.URWX);
        Walk walk = new Walk();
        rig.mmu.inspect(MmuRig.VA + 5, Access.STORE, walk);
        assertThat(walk.fault()).isNull();
        assertThat(walk.physical()).isEqualTo(MmuRig.frame(3) + 5);
        assertThat(walk.references()).isEqualTo(3);
        assertThat(walk.index(0)).isEqualTo(0x48);
        assertThat(walk.index(1)).isEqualTo(0x1a2);
        assertThat(walk.index(2)).isEqualTo(0x167);
        assertThat(walk.pte()).isEqualTo(Pte.of(MmuRig.frame(3), Tables.URWX));
        assertThat(walk.level()).isZero();
        assertThat(walk.entryAddress()).isEqualTo(rig.tables.entry(MmuRig.VA, 0));
        assertThat(rig.tables.get(MmuRig.VA, 0)).isEqualTo(Pte.of(MmuRig.frame(3), Tables.URWX));
        assertThat(rig.counters()).isEqualTo("accesses 0 misses 0 walk 0 evictions 0 flushes 0");
    }
}
