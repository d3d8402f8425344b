package pagoda.kernel;

import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Tlb;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.FrameUse;
import pagoda.kernel.mm.Region;

/** Checks the kernel's invariants; a broken one is a {@link KernelPanic}. */
final class Audit {
    private static final int FULL_EVERY = 1024;

    /** A machine of at most so many frames, 1 MiB, is checked as a whole after each trap. */
    private static final int SMALL = 256;

    private final FrameTable frames;
    private final Mmu mmu;
    private final Walk walk = new Walk();
    private long traps;
    private long faultsSeen;
    private long residentSeen;

    Audit(FrameTable frames, Mmu mmu) {
        this.frames = frames;
        this.mmu = mmu;
    }

    /**
     * Checks what the trap may have changed: the page that faulted, or all if a system call changed which pages are present.
     * Every 1,024 traps, and on a small machine after each, everything.
     */
    void afterTrap(AddressSpace space, Trap trap) {
        boolean whole = ++traps % FULL_EVERY == 0 || frames.total() <= SMALL;
        boolean changed =
                space.counters().faults() != faultsSeen || space.counters().residentPages() != residentSeen;
        faultsSeen = space.counters().faults();
        residentSeen = space.counters().residentPages();
        long address = trap.tval();
        if (whole || trap.cause() == Cause.ECALL && changed) {
            everything(space);
        } else if (address >= 0 && address < space.limit()) {
            long page = AddressSpace.pageStart(address);
            space.pageTable().forEach(page, page + AddressSpace.PAGE_SIZE, (at, frame) -> page(space, at, frame));
            translations();
        }
    }

    /** Checks that frames, owners, regions, tables and TLBs agree. */
    void everything(AddressSpace space) {
        int[] found = new int[frames.total()];
        space.pageTable().forEach(0, space.limit(), (address, frame) -> {
            page(space, address, frame);
            found[frame]++;
        });
        int tables = 0;
        long resident = 0;
        for (int frame = 0; frame < frames.total(); frame++) {
            FrameUse use = frames.use(frame);
            check((use == FrameUse.FREE) == frames.isFree(frame), frame, "is free for one table and used for another");
            check((use == FrameUse.FREE) == (frames.owners(frame) == 0), frame, "is free and has owners, or neither");
            if (use == FrameUse.PAGE_TABLE) {
                tables++;
                check(frames.owners(frame) == 1, frame, "is a page table of another number of owners than one");
            } else {
                check(frames.owners(frame) == found[frame], frame, "has another number of owners than of mappings");
            }
            resident += found[frame];
        }
        check(tables == space.pageTable().tableFrames(), "frames of page tables leaked");
        check(resident == space.counters().residentPages(), "the count of resident pages is wrong");
        translations();
    }

    /** Checks that no frame is left when all processes have ended. */
    void atExit() {
        check(frames.free() == frames.total(), (frames.total() - frames.free()) + " frames leaked");
    }

    private void page(AddressSpace space, long address, int frame) {
        check(
                frame >= 0 && frame < frames.total(),
                "page 0x" + Long.toHexString(address) + " has a frame that does not exist");
        check(frames.use(frame) != FrameUse.FREE, "page 0x" + Long.toHexString(address) + " has a free frame");
        check(frames.use(frame) != FrameUse.PAGE_TABLE, "page 0x" + Long.toHexString(address) + " is a page table");
        Region region = space.find(address);
        check(region != null, "page 0x" + Long.toHexString(address) + " is present, but in no region");
        for (Access access : Access.values()) {
            check(
                    region == null
                            || !space.pageTable().allows(address, access)
                            || region.protection().allows(access),
                    "page 0x" + Long.toHexString(address) + " allows more than its region");
        }
    }

    private void translations() {
        translations(mmu.instructionTlb());
        translations(mmu.dataTlb());
    }

    /** No TLB entry of the current address space grants more than a walk would. */
    private void translations(Tlb tlb) {
        for (int slot = 0; slot < tlb.size(); slot++) {
            if (tlb.page(slot) != Tlb.NONE && tlb.asid(slot) == mmu.asid()) {
                translation(tlb, slot);
            }
        }
    }

    private void translation(Tlb tlb, int slot) {
        long address = tlb.page(slot) << PhysicalMemory.FRAME_SHIFT;
        for (Access access : Access.values()) {
            boolean grants = (tlb.pte(slot) & access.permission()) != 0;
            if (grants && (access != Access.STORE || (tlb.pte(slot) & Pte.D) != 0)) {
                mmu.inspect(address, access, walk);
                check(
                        walk.fault() == null && walk.physical() == tlb.address(slot),
                        "the TLB keeps a stale entry for 0x" + Long.toHexString(address));
            }
        }
    }

    private static void check(boolean holds, int frame, String otherwise) {
        if (!holds) {
            throw new KernelPanic("frame " + frame + " " + otherwise);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new KernelPanic(otherwise);
        }
    }
}
