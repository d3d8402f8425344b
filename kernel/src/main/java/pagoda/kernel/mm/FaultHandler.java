package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.TranslationScheme;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;

/** The one place where page faults are decided and solved, those of programs and those of the kernel on their behalf. */
public final class FaultHandler {
    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private final FrameTable frames;
    private final PageCache cache;
    private final EventStream events;
    private final TranslationScheme scheme;

    public FaultHandler(FrameTable frames, PageCache cache, EventStream events, TranslationScheme scheme) {
        this.frames = frames;
        this.cache = cache;
        this.events = events;
        this.scheme = scheme;
    }

    /**
     * Solves a fault, or says why it cannot be solved.
     *
     * @param pc the instruction that faulted, for the event
     * @return the reason; if it {@link FaultReason#isSolved is solved}, the page is present and allows the access
     */
    public FaultReason handle(AddressSpace space, long address, Access access, long pc) {
        Region region = space.find(address);
        FaultReason reason = decide(space, region, address, access);
        if (reason == FaultReason.STACK_GROWTH) {
            space.growStack(address);
            region = space.find(address);
        }
        int frame = FrameTable.NONE;
        long reads = cache.diskReads();
        if (reason.isSolved() && region != null) {
            frame = solve(space, region, AddressSpace.pageStart(address), access, reason);
            if (frame == FrameTable.NONE) {
                reason = FaultReason.OUT_OF_MEMORY;
            }
        }
        space.counters().fault(reason, cache.diskReads() != reads);
        if (events.wants(EventKind.FAULT)) {
            events.emit(new Event.Fault(events.stamp(), access, address, pc, reason.word(), frame));
        }
        return reason;
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
        boolean alone = frames.owners(frame) == 1 && frames.use(frame) == FrameUse.ANONYMOUS;
        return alone ? FaultReason.COW_REUSE : FaultReason.COW_COPY;
    }

    /** The frame that the page has then; {@link FrameTable#NONE} if there is none to be had. */
    private int solve(AddressSpace space, Region region, long page, Access access, FaultReason reason) {
        return switch (reason) {
            case DEMAND_ZERO, STACK_GROWTH -> bringIn(space, region, page);
            case FILE_READ -> readFile(space, region, page, access);
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
        }
        return frame;
    }

    private static int reuse(AddressSpace space, Region region, long page) {
        int frame = space.pageTable().frame(page);
        space.makeWritable(page, frame, region.protection());
        return frame;
    }

    private int copy(AddressSpace space, Region region, long page) {
        int shared = space.pageTable().frame(page);
        frames.addOwner(shared);
        int frame = frames.allocateCopy(FrameUse.ANONYMOUS, shared);
        if (frame != FrameTable.NONE) {
            if (space.pageTable().frame(page) == shared) {
                space.makeWritable(page, frame, region.protection());
                frames.release(shared);
            } else {
                // To have the frame, the page cache dropped its own, which was this page's.
                space.bringIn(page, frame, region.protection());
            }
        }
        frames.release(shared);
        return frame;
    }

    /** Maps the page cache's own frame, unless the page is private and is stored to, or ends in zeros of its own. */
    private int readFile(AddressSpace space, Region region, long page, Access access) {
        Backing.FileMapping mapping = (Backing.FileMapping) region.backing();
        // Tables first: to have a frame for one, the page cache might drop what was just read.
        int cached = space.pageTable().prepare(page)
                ? cache.frame(mapping.file(), fileOffset(region, mapping, page) / PAGE)
                : FrameTable.NONE;
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
        }
        return frame;
    }

    private static long fileOffset(Region region, Backing.FileMapping mapping, long address) {
        return mapping.offset() + AddressSpace.pageStart(address) - region.start();
    }
}
