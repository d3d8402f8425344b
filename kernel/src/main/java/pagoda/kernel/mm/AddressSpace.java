package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;

/**
 * One process's memory: its regions and its page table.
 *
 * <pre>
 *  limit  +--------------------+
 *         | one page, free     |
 *  top    +--------------------+
 *         | [stack]        |   |
 *         |                v   |  grows when touched, 8 MiB at most
 *         +--------------------+
 *         | [stack guard]      |  1 MiB
 *         +--------------------+
 *         |                    |
 *         |                ^   |
 *         | [heap]         |   |  brk
 *         +--------------------+
 *         | the program        |
 *  0      +--------------------+
 * </pre>
 */
public final class AddressSpace {
    /** A page's size in bytes: 4096. */
    public static final int PAGE_SIZE = PhysicalMemory.FRAME_SIZE;

    /** How far the stack may grow: 8 MiB, Linux's default {@code RLIMIT_STACK}. */
    public static final long STACK_LIMIT = 8L << 20;

    /** The gap below the stack's limit that is never mapped: 1 MiB, Linux's {@code stack_guard_gap}. */
    public static final long STACK_GUARD = 1L << 20;

    private static final long FIRST_STACK = 128L << 10;

    private final Mmu mmu;
    private final FrameTable frames;
    private final PageTable pageTable;
    private final int asid;
    private final MemoryCounters counters;
    private final long limit;
    private final TreeMap<Long, Region> regions = new TreeMap<>();
    private long breakStart;
    private long breakEnd;

    public AddressSpace(Mmu mmu, FrameTable frames, PageTable pageTable, int asid, MemoryCounters counters) {
        this.mmu = mmu;
        this.frames = frames;
        this.pageTable = pageTable;
        this.asid = asid;
        this.counters = counters;
        this.limit = mmu.scheme().userLimit();
    }

    /** The address rounded down to its page's first. */
    public static long pageStart(long address) {
        return address & -PAGE_SIZE;
    }

    /** The least page boundary that is not below the address. */
    public static long pageEnd(long address) {
        return address + PAGE_SIZE - 1 & -PAGE_SIZE;
    }

    /** The least address that no program can use. */
    public long limit() {
        return limit;
    }

    /** The address just above the stack. */
    public long stackTop() {
        return limit - PAGE_SIZE;
    }

    public PageTable pageTable() {
        return pageTable;
    }

    public MemoryCounters counters() {
        return counters;
    }

    /** The value of {@code satp} that makes the hart use this address space. */
    public long satp() {
        return mmu.satp(asid, pageTable.root());
    }

    /** The regions in the order of their addresses. */
    public Collection<Region> regions() {
        return Collections.unmodifiableCollection(regions.values());
    }

    /** The region that holds the address, or null. */
    public @Nullable Region find(long address) {
        Map.Entry<Long, Region> floor = regions.floorEntry(address);
        return floor != null && floor.getValue().contains(address) ? floor.getValue() : null;
    }

    /** The first region above the address, or null. */
    public @Nullable Region above(long address) {
        Map.Entry<Long, Region> higher = regions.higherEntry(address);
        return higher == null ? null : higher.getValue();
    }

    /** Adds a region; what was mapped where it lies is unmapped. */
    public void map(Region region) {
        unmap(region.start(), region.end());
        put(region);
    }

    /** Unmaps whole pages: regions inside are removed, those that reach in are cut, and frames are given back. */
    public void unmap(long start, long end) {
        for (Region region : overlapping(start, end)) {
            take(region);
            if (region.start() < start) {
                put(region.part(region.start(), start));
            }
            if (region.end() > end) {
                put(region.part(end, region.end()));
            }
        }
        discard(start, end);
    }

    /** Makes the stack, small at first, and the guard that it must not grow into. */
    public void mapStack() {
        long top = stackTop();
        map(new Region(top - FIRST_STACK, top, Protection.READ_WRITE, Backing.ANONYMOUS, "[stack]"));
        long least = top - STACK_LIMIT;
        map(new Region(least - STACK_GUARD, least, Protection.NONE, Backing.GUARD, "[stack guard]"));
    }

    /** Whether the stack may grow so that it holds the address, which no region holds yet. */
    boolean isStackGrowth(long address) {
        Region above = above(address);
        return above != null && above.name().equals("[stack]") && address >= stackTop() - STACK_LIMIT;
    }

    /** Lets the stack begin at the address's page. */
    void growStack(long address) {
        Region stack = above(address);
        if (stack != null) {
            take(stack);
            put(new Region(pageStart(address), stack.end(), stack.protection(), stack.backing(), stack.name()));
        }
    }

    /** Sets where the heap begins: empty, at the first page boundary above the program. */
    public void startHeap(long address) {
        breakStart = pageEnd(address);
        breakEnd = breakStart;
    }

    /**
     * The system call brk: sets the heap's end, unless there is something in the way or more is asked for than all of RAM.
     * Pages that the heap no longer reaches are given back.
     *
     * @return the heap's end now: the one that was asked for, or the old one
     */
    public long setBreak(long address) {
        long oldEnd = pageEnd(breakEnd);
        if (address < breakStart || address > limit || isInTheWay(oldEnd, pageEnd(address))) {
            return breakEnd;
        }
        long newEnd = pageEnd(address);
        if (newEnd < oldEnd) {
            unmap(newEnd, oldEnd);
        } else if (newEnd > oldEnd) {
            Region heap = oldEnd == breakStart ? null : find(oldEnd - 1);
            if (heap != null) {
                take(heap);
            }
            put(new Region(breakStart, newEnd, Protection.READ_WRITE, Backing.ANONYMOUS, "[heap]"));
        }
        breakEnd = address;
        return breakEnd;
    }

    /** Makes a page present that was absent: false if there is no frame for a table. The page owns the frame then. */
    boolean bringIn(long address, int frame, Protection protection) {
        if (!pageTable.map(pageStart(address), frame, protection)) {
            return false;
        }
        counters.resident(1);
        return true;
    }

    /** Gives back all that the address space has. */
    public void destroy() {
        for (Region region : List.copyOf(regions.values())) {
            take(region);
        }
        discard(0, limit);
        pageTable.free();
    }

    private boolean isInTheWay(long oldEnd, long newEnd) {
        Region above = above(oldEnd - 1);
        boolean collides = newEnd > oldEnd && above != null && above.start() < newEnd;
        return collides || newEnd - breakStart > (long) frames.total() * PAGE_SIZE;
    }

    /** Unmaps the pages that are present, then fences, and only then gives the frames back. */
    private void discard(long start, long end) {
        int[] freed = new int[(int) Math.min(counters.residentPages(), (end - start) / PAGE_SIZE)];
        int[] count = new int[1];
        pageTable.forEach(start, end, (address, frame) -> freed[count[0]++] = pageTable.unmap(address));
        if (count[0] == 0) {
            return;
        }
        mmu.fenceAsid(asid);
        for (int i = 0; i < count[0]; i++) {
            frames.release(freed[i]);
        }
        counters.resident(-count[0]);
    }

    private List<Region> overlapping(long start, long end) {
        List<Region> found = new ArrayList<>();
        Region first = find(start);
        if (first != null) {
            found.add(first);
        }
        found.addAll(regions.subMap(start, false, end, false).values());
        return found;
    }

    private void put(Region region) {
        regions.put(region.start(), region);
        counters.mapped(pages(region));
    }

    private void take(Region region) {
        regions.remove(region.start());
        counters.mapped(-pages(region));
    }

    private static long pages(Region region) {
        return region.backing() instanceof Backing.Guard ? 0 : region.length() / PAGE_SIZE;
    }
}
