package pagoda.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.proc.Process;

/** Checks the kernel's invariants; a broken one is a {@link KernelPanic}. */
final class Audit {
    private static final int FULL_EVERY = 1024;

    /** A machine of at most so many frames, 1 MiB, is checked as a whole after each trap. */
    private static final int SMALL = 256;

    private final FrameTable frames;
    private final PageCache cache;
    private final PhysicalMemory memory;
    private final Mmu mmu;
    private final Walk walk = new Walk();
    /** By frame, how many pages hold it, as the tables said when they were last read. */
    private final int[] mapped;

    private long traps;
    private int freeSeen;

    Audit(FrameTable frames, PageCache cache, PhysicalMemory memory, Mmu mmu) {
        this.frames = frames;
        this.cache = cache;
        this.memory = memory;
        this.mmu = mmu;
        mapped = new int[frames.total()];
    }

    /**
     * Checks the TLBs, and what the trap may have changed: the page that faulted, or all if pages came or went without a
     * fault at its address. Every 1,024 traps, and on a small machine after each, everything.
     */
    void afterTrap(Collection<Process> processes, AddressSpace space, long address) {
        afterTrap(spaces(processes), space, address);
    }

    /** The same for these address spaces, by their identifiers. */
    void afterTrap(Map<Integer, AddressSpace> spaces, AddressSpace space, long address) {
        boolean read = ++traps % FULL_EVERY == 0 || frames.total() <= SMALL || frames.free() != freeSeen;
        if (read) {
            frames(spaces.values());
        } else if (spaces.containsValue(space) && address >= 0 && address < space.limit()) {
            long page = AddressSpace.pageStart(address);
            space.pageTable().forEach(page, page + AddressSpace.PAGE_SIZE, (at, frame) -> page(space, at, frame));
        }
        freeSeen = frames.free();
        translations(mmu.instructionTlb(), spaces);
        translations(mmu.dataTlb(), spaces);
        if (read) {
            reverseMap();
        }
    }

    /** Checks all of these address spaces, by their identifiers, and the TLBs. */
    void everything(Map<Integer, AddressSpace> spaces) {
        frames(spaces.values());
        translations(mmu.instructionTlb(), spaces);
        translations(mmu.dataTlb(), spaces);
        reverseMap();
    }

    /** The reverse map is as long for each frame as the tables were found to say. */
    private void reverseMap() {
        for (int frame = 0; frame < frames.total(); frame++) {
            int expected = frames.use(frame) == FrameUse.ANONYMOUS ? mapped[frame] : 0;
            check(frames.holdersOf(frame) == expected, frame, "has another reverse map than the tables say");
        }
    }

    /** Checks that frames, owners, regions and tables agree. */
    private void frames(Collection<AddressSpace> spaces) {
        int[] found = new int[frames.total()];
        Arrays.fill(mapped, 0);
        int[] named = new int[frames.swap().device().capacity()];
        int tables = 0;
        for (AddressSpace space : spaces) {
            long[] resident = new long[1];
            space.pageTable().forEach(0, space.limit(), (address, frame) -> {
                page(space, address, frame);
                found[frame]++;
                mapped[frame]++;
                resident[0]++;
            });
            long[] swapped = new long[1];
            space.pageTable().forEachSlot(0, space.limit(), (address, slot) -> {
                check(space.find(address) != null, "page " + hex(address) + " is in swap, but in no region");
                named[slot]++;
                swapped[0]++;
            });
            check(swapped[0] == space.counters().swappedPages(), "the count of swapped pages is wrong");
            tables += space.pageTable().tableFrames();
            check(resident[0] == space.counters().residentPages(), "the count of resident pages is wrong");
        }
        cache.pages().forEach(frame -> {
            check(frames.use(frame) == FrameUse.PAGE_CACHE, frame, "is in the page cache, but has another use");
            found[frame]++;
        });
        cache.sharedSlots().stream().forEach(slot -> named[slot]++);
        for (int frame = 0; frame < frames.total(); frame++) {
            FrameUse use = frames.use(frame);
            int slot = frames.swap().slot(frame);
            if (slot != SwapDevice.NONE) {
                check(frames.swap().frame(slot) == frame, frame, "names a slot that does not name it");
                check(use == FrameUse.ANONYMOUS, frame, "has a slot, but another use");
                found[frame]++;
                named[slot]++;
            }
            if (frames.request(frame) != null) {
                found[frame]++;
            }
            check((use == FrameUse.FREE) == frames.isFree(frame), frame, "is free for one table and used for another");
            if (use == FrameUse.PAGE_TABLE) {
                tables--;
                check(found[frame] == 0, frame, "is a page table, and a page of a program");
                check(frames.owners(frame) == 1, frame, "is a page table with " + frames.owners(frame) + " owners");
            } else {
                check(frames.owners(frame) == found[frame], frame, "has another number of owners than of holders");
            }
        }
        check(tables == 0, "frames of page tables leaked");
        if (frames.disk().pendingWrites() == 0) {
            for (int slot = 0; slot < named.length; slot++) {
                check(
                        frames.swap().device().references(slot) == named[slot],
                        "swap slot " + slot + " has another number of references than of those who name it");
            }
        }
    }

    /** Checks that no frame is left when all processes have ended, but for the files that stay. */
    void atExit() {
        frames(List.of());
        // What the disk still works on for nobody comes free when it is done.
        int inFlight = 0;
        for (int frame = 0; frame < frames.total(); frame++) {
            inFlight += frames.request(frame) != null && frames.owners(frame) == 1 ? 1 : 0;
        }
        int left = frames.total() - frames.free() - cache.pages().size() - inFlight;
        check(left - frames.swap().size() == 0, left + " frames leaked");
        if (frames.disk().isIdle()) {
            int slots = frames.swap().device().used() - cache.sharedSlots().cardinality();
            check(slots == 0, slots + " swap slots leaked");
        }
    }

    private static Map<Integer, AddressSpace> spaces(Collection<Process> processes) {
        Map<Integer, AddressSpace> spaces = new HashMap<>();
        for (Process process : processes) {
            if (process.hasSpace()) {
                spaces.put(process.space().asid(), process.space());
            }
        }
        return spaces;
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private void page(AddressSpace space, long address, int frame) {
        check(frame >= 0 && frame < frames.total(), "page " + hex(address) + " has a frame that does not exist");
        check(frames.use(frame) != FrameUse.FREE, "page " + hex(address) + " has a free frame");
        check(frames.use(frame) != FrameUse.PAGE_TABLE, "page " + hex(address) + " is a page table");
        Region region = space.find(address);
        check(region != null, "page " + hex(address) + " is present, but in no region");
        for (Access access : Access.values()) {
            check(
                    region == null
                            || !space.pageTable().allows(address, access)
                            || region.protection().allows(access),
                    "page " + hex(address) + " allows more than its region");
        }
        boolean shared = region != null && !region.isShared() && frames.owners(frame) > 1;
        check(
                !shared || frames.request(frame) != null || !space.pageTable().allows(address, Access.STORE),
                "page " + hex(address) + " is writable, but others have its frame");
    }

    /** No TLB entry of a live address space grants more than a walk would, and none is left of one that is gone. */
    private void translations(Tlb tlb, Map<Integer, AddressSpace> spaces) {
        for (int slot = 0; slot < tlb.size(); slot++) {
            if (tlb.page(slot) != Tlb.NONE) {
                AddressSpace space = spaces.get(tlb.asid(slot));
                check(space != null, "the TLB keeps an entry of an address space that is gone");
                if (space != null) {
                    translation(tlb, slot, space);
                }
            }
        }
    }

    private void translation(Tlb tlb, int slot, AddressSpace space) {
        long address = tlb.page(slot) << PhysicalMemory.FRAME_SHIFT;
        for (Access access : Access.values()) {
            boolean grants = (tlb.pte(slot) & access.permission()) != 0;
            if (grants && (access != Access.STORE || (tlb.pte(slot) & Pte.D) != 0)) {
                mmu.scheme().walk(memory, space.pageTable().root(), address, access, walk);
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
