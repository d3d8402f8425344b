package pagoda.cpu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;

/** An MMU with RAM and tables of two address spaces, and what tests say about it. */
final class MmuRig {
    static final long RAM = 4L << 20;
    static final long VA = 0x12_3456_7000L;

    final PhysicalMemory memory = new PhysicalMemory(RAM);
    final Tables tables = new Tables(memory, PhysicalMemory.BASE + 0x10_0000);
    final Tables others = new Tables(memory, PhysicalMemory.BASE + 0x20_0000);
    final Mmu mmu;

    MmuRig() {
        this(TlbConfiguration.DEFAULT);
    }

    MmuRig(TlbConfiguration tlb) {
        mmu = new Mmu(memory, RadixScheme.SV39, tlb, tlb);
        use(1, tables);
    }

    void use(int asid, Tables space) {
        mmu.setSatp(mmu.satp(asid, space.root()));
    }

    /** The physical address of frame {@code number}, of those that no table is in. */
    static long frame(int number) {
        return PhysicalMemory.address(number);
    }

    void assertReaches(long address, Access access, long physical) {
        long found = mmu.translate(address, access);
        assertThat(found)
                .as("%s of %x: physical address, or fault %s", access, address, mmu.fault())
                .isEqualTo(physical);
    }

    void assertFaults(long address, Access access, Cause cause) {
        assertThat(mmu.translate(address, access))
                .as("%s of %x", access, address)
                .isEqualTo(Mmu.FAULT);
        assertThat(mmu.fault()).as("%s of %x", access, address).isEqualTo(cause);
    }

    void assertPageFaults(long address, Access access) {
        assertFaults(address, access, access.pageFault());
    }

    /** The accesses and misses of the data TLB, the references of walks, the evictions and fences of the data TLB. */
    String counters() {
        Tlb tlb = mmu.dataTlb();
        return String.format(
                Locale.ROOT,
                "accesses %d misses %d walk %d evictions %d flushes %d",
                tlb.accesses(),
                tlb.misses(),
                mmu.walkReferences(),
                tlb.evictions(),
                tlb.flushes());
    }
}
