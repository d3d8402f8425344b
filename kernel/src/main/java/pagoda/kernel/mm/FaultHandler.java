package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.TranslationScheme;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.swap.SwapDevice;

/** The one place where page faults are decided and solved, those of programs and those of the kernel on their behalf. */
public final class FaultHandler {
    private static final int PAGE = AddressSpace.PAGE_SIZE;

    /** Instead of a frame: the disk could not read the page. */
    private static final int DISK_ERROR = -2;

    private final FrameTable frames;
    private final PageCache cache;
    private final EventStream events;
    private final TranslationScheme scheme;
    private final SwapIn swapIn;
    private boolean read;

    public FaultHandler(FrameTable frames, PageCache cache, EventStream events, TranslationScheme scheme) {
        this.frames = frames;
        this.cache = cache;
        this.events = events;
        this.scheme = scheme;
        this.swapIn = new SwapIn(frames, events, cache.sharedSlots());
    }

    /**
     * Solves a fault, or says why it cannot be solved.
     *
     * @param pc the instruction that faulted, for the event
     * @return the reason; if it {@link FaultReason#isSolved is solved}, the page is present and allows the access
     * @throws pagoda.kernel.wait.MustWait if the thread must wait for the disk or for memory; the fault counts when it is
     *     solved
     */
    public FaultReason handle(AddressSpace space, long address, Access access, long pc) {
        long page = AddressSpace.pageStart(address);
        read = false;
        FaultReason reason = decideWithRoom(space, address, access);
        if (reason == FaultReason.STACK_GROWTH) {
            space.growStack(address);
        }
        Region region = space.find(address);
        int frame = FrameTable.NONE;
        if (reason.isSolved() && region != null) {
            frame = frames.holders().takeFailure(page) ? DISK_ERROR : solve(space, region, page, access, reason);
            if (frame == DISK_ERROR) {
                reason = FaultReason.DISK_ERROR;
            } else if (frame == FrameTable.NONE) {
                reason = FaultReason.OUT_OF_MEMORY;
            } else {
                hold(frame);
            }
        }
        HeldPages holder = frames.holders().current();
        FaultReason begun = holder == null ? null : holder.takeWaiting(page);
        FaultReason told = begun != null && reason.isSolved() ? begun : reason;
        space.counters().fault(told, begun != null || read);
        if (events.wants(EventKind.FAULT)) {
            events.emit(new Event.Fault(events.stamp(), access, address, pc, told.word(), Math.max(frame, -1)));
        }
        return told;
    }

    /** Has the range's pages that are in swap read, as far as there is room; waits for nothing. */
    void readAhead(AddressSpace space, long start, long end) {
        swapIn.readAhead(space, start, end);
    }

    /** The thread that the kernel works for needs the page until it has come on. */
    void hold(int frame) {
        if (frames.reclaim().isScarce()) {
            frames.holders().hold(frame);
        }
    }

    /** Decides, and makes sure of the frames that the solution needs. */
    private FaultReason decideWithRoom(AddressSpace space, long address, Access access) {
        boolean made = false;
        while (true) {
            FaultReason reason = decide(space, space.find(address), address, access);
            int needed = framesFor(space, address, access, reason);
            if (needed == 0 || frames.reclaim().hasRoom(needed) || (made && frames.free() >= needed)) {
                return reason;
            }
            if (frames.reclaim().makeRoom(needed, true) == Reclaim.Outcome.NONE) {
                return FaultReason.OUT_OF_MEMORY;
            }
            // To make room pages may have gone, this one too: so all is decided again.
            made = true;
        }
    }

    /** How many frames the solution takes at most. */
    private int framesFor(AddressSpace space, long address, Access access, FaultReason reason) {
        PageTable table = space.pageTable();
        return switch (reason) {
            case DEMAND_ZERO, STACK_GROWTH -> table.missingTables(address) + 1;
            case FILE_READ -> table.missingTables(address) + 2;
            case SWAPPED_OUT -> frames.swap().frame(table.slot(address)) == FrameTable.NONE ? 1 : 0;
            case SWAP_CACHE -> access == Access.STORE && !isAlone(table.slot(address)) ? 1 : 0;
            case COW_COPY -> 1;
            default -> 0;
        };
    }

    /** The fault table: (region, page, access) → reason. */
    private FaultReason decide(AddressSpace space, @Nullable Region region, long address, Access access) {
        if (region == null) {
            if (address < 0 && scheme.isCanonical(address)) {
                return FaultReason.KERNEL_PAGE;
            }
            boolean reachable = address >= 0 && address < space.limit();
            return reachable && space.isStackGrowth(address) ? FaultReason.STACK_GROWTH : FaultReason.NOT_MAPPED;
        }
        if (region.backing() instanceof Backing.Guard) {
            return FaultReason.STACK_GUARD;
        }
        if (!region.protection().allows(access)) {
            return switch (access) {
                case STORE -> FaultReason.READ_ONLY;
                case FETCH -> FaultReason.NO_EXEC;
                case LOAD -> FaultReason.NO_READ;
            };
        }
        int frame = space.pageTable().frame(address);
        if (frame != FrameTable.NONE) {
            return present(space, region, address, access, frame);
        }
        int slot = space.pageTable().slot(address);
        if (slot != SwapDevice.NONE) {
            int cached = frames.swap().frame(slot);
            boolean isThere = cached != FrameTable.NONE && !isBeingRead(cached);
            return isThere ? FaultReason.SWAP_CACHE : FaultReason.SWAPPED_OUT;
        }
        if (region.backing() instanceof Backing.FileMapping mapping) {
            long offset = fileOffset(region, mapping, address);
            if (offset >= mapping.file().size()) {
                return FaultReason.BEYOND_FILE;
            }
            boolean full = mapping.mayStore() && !mapping.file().store().hasRoom(offset / PAGE);
            return full ? FaultReason.DISK_FULL : FaultReason.FILE_READ;
        }
        return FaultReason.DEMAND_ZERO;
    }

    /** The page is there, but does not allow what its region allows: it is shared until somebody writes. */
    private FaultReason present(AddressSpace space, Region region, long address, Access access, int frame) {
        if (access != Access.STORE || region.isShared() || space.pageTable().allows(address, Access.STORE)) {
            throw new KernelPanic("a page fault at 0x" + Long.toHexString(address) + ", whose page allows the access");
        }
        boolean alone = frames.isAlone(frame)
                && (frames.swap().slot(frame) == SwapDevice.NONE
                        || frames.swap().isNamedByNone(frame));
        return alone ? FaultReason.COW_REUSE : FaultReason.COW_COPY;
    }

    /** The frame that the page has then; {@link FrameTable#NONE} if there is none to be had. */
    private int solve(AddressSpace space, Region region, long page, Access access, FaultReason reason) {
        return switch (reason) {
            case DEMAND_ZERO, STACK_GROWTH -> bringIn(space, region, page);
            case FILE_READ -> readFile(space, region, page, access);
            case SWAPPED_OUT, SWAP_CACHE -> swapIn(space, region, page, access);
            case COW_COPY, COW_REUSE -> {
                int before = space.pageTable().frame(page);
                int after = reason == FaultReason.COW_COPY ? copy(space, region, page) : reuse(space, region, page);
                if (after != FrameTable.NONE && events.wants(EventKind.COW)) {
                    events.emit(new Event.CopyOnWrite(events.stamp(), page, before, after));
                }
                yield after;
            }
            default -> throw new KernelPanic(reason.word() + " cannot be solved");
        };
    }

    private int bringIn(AddressSpace space, Region region, long page) {
        int frame = space.pageTable().prepare(page) ? frames.allocateZeroed(FrameUse.ANONYMOUS) : FrameTable.NONE;
        if (frame != FrameTable.NONE) {
            space.bringIn(page, frame, region.protection());
            frames.reclaim().arrived(frame, true);
        }
        return frame;
    }

    /** The page is its own again; if it has a swap slot, that is given back, as its bytes will not be the page's. */
    private int reuse(AddressSpace space, Region region, long page) {
        int frame = space.pageTable().frame(page);
        if (frames.swap().slot(frame) != SwapDevice.NONE) {
            frames.swap().remove(frame);
        }
        space.makeWritable(page, region.protection());
        return frame;
    }

    private int copy(AddressSpace space, Region region, long page) {
        int frame = frames.allocateCopy(FrameUse.ANONYMOUS, space.pageTable().frame(page));
        if (frame != FrameTable.NONE) {
            space.replace(page, frame, region.protection());
            frames.reclaim().arrived(frame, true);
        }
        return frame;
    }

    /**
     * Brings a page back from swap. It stays in the swap cache, and so read-only and clean, unless it is stored to; then it
     * takes the frame if nobody else has the page, and a copy if somebody has.
     */
    private int swapIn(AddressSpace space, Region region, long page, Access access) {
        SwapCache swap = frames.swap();
        int slot = space.pageTable().slot(page);
        int frame = swap.frame(slot);
        if (frame == FrameTable.NONE) {
            frame = swapIn.begin(space, region, page);
            if (frame == FrameTable.NONE) {
                return FrameTable.NONE;
            }
        }
        DiskRequest request = frames.request(frame);
        if (request != null && !request.isWrite()) {
            frames.holders().hold(frame);
            if (awaitRead(page, FaultReason.SWAPPED_OUT, request)) {
                return DISK_ERROR;
            }
        }
        swapIn.used(frame);
        if (access != Access.STORE) {
            frames.addOwner(frame);
            space.swapIn(page, frame, region.protection().withoutWrite());
            return frame;
        }
        if (isAlone(slot)) {
            frames.addOwner(frame);
            space.swapIn(page, frame, region.protection());
            swap.remove(frame);
            return frame;
        }
        int copy = frames.allocateCopy(FrameUse.ANONYMOUS, frame);
        if (copy != FrameTable.NONE) {
            space.swapIn(page, copy, region.protection());
            frames.reclaim().arrived(copy, true);
        }
        return copy;
    }

    /** Whether the absent page that names the slot is alone with it, and with its frame in the swap cache. */
    private boolean isAlone(int slot) {
        int frame = frames.swap().frame(slot);
        return frames.swap().device().references(slot) == 2 + (frames.isBeingWritten(frame) ? 1 : 0)
                && frames.owners(frame) == 1 + (frames.request(frame) == null ? 0 : 1);
    }

    private boolean isBeingRead(int frame) {
        DiskRequest request = frames.request(frame);
        return request != null && !request.isWrite();
    }

    /** Waits until the disk has read a page; whether that failed. */
    private boolean awaitRead(long page, FaultReason reason, DiskRequest request) {
        read = true;
        HeldPages holder = frames.holders().current();
        if (holder != null) {
            holder.waitFor(page, reason);
        }
        return frames.holders().await(request);
    }

    /** Maps the page cache's own frame, unless the page is private and is stored to, or ends in zeros of its own. */
    private int readFile(AddressSpace space, Region region, long page, Access access) {
        Backing.FileMapping mapping = (Backing.FileMapping) region.backing();
        CachedFile file = mapping.file();
        long index = fileOffset(region, mapping, page) / PAGE;
        DiskRequest request = cache.fetch(file, index);
        if (request != null && awaitRead(page, FaultReason.FILE_READ, request)) {
            return DISK_ERROR;
        }
        int cached = space.pageTable().prepare(page) ? cache.use(file, index) : FrameTable.NONE;
        if (cached == FrameTable.NONE) {
            return FrameTable.NONE;
        }
        if (mapping.mayStore()) {
            // A store to it is seen only when it is written back: its room on the disk is taken now.
            mapping.file().store().reserve(fileOffset(region, mapping, page) / PAGE);
        }
        long fromFile = mapping.length() - (page - region.start());
        if (mapping.shared() || (access != Access.STORE && fromFile >= PAGE)) {
            frames.addOwner(cached);
            space.bringIn(
                    page,
                    cached,
                    mapping.shared() ? region.protection() : region.protection().withoutWrite());
            return cached;
        }
        int frame = frames.allocateCopy(FrameUse.ANONYMOUS, cached);
        if (frame != FrameTable.NONE) {
            if (fromFile < PAGE) {
                frames.zeroTail(frame, (int) Math.max(0, fromFile));
            }
            space.bringIn(page, frame, region.protection());
            frames.reclaim().arrived(frame, true);
        }
        return frame;
    }

    private static long fileOffset(Region region, Backing.FileMapping mapping, long address) {
        return mapping.offset() + AddressSpace.pageStart(address) - region.start();
    }
}
