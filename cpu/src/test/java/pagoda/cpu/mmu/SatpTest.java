package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pagoda.cpu.memory.PhysicalMemory;

/** The register satp: MODE, ASID, PPN; Bare and Sv39. */
final class SatpTest {
    private final MmuRig rig = new MmuRig();

    @Test
    void aModeThatTheMachineDoesNotHaveChangesNothing() {
        long before = rig.mmu.satp();
        for (long mode = 1; mode < 16; mode++) {
            if (mode != 8) {
                rig.mmu.setSatp(mode << 60 | 0x1234);
                assertThat(rig.mmu.satp()).as("mode %d", mode).isEqualTo(before);
                assertThat(rig.mmu.isBare()).isFalse();
            }
        }
    }

    @Test
    void theFieldsLieWhereTheManualPutsThem() {
        assertThat(rig.mmu.satp(0xabcd, 0x8012_3000L)).isEqualTo(0x8abc_d000_0008_0123L);
        assertThat(rig.mmu.satp(0xffff, (1L << 56) - 4096)).isEqualTo(0x8fff_ffff_ffff_ffffL);
    }

    @Test
    void bareModeTakesAddressesAsTheyAreAndCountsNothing() {
        rig.mmu.setSatp(0);
        assertThat(rig.mmu.isBare()).isTrue();
        for (Access access : Access.values()) {
            rig.assertReaches(PhysicalMemory.BASE, access, PhysicalMemory.BASE);
            rig.assertReaches(PhysicalMemory.BASE + MmuRig.RAM - 1, access, PhysicalMemory.BASE + MmuRig.RAM - 1);
            rig.assertFaults(PhysicalMemory.BASE + MmuRig.RAM, access, access.accessFault());
            rig.assertFaults(PhysicalMemory.BASE - 1, access, access.accessFault());
            rig.assertFaults(0, access, access.accessFault());
            rig.assertFaults(-1, access, access.accessFault());
            rig.assertFaults(Long.MIN_VALUE, access, access.accessFault());
            rig.assertFaults(PhysicalMemory.BASE | 1L << 63, access, access.accessFault());
        }
        assertThat(rig.counters()).isEqualTo("accesses 0 misses 0 walk 0 evictions 0 flushes 0");
    }

    @Test
    void writingSatpFencesNothing() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.UR);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        rig.mmu.setSatp(0);
        rig.use(1, rig.others);
        rig.assertReaches(MmuRig.VA, Access.LOAD, MmuRig.frame(3));
        assertThat(rig.mmu.dataTlb().flushes()).isZero();
    }

    @Test
    void writingSatpAsItIsKeepsTheShortCutsAndAnotherValueNone() {
        rig.tables.map(MmuRig.VA, MmuRig.frame(3), Tables.UR);
        rig.mmu.translateToHost(MmuRig.VA, Access.LOAD);
        long page = MmuRig.VA >>> PhysicalMemory.FRAME_SHIFT;
        long[] tags = rig.mmu.fastTranslations().readTags;
        long fetches = rig.mmu.fetchEpoch();
        rig.mmu.setSatp(rig.mmu.satp());
        assertThat(tags).contains(page);
        assertThat(rig.mmu.fetchEpoch()).isEqualTo(fetches);
        rig.use(1, rig.others);
        assertThat(tags).doesNotContain(page);
        assertThat(rig.mmu.fetchEpoch()).isNotEqualTo(fetches);
    }

    @Test
    void theSameTablesMayBelongToAnotherAddressSpace() {
        int before = rig.mmu.asid();
        rig.mmu.setSatp(rig.mmu.satp() ^ 1L << 44);
        assertThat(rig.mmu.asid()).isEqualTo(before ^ 1);
    }
}
