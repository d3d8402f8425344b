package pagoda.kernel.mm;

import java.util.Arrays;
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

    /** A frame that begins with {@code length} bytes of the source and is zero behind them; {@link #NONE} if none is free. */
    public int allocateFilled(FrameUse use, byte[] source, int offset, int length) {
        int frame = allocate(use);
        if (frame != NONE) {
            long address = PhysicalMemory.address(frame);
            memory.write(address, source, offset, length);
            if (length < PhysicalMemory.FRAME_SIZE) {
                memory.zero(address + length, PhysicalMemory.FRAME_SIZE - length);
            }
            hart.stall(costs.frameCopied());
        }
        return frame;
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

    private int allocate(FrameUse use) {
        int frame = allocator.allocate(0);
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
