package pagoda.kernel.mm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * All frames of RAM: for each its use, how many owners it has, which pages hold it, whether the disk works on it. Frames are
 * had and given back here.
 */
public final class FrameTable {
    /** No frame. */
    public static final int NONE = -1;

    private final Hart hart;
    private final PhysicalMemory memory;
    private final KernelCosts costs;
    private final EventStream events;
    private final DiskQueue disk;
    private final FrameAllocator allocator;
    private final FrameUse[] uses;
    private final int[] owners;
    private final int[] pins;
    private final int[] births;
    private final boolean[] readAhead;
    private final @Nullable DiskRequest[] requests;
    private final MemoryGroup unlimited = MemoryGroup.unlimited();
    private final MemoryGroup[] groups;
    private final ReverseMap reverseMap;
    private final Holders holders = new Holders(this);
    private final Evictions evictions;
    private final SwapCache swap;
    private final Commit commit;
    private final VmCounters counters = new VmCounters();
    private Reclaim reclaim = new NoReclaim();
    private int mostReadAhead = 1;
    private SwapIn.Neighbourhood readAheadBy = SwapIn.Neighbourhood.SLOT;
    private int pageTables;
    private int mostPageTables;
    private long allocations;
    private long refuse;

    /** The frames of a machine without swap, whose disk costs what it does by default. */
    public FrameTable(Hart hart, KernelCosts costs, EventStream events) {
        this(
                hart,
                costs,
                events,
                new DiskQueue(hart, events, costs.diskSeek(), costs.diskTransfer()),
                SwapDevice.none());
    }

    public FrameTable(Hart hart, KernelCosts costs, EventStream events, DiskQueue disk, SwapDevice device) {
        this.hart = hart;
        this.memory = hart.memory();
        this.costs = costs;
        this.events = events;
        this.disk = disk;
        int count = memory.frames();
        allocator = new FrameAllocator(count);
        uses = new FrameUse[count];
        Arrays.fill(uses, FrameUse.FREE);
        owners = new int[count];
        pins = new int[count];
        births = new int[count];
        readAhead = new boolean[count];
        requests = new @Nullable DiskRequest[count];
        groups = new MemoryGroup[count];
        Arrays.fill(groups, unlimited);
        reverseMap = new ReverseMap(count);
        evictions = new Evictions(count);
        swap = new SwapCache(this, device);
        commit = new Commit(count, device.capacity());
    }

    /** What makes room when frames are few. */
    public void setReclaim(Reclaim newReclaim) {
        reclaim = newReclaim;
    }

    /** Lets the n-th allocation be refused, counted from 1; 0 for none. */
    public void refuseAt(long allocation) {
        refuse = allocation;
    }

    /** Lets up to so many pages be read in one request, before anybody reads; 1 reads nothing ahead. */
    public void setReadAhead(int most, SwapIn.Neighbourhood by) {
        mostReadAhead = most;
        readAheadBy = by;
    }

    /** The most pages that are read in one request. */
    int mostReadAhead() {
        return mostReadAhead;
    }

    /** Whose neighbours are read ahead from swap. */
    SwapIn.Neighbourhood readAheadBy() {
        return readAheadBy;
    }

    /** What is counted about the system's memory. */
    public VmCounters counters() {
        return counters;
    }

    public Reclaim reclaim() {
        return reclaim;
    }

    /** The pages that have a frame and a swap slot. */
    public SwapCache swap() {
        return swap;
    }

    /** How many pages had to leave. */
    Evictions evictions() {
        return evictions;
    }

    /** What memory is promised. */
    public Commit commit() {
        return commit;
    }

    /** The disk that pages come from and go to. */
    public DiskQueue disk() {
        return disk;
    }

    /** Whose pages must not go yet. */
    public Holders holders() {
        return holders;
    }

    ReverseMap reverseMap() {
        return reverseMap;
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
        int frame = allocate(use);
        if (frame != NONE) {
            memory.copyFrame(PhysicalMemory.address(source), PhysicalMemory.address(frame));
            hart.stall(costs.frameCopied());
        }
        return frame;
    }

    /** Fills the frame with 4096 bytes that the kernel has at hand. */
    void fill(int frame, byte[] bytes) {
        load(frame, bytes);
        hart.stall(costs.frameCopied());
    }

    /** Fills the frame with 4096 bytes that the disk delivers. */
    void load(int frame, byte[] bytes) {
        memory.write(PhysicalMemory.address(frame), bytes, 0, PhysicalMemory.FRAME_SIZE);
    }

    /** Copies the frame's 4096 bytes. */
    public void copyTo(int frame, byte[] bytes) {
        memory.read(PhysicalMemory.address(frame), bytes, 0, PhysicalMemory.FRAME_SIZE);
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

    /** Takes one owner off the frame; the last one frees it. */
    public void release(int frame) {
        if (owners[frame] <= 0) {
            throw new KernelPanic("frame " + frame + " is released, but has no owner");
        }
        if (--owners[frame] == 0) {
            if (events.wants(EventKind.FRAME)) {
                events.emit(new Event.Frame(events.stamp(), false, frame, uses[frame].word()));
            }
            if (uses[frame] == FrameUse.PAGE_TABLE) {
                pageTables--;
            } else {
                reclaim.departed(frame);
                groups[frame].charge(-1);
            }
            uses[frame] = FrameUse.FREE;
            pins[frame] = 0;
            births[frame]++;
            counters.add(VmCounter.RA_WASTE, readAhead[frame] ? 1 : 0);
            readAhead[frame] = false;
            allocator.free(frame, 0);
            reclaim.mayTryAgain();
        }
    }

    /** A page of an address space holds the frame now, as one of its owners. */
    void hold(int frame, int asid, long address) {
        if (uses[frame] == FrameUse.ANONYMOUS) {
            reverseMap.add(frame, ReverseMap.holder(asid, address));
        }
    }

    /** A page of an address space holds the frame no longer, and is no owner any more. */
    void letGo(int frame, int asid, long address) {
        if (uses[frame] == FrameUse.ANONYMOUS) {
            reverseMap.remove(frame, ReverseMap.holder(asid, address));
            int left = owners[frame] - 1;
            release(frame);
            if (left > 0) {
                swap.dropIfUnused(frame);
            }
        } else {
            release(frame);
        }
    }

    /** The page that holds the frame is another one of the same address space now. */
    void move(int frame, int asid, long from, long to) {
        if (uses[frame] == FrameUse.ANONYMOUS) {
            reverseMap.remove(frame, ReverseMap.holder(asid, from));
            reverseMap.add(frame, ReverseMap.holder(asid, to));
        }
    }

    /** The frame is no victim before {@link #unpin}; gives its birth, which that wants to know. */
    int pin(int frame) {
        pins[frame]++;
        return births[frame];
    }

    /** Undoes a {@link #pin}, unless the frame was freed meanwhile. */
    void unpin(int frame, int birth) {
        if (births[frame] == birth && pins[frame] > 0) {
            pins[frame]--;
        }
    }

    /** Whether somebody needs the frame's page to stay for a moment. */
    public boolean isPinned(int frame) {
        return pins[frame] > 0;
    }

    /** The disk begins to work on the frame, as an owner more. */
    public void begin(int frame, DiskRequest request) {
        addOwner(frame);
        requests[frame] = request;
    }

    /** The disk is done with the frame. */
    public void end(int frame) {
        requests[frame] = null;
        release(frame);
    }

    /** What the disk does with the frame; null for nothing. */
    public @Nullable DiskRequest request(int frame) {
        return requests[frame];
    }

    /** Whether the disk writes the frame's page. */
    public boolean isBeingWritten(int frame) {
        DiskRequest request = requests[frame];
        return request != null && request.isWrite();
    }

    /** The frame's page was read ahead, and nobody has used it yet. */
    public void setReadAhead(int frame) {
        readAhead[frame] = true;
    }

    /** Whether the frame's page was read ahead and this is its first use. */
    boolean takeReadAhead(int frame) {
        boolean was = readAhead[frame];
        readAhead[frame] = false;
        return was;
    }

    /** Whether the frame's page was read ahead, and nobody has used it yet. */
    public boolean isReadAhead(int frame) {
        return readAhead[frame];
    }

    /** How many pages hold the frame. */
    public int sharers(int frame) {
        return uses[frame] == FrameUse.ANONYMOUS ? reverseMap.count(frame) : Math.max(0, owners[frame] - 1);
    }

    /** How many pages the reverse map says hold the anonymous frame: the audit compares. */
    public int holdersOf(int frame) {
        return reverseMap.count(frame);
    }

    /** The group of those processes that have no limit. */
    public MemoryGroup unlimited() {
        return unlimited;
    }

    /** The group that the frame's page is charged to. */
    public MemoryGroup group(int frame) {
        return groups[frame];
    }

    /** The group that frames are charged to that are taken now. */
    public MemoryGroup currentGroup() {
        HeldPages holder = holders.current();
        MemoryGroup group = holder == null ? null : holder.group();
        return group == null ? unlimited : group;
    }

    /** How many owners the frame has. */
    public int owners(int frame) {
        return owners[frame];
    }

    /** Whether the frame is anonymous, and one page alone holds it. */
    boolean isAlone(int frame) {
        if (uses[frame] != FrameUse.ANONYMOUS) {
            return false;
        }
        int kernel = (swap.slot(frame) == SwapDevice.NONE ? 0 : 1) + (requests[frame] == null ? 0 : 1);
        return owners[frame] == 1 + kernel;
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

    /**
     * Makes sure that so many frames can be taken; false if that cannot be. Pages may be evicted for it: the caller looks at
     * them afterwards.
     *
     * @throws pagoda.kernel.wait.MustWait if the thread must wait for them
     */
    public boolean reserve(int count) {
        return reclaim.hasRoom(count) || reclaim.makeRoom(count, false) == Reclaim.Outcome.ROOM;
    }

    /** A frame with one owner, its bytes whatever they were; {@link #NONE} if none is free. */
    public int allocate(FrameUse use) {
        int frame = ++allocations == refuse ? NONE : allocator.allocate(0);
        if (frame == NONE) {
            return NONE;
        }
        pageTables += use == FrameUse.PAGE_TABLE ? 1 : 0;
        mostPageTables = Math.max(mostPageTables, pageTables);
        uses[frame] = use;
        owners[frame] = 1;
        if (use != FrameUse.PAGE_TABLE) {
            groups[frame] = currentGroup();
            groups[frame].charge(1);
        }
        if (events.wants(EventKind.FRAME)) {
            events.emit(new Event.Frame(events.stamp(), true, frame, use.word()));
        }
        return frame;
    }

    /** Nothing is ever emptied: there is room while frames are free. */
    private final class NoReclaim implements Reclaim {
        @Override
        public boolean hasRoom(int count) {
            return allocator.free() >= count;
        }

        @Override
        public Outcome makeRoom(int count, boolean killing) {
            return hasRoom(count) ? Outcome.ROOM : Outcome.NONE;
        }

        @Override
        public boolean isScarce() {
            return false;
        }

        @Override
        public boolean mayReadAhead(int count) {
            return hasRoom(count);
        }

        @Override
        public void arrived(int frame, boolean demanded) {}

        @Override
        public void departed(int frame) {}

        @Override
        public void written(int frame) {}

        @Override
        public void mayTryAgain() {}
    }
}
