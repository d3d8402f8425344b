package pagoda.bench;

import java.util.Objects;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.PageTable;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Reclaimer;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.mm.swap.SwapStore;

/** A kernel's memory management without processes: an address space, its faults, and who empties frames. */
final class SimulatedMemory {
    /** Where {@link #map} puts a region. */
    static final long START = 1L << 32;

    /** A disk that keeps nothing, so that the host's memory is not what is measured. */
    private static final SwapStore NOWHERE = new SwapStore() {
        @Override
        public void read(int slot, byte[] page) {}

        @Override
        public void write(int slot, byte[] page) {}

        @Override
        public void forget(int slot) {}
    };

    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final FrameTable table;
    private final Asids asids = new Asids();
    private final FaultHandler handler;
    private final AddressSpace space;

    /**
     * RAM of some frames.
     *
     * @param slots the size of the swap device, in pages
     */
    SimulatedMemory(int frames, int slots, PolicyKind policy) {
        memory = new PhysicalMemory((long) frames * AddressSpace.PAGE_SIZE);
        mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
        Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
        EventStream events = new EventStream(hart);
        table = new FrameTable(
                hart,
                KernelCosts.DEFAULT,
                events,
                new DiskQueue(hart, events, 5_000_000, 40_000),
                new SwapDevice(slots, NOWHERE));
        PageCache cache = new PageCache(table, memory);
        Reclaimer reclaimer =
                new Reclaimer(table, cache, hart, KernelCosts.DEFAULT, events, new ReclaimOptions(policy, 0, null, 32));
        if (reclaimer.watermarks().min() < 1) {
            throw new IllegalStateException("nothing would be emptied");
        }
        handler = new FaultHandler(table, cache, events, mmu.scheme());
        space = new AddressSpace(mmu, table, asids, newTable(), asids.allocate(), new MemoryCounters());
    }

    AddressSpace space() {
        return space;
    }

    /** Maps anonymous pages, none of which is there. */
    void map(int pages) {
        space.map(new Region(START, address(pages), Protection.READ_WRITE, Backing.ANONYMOUS, ""));
    }

    /** Takes pages and their mapping away. */
    void unmap(int pages) {
        space.unmap(START, address(pages));
    }

    /** The address of a page of the region. */
    static long address(int page) {
        return START + (long) page * AddressSpace.PAGE_SIZE;
    }

    /** A store to a page, for which a fault is solved. */
    void storeFault(int page) {
        if (!handler.handle(space, address(page), Access.STORE, 0).isSolved()) {
            throw new IllegalStateException("page " + page + " cannot be had");
        }
    }

    /** A child's copy of the address space. */
    AddressSpace fork() {
        return Objects.requireNonNull(space.fork(newTable(), asids.allocate()));
    }

    private PageTable newTable() {
        return Objects.requireNonNull(RadixPageTable.create(RadixScheme.SV39, memory, table));
    }
}
