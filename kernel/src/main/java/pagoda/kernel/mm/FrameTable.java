package pagoda.kernel.mm;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;

/** All frames of RAM: for each its use and how many owners it has. Frames are had and given back here. */
public final class FrameTable {
    /** No frame. */
    public static final int NONE = -1;

    private final Hart hart;
    private final PhysicalMemory memory;
    private final KernelCosts costs;
    private final EventStream events;
    private final FrameAllocator allocator;
    private final FrameUse[] uses;
    private final int[] owners;
    private BooleanSupplier reclaimer = () -> false;
    private int pageTables;
    private int mostPageTables;

    public FrameTable(Hart hart, KernelCosts costs, EventStream events) {
        this.hart = hart;
        this.memory = hart.memory();
        this.costs = costs;
        this.events = events;
        allocator = new FrameAllocator(memory.frames());
        uses = new FrameUse[memory.frames()];
        Arrays.fill(uses, FrameUse.FREE);
        owners = new int[memory.frames()];
    }

    /** A frame filled with zero, with one owner; {@link #NONE} if none is free. */
    public int allocateZeroed(FrameUse use) {
        int frame = allocate(use);
        if (frame != NONE) {
            memory.zero(PhysicalMemory.address(frame), PhysicalMemory.FRAME_SIZE);
            hart.stall(costs.frameZeroed());
        }
        return frame;
    }

    /** A frame with the bytes of another, with one owner; {@link #NONE} if none is free. */
    public int allocateCopy(FrameUse use, int source) {
        // The source must outlive what is done to have a frame.
        addOwner(source);
        int frame = allocate(use);
        if (frame != NONE) {
            memory.copyFrame(PhysicalMemory.address(source), PhysicalMemory.address(frame));
            hart.stall(costs.frameCopied());
        }
        release(source);
        return frame;
    }

    /** Fills the frame with 4096 bytes. */
    void fill(int frame, byte[] bytes) {
        memory.write(PhysicalMemory.address(frame), bytes, 0, PhysicalMemory.FRAME_SIZE);
        hart.stall(costs.frameCopied());
    }

    /** Fills the frame with zero from the byte {@code start} on. */
    void zeroTail(int frame, int start) {
        memory.zero(PhysicalMemory.address(frame) + start, PhysicalMemory.FRAME_SIZE - start);
    }

    /** Adds an owner. */
    public void addOwner(int frame) {
        if (owners[frame] <= 0 || owners[frame] == Integer.MAX_VALUE) {
            throw new KernelPanic("frame " + frame + " with " + owners[frame] + " owners cannot be given another");
        }
        owners[frame]++;
    }

    /** Sets what is done when no frame is free: it gives true if it has freed one, or may on a further call. */
    void reclaimBy(BooleanSupplier newReclaimer) {
        reclaimer = newReclaimer;
    }

    /** Takes one owner off the frame; the last one frees it. */
    public void release(int frame) {
        if (owners[frame] <= 0) {
            throw new KernelPanic("frame " + frame + " is released, but has no owner");
        }
        if (--owners[frame] == 0) {
            if (events.wants(EventKind.FRAME)) {
                events.emit(new Event.Frame(events.stamp(), false, frame, uses[frame].word()));
            }
            pageTables -= uses[frame] == FrameUse.PAGE_TABLE ? 1 : 0;
            uses[frame] = FrameUse.FREE;
            allocator.free(frame, 0);
        }
    }

    /** How many owners the frame has. */
    public int owners(int frame) {
        return owners[frame];
    }

    /** What the frame is used for. */
    public FrameUse use(int frame) {
        return uses[frame];
    }

    /** Whether the allocator counts the frame as free: the audit compares. */
    public boolean isFree(int frame) {
        return allocator.isFree(frame);
    }

    /** All frames of RAM. */
    public int total() {
        return owners.length;
    }

    /** How many are free. */
    public int free() {
        return allocator.free();
    }

    /** The least number that were free at any time. */
    public int leastFree() {
        return allocator.leastFree();
    }

    /** The most frames that page tables occupied at a time. */
    public int mostPageTables() {
        return mostPageTables;
    }

    /** Frees frames until at least {@code count} are free; false if that cannot be. */
    boolean reserve(int count) {
        while (allocator.free() < count) {
            if (!reclaimer.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** A frame with one owner, its bytes whatever they were; {@link #NONE} if none is free nor can be freed. */
    int allocate(FrameUse use) {
        int frame = allocator.allocate(0);
        while (frame == NONE && reclaimer.getAsBoolean()) {
            frame = allocator.allocate(0);
        }
        if (frame == NONE) {
            return NONE;
        }
        pageTables += use == FrameUse.PAGE_TABLE ? 1 : 0;
        mostPageTables = Math.max(mostPageTables, pageTables);
        uses[frame] = use;
        owners[frame] = 1;
        if (events.wants(EventKind.FRAME)) {
            events.emit(new Event.Frame(events.stamp(), true, frame, use.word()));
        }
        return frame;
    }
}
