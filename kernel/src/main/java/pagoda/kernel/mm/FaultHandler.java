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
    private final FrameTable frames;
    private final EventStream events;
    private final TranslationScheme scheme;

    public FaultHandler(FrameTable frames, EventStream events, TranslationScheme scheme) {
        this.frames = frames;
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
        if (reason.isSolved() && region != null) {
            frame = bringIn(space, region, AddressSpace.pageStart(address));
            if (frame == FrameTable.NONE) {
                reason = FaultReason.OUT_OF_MEMORY;
            }
        }
        space.counters().fault(reason);
        if (events.wants(EventKind.FAULT)) {
            events.emit(new Event.Fault(events.stamp(), access, address, pc, reason.word(), frame));
        }
        return reason;
    }

    /** The fault table: (region, access, backing) → reason. */
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
        if (space.pageTable().frame(address) != FrameTable.NONE) {
            throw new KernelPanic("a page fault at 0x" + Long.toHexString(address) + ", whose page allows the access");
        }
        return region.backing() instanceof Backing.Anonymous ? FaultReason.DEMAND_ZERO : FaultReason.FILE_READ;
    }

    private int bringIn(AddressSpace space, Region region, long page) {
        int frame = region.backing() instanceof Backing.PrivateFile file
                ? fill(file, page - region.start())
                : frames.allocateZeroed(FrameUse.ANONYMOUS);
        if (frame != FrameTable.NONE && !space.bringIn(page, frame, region.protection())) {
            frames.release(frame);
            return FrameTable.NONE;
        }
        return frame;
    }

    private int fill(Backing.PrivateFile file, long offset) {
        int length = (int) Math.max(0, Math.min(AddressSpace.PAGE_SIZE, file.length() - offset));
        return length == 0
                ? frames.allocateZeroed(FrameUse.PRIVATE_FILE)
                : frames.allocateFilled(FrameUse.PRIVATE_FILE, file.file(), (int) (file.offset() + offset), length);
    }
}
