package pagoda.kernel.mm;

import java.util.Objects;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Reclaimer;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.mm.swap.SwapStore;

/** A machine with an address space and no kernel around them, for tests of memory alone. */
final class Machine {
    /** First in, first out, and no frame kept in reserve. */
    static final ReclaimOptions EVERY_FRAME = new ReclaimOptions(PolicyKind.FIFO, 0, new Watermarks(0, 0, 0), 32);

    final PhysicalMemory memory;
    final Mmu mmu;
    final Hart hart;
    final EventStream events;
    final DiskQueue disk;
    final SwapDevice device;
    final FrameTable frames;
    final PageCache cache;
    final Asids asids = new Asids();
    final Reclaimer reclaimer;
    final FaultHandler faults;
    final UserMemory user;
    final RadixPageTable table;
    final AddressSpace space;

    /** A machine without swap. */
    Machine(int ramFrames) {
        this(ramFrames, 0, 1, EVERY_FRAME);
    }

    /** A machine with a swap device of so many slots, that reads up to so many pages at once. */
    Machine(int ramFrames, int slots, int readAhead, ReclaimOptions reclaim) {
        this(ramFrames, slots, readAhead, SwapIn.Neighbourhood.SLOT, reclaim);
    }

    Machine(int ramFrames, int slots, int readAhead, SwapIn.Neighbourhood by, ReclaimOptions reclaim) {
        memory = new PhysicalMemory((long) ramFrames * AddressSpace.PAGE_SIZE);
        mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
        hart = new Hart(memory, mmu, Costs.DEFAULT);
        events = new EventStream(hart);
        disk = new DiskQueue(hart, events, KernelCosts.DEFAULT.diskSeek(), KernelCosts.DEFAULT.diskTransfer());
        device = new SwapDevice(slots, SwapStore.inMemory(slots));
        frames = new FrameTable(hart, KernelCosts.DEFAULT, events, disk, device);
        frames.setReadAhead(readAhead, by);
        cache = new PageCache(frames, memory);
        reclaimer = new Reclaimer(frames, cache, hart, KernelCosts.DEFAULT, events, reclaim);
        faults = new FaultHandler(frames, cache, events, mmu.scheme());
        user = new UserMemory(memory, faults);
        table = emptyTable();
        space = space(table);
        mmu.setSatp(space.satp());
    }

    RadixPageTable emptyTable() {
        return Objects.requireNonNull(RadixPageTable.create(RadixScheme.SV39, memory, frames));
    }

    /** An address space with the next identifier. */
    AddressSpace space(PageTable tables) {
        return new AddressSpace(mmu, frames, asids, tables, asids.allocate(), new MemoryCounters());
    }

    /** A private mapping of these bytes: {@code length} of them from {@code offset} on, zeros behind. */
    Backing.FileMapping file(byte[] bytes, long offset, long length) {
        return new Backing.FileMapping(
                new CachedFile(new ArrayStore(bytes), bytes.length, cache), offset, length, false, false);
    }

    /** Takes frames away until only so many are free. */
    void leaveFree(int count) {
        while (frames.free() > count) {
            frames.allocateZeroed(FrameUse.ANONYMOUS);
        }
    }

    FaultReason fault(long address, Access access) {
        return faults.handle(space, address, access, 0);
    }

    /** Executes one instruction, which lies at {@code pc}, with a0 as the address that it uses. */
    Trap step(long pc, long a0) {
        hart.setPc(pc);
        hart.setRegister(Registers.A0, a0);
        return hart.run(1);
    }

    void anonymous(long start, long end) {
        space.map(new Region(start, end, Protection.READ_WRITE, Backing.ANONYMOUS, "test"));
    }
}
