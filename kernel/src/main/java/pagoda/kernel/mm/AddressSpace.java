package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * One process's memory: its regions and its page table.
 *
 * <pre>
 *  limit  +--------------------+
 *         | one page, free     |
 *  top    +--------------------+
 *         | [stack]        |   |
 *         |                v   |  grows when touched, up to its limit: 8 MiB by default
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

    /** How large the stack is at first: 128 KiB. */
    static final long FIRST_STACK = 128L << 10;

    private final Mmu mmu;
    private final FrameTable frames;
    private final Asids asids;
    private final PageTable pageTable;
    private final int asid;
    private final MemoryCounters counters;
    private final long limit;
    private final RegionMap regions;
    private int users = 1;
    private boolean lockFuture;
    private long stackReach = STACK_LIMIT;
    private long firstStack = FIRST_STACK;
    private MemoryLimits limits = MemoryLimits.DEFAULT;
    private long breakStart;
    private long breakEnd;
    private long handlerReturn;

    /** A space that reaches as far as the translation scheme lets programs. */
    public AddressSpace(
            Mmu mmu, FrameTable frames, Asids asids, PageTable pageTable, int asid, MemoryCounters counters) {
        this(mmu, frames, asids, pageTable, asid, counters, Long.MAX_VALUE);
    }

    /** @param limit the least address, a page's, that its program may not use, if the scheme does not say less */
    public AddressSpace(
            Mmu mmu,
            FrameTable frames,
            Asids asids,
            PageTable pageTable,
            int asid,
            MemoryCounters counters,
            long limit) {
        this.mmu = mmu;
        this.frames = frames;
        this.asids = asids;
        this.pageTable = pageTable;
        this.asid = asid;
        this.counters = counters;
        this.limit = Math.min(limit, mmu.scheme().userLimit());
        regions = new RegionMap(this, frames.commit(), counters);
        frames.reverseMap().register(asid, this);
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

    /** Its identifier in the TLBs. */
    public int asid() {
        return asid;
    }

    /** The value of {@code satp} that makes the hart use this address space. */
    public long satp() {
        return mmu.satp(asid, pageTable.root());
    }

    /** The regions in the order of their addresses. */
    public Collection<Region> regions() {
        return regions.all();
    }

    /** The region that holds the address, or null. */
    public @Nullable Region find(long address) {
        return regions.find(address);
    }

    /** The first region above the address, or null. */
    public @Nullable Region above(long address) {
        return regions.above(address);
    }

    /** Whether regions hold every page of the range. */
    public boolean isMapped(long start, long end) {
        return regions.isMapped(start, end);
    }

    /** Whether all that is promised here may be promised once more, to a child. */
    public boolean mayDouble() {
        return regions.mayDouble();
    }

    /** Adds a region; what was mapped where it lies is unmapped. */
    public void map(Region region) {
        unmap(region.start(), region.end(), true);
        regions.put(lockFuture ? region.with(true) : region);
        regions.merge(region.start(), region.end());
    }

    /** Unmaps whole pages: regions inside are removed, those that reach in are cut, and frames are given back. */
    public void unmap(long start, long end) {
        unmap(start, end, false);
    }

    private void unmap(long start, long end, boolean guardsToo) {
        for (Region region : regions.overlapping(start, end)) {
            if (region.backing() instanceof Backing.Guard && !guardsToo) {
                continue;
            }
            discard(region.part(Math.max(start, region.start()), Math.min(end, region.end())));
            regions.take(region);
            if (region.start() < start) {
                regions.put(region.part(region.start(), start));
            }
            if (region.end() > end) {
                regions.put(region.part(end, region.end()));
            }
            region.forgetIfUnused();
        }
    }

    /** Decides where mappings end: below all that a stack of this limit, RLIMIT_STACK when the program begins, can have. */
    public void reserveStack(long limit) {
        stackReach = StackGrowth.reach(limit, stackTop());
        firstStack = StackGrowth.first(limit);
    }

    /** Makes the stack, small at first, and the guard that it must not grow into. */
    public void mapStack() {
        long top = stackTop();
        map(new Region(top - firstStack, top, Protection.READ_WRITE, Backing.GROWS_DOWN, "[stack]"));
        long least = top - stackReach;
        Backing guard = new Backing.Guard(stackReach);
        map(new Region(least - STACK_GUARD, least, Protection.NONE, guard, "[stack guard]"));
    }

    /** Whether the region above may grow down so that it holds the address, which no region holds yet. */
    boolean isStackGrowth(long address) {
        Region above = above(address);
        if (above == null || !above.growsDown()) {
            return false;
        }
        long start = pageStart(address);
        return StackGrowth.isAllowed(above, start, regions.below(start), limits.stack())
                && !isTooMuch(above.start() - start, false);
    }

    /** Where handlers of signals return to. */
    public long handlerReturn() {
        return handlerReturn;
    }

    public void setHandlerReturn(long address) {
        handlerReturn = address;
    }

    /** Sets how much memory it may have from now on; what it has beyond that it keeps. */
    public void setLimits(MemoryLimits newLimits) {
        limits = newLimits;
    }

    /**
     * Whether so many bytes more are too much for its limits.
     *
     * @param data whether the memory is private and can be written, no stack
     */
    public boolean isTooMuch(long bytes, boolean data) {
        if (limits.total() != -1 && Long.compareUnsigned(regions.bytes(false) + bytes, limits.total()) > 0) {
            return true;
        }
        return data && limits.data() != -1 && Long.compareUnsigned(regions.bytes(true) + bytes, limits.data()) > 0;
    }

    /** Lets the region above, which grows down, begin at the address's page. */
    void growStack(long address) {
        Region stack = above(address);
        if (stack != null) {
            regions.take(stack);
            regions.put(stack.at(pageStart(address), stack.end()));
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
                regions.take(heap);
            }
            regions.put(new Region(breakStart, newEnd, Protection.READ_WRITE, Backing.ANONYMOUS, "[heap]"));
        }
        breakEnd = address;
        return breakEnd;
    }

    /** Makes a page present that was absent, its tables prepared; it takes over an owner's share of the frame. */
    void bringIn(long address, int frame, Protection protection) {
        long page = pageStart(address);
        pageTable.map(page, frame, protection);
        frames.hold(frame, asid, page);
        counters.resident(1);
    }

    /** Makes a page present that was in a swap slot; it takes over an owner's share of the frame. */
    void swapIn(long address, int frame, Protection protection) {
        long page = pageStart(address);
        int slot = pageTable.slot(page);
        pageTable.swapIn(page, frame, protection);
        frames.hold(frame, asid, page);
        frames.swap().release(slot);
        counters.resident(1);
        counters.swapped(-1);
    }

    /** Lets the present page allow stores; the TLB forgets what it knew of it. */
    void makeWritable(long address, Protection protection) {
        long page = pageStart(address);
        pageTable.replace(page, pageTable.frame(page), protection);
        mmu.fencePage(page, asid);
    }

    /** Gives the present page another frame, of which it takes over an owner's share. */
    void replace(long address, int frame, Protection protection) {
        long page = pageStart(address);
        int old = pageTable.frame(page);
        pageTable.replace(page, frame, protection);
        mmu.fencePage(page, asid);
        frames.letGo(old, asid, page);
        frames.hold(frame, asid, page);
    }

    /** Makes the anonymous page, which is present, absent: its bytes are, or will be, in the slot, which it names. */
    void swapOut(long address, int frame, int slot) {
        pageTable.swapOut(address, slot);
        mmu.fencePage(address, asid);
        frames.swap().device().reference(slot);
        counters.resident(-1);
        counters.swapped(1);
        frames.letGo(frame, asid, address);
    }

    /** Whether the page was accessed since this was last asked; the TLB forgets it, so that the next access is seen. */
    boolean takeAccessed(long address) {
        boolean accessed = pageTable.takeAccessed(address);
        if (accessed) {
            mmu.fencePage(address, asid);
        }
        return accessed;
    }

    /** Whether the page's region is to stay in RAM. */
    boolean isLocked(long address) {
        Region region = find(address);
        return region != null && region.locked();
    }

    /**
     * A copy for a child: the same regions, every frame shared. Private pages become copy-on-write, here too.
     *
     * @return null, with nothing left of the attempt, if there is no frame for a table or no identifier
     */
    public @Nullable AddressSpace fork(PageTable table, int childAsid) {
        AddressSpace child = new AddressSpace(mmu, frames, asids, table, childAsid, new MemoryCounters(), limit);
        child.breakStart = breakStart;
        child.breakEnd = breakEnd;
        child.handlerReturn = handlerReturn;
        child.stackReach = stackReach;
        // All tables at once: nothing waits, or fails, in the middle.
        int tables = pageTable.tableFrames() - table.tableFrames();
        boolean complete = frames.free() >= tables || frames.reserve(tables);
        for (Region region : regions.all()) {
            child.regions.put(region.with(false));
            complete = complete && pageTable.share(table, childAsid, region.start(), region.end(), !region.isShared());
        }
        mmu.fenceAsid(asid);
        // Whatever is here is there now.
        child.counters.resident((int) counters.residentPages());
        child.counters.swapped((int) counters.swappedPages());
        if (!complete) {
            child.destroy();
            return null;
        }
        return child;
    }

    /** Makes the page absent if it has this frame, a file's; whether it was dirty. The frame loses an owner. */
    boolean evict(long address, int frame) {
        if (pageTable.frame(address) != frame) {
            return false;
        }
        boolean dirty = pageTable.isDirty(address);
        pageTable.unmap(address);
        mmu.fencePage(address, asid);
        counters.resident(-1);
        frames.letGo(frame, asid, address);
        return dirty;
    }

    /** Marks the page clean if it has this frame, a file's; whether it was dirty. */
    boolean clean(long address, int frame) {
        boolean dirty = pageTable.frame(address) == frame && pageTable.isDirty(address);
        if (dirty) {
            pageTable.clean(address);
            mmu.fencePage(address, asid);
        }
        return dirty;
    }

    /** Another process uses the address space, too: a vfork child. */
    public void addUser() {
        users++;
    }

    /** A process does not use the address space any more; the last one's going {@link #destroy}s it. */
    public void removeUser() {
        if (--users == 0) {
            destroy();
        }
    }

    /** Gives back all that the address space has; its identifier is fenced before another may have it. */
    public void destroy() {
        for (Region region : List.copyOf(regions.all())) {
            discard(region);
            regions.take(region);
            region.forgetIfUnused();
        }
        pageTable.free();
        mmu.fenceAsid(asid);
        frames.reverseMap().register(asid, null);
        asids.free(asid);
    }

    /** Where a new mapping of this length fits, as high as possible below the stack's guard; −1 if nowhere. */
    public long findSpace(long length) {
        long end = mappingTop();
        while (end - length >= PAGE_SIZE) {
            Region below = regions.below(end);
            if (below == null || below.end() <= end - length) {
                return end - length;
            }
            end = below.gapStart();
        }
        return -1;
    }

    /** The least address that belongs to the stack and its guard. */
    public long mappingTop() {
        return stackTop() - stackReach - STACK_GUARD;
    }

    /** Whether a mapping can have the range: no region holds a page of it, and none keeps it free to grow into. */
    public boolean isFree(long start, long end) {
        Region above = above(start);
        return !isAnyMapped(start, end) && (above == null || above.gapStart() >= end);
    }

    /** Whether any region holds a page of the range. */
    public boolean isAnyMapped(long start, long end) {
        return !regions.overlapping(start, end).isEmpty();
    }

    /** The regions that hold pages of the range, in order, whole. */
    public List<Region> regionsIn(long start, long end) {
        return regions.overlapping(start, end);
    }

    /** Changes what the pages of a range, which regions hold, allow. Neighbours that have become alike are merged. */
    public void protect(long start, long end, Protection protection) {
        regions.change(start, end, region -> region.with(protection));
        for (Region region : regions.overlapping(start, end)) {
            pageTable.forEach(
                    Math.max(start, region.start()),
                    Math.min(end, region.end()),
                    (address, frame) -> pageTable.protect(address, allowed(region, frame)));
        }
        mmu.fenceAsid(asid);
        regions.merge(start, end);
    }

    /** Whether so many pages of the region may be promised, if the protection makes them memory that is. */
    public boolean mayPromise(Region region, long pages, Protection protection) {
        boolean more = region.with(protection).isPromised() && !region.isPromised();
        return !more || frames.commit().allows(pages);
    }

    /** Locks the pages of a range, which regions hold, into RAM, or lets them go; it brings none in. */
    public void lock(long start, long end, boolean locked) {
        regions.change(start, end, region -> region.with(locked));
        regions.merge(start, end);
    }

    /** From now on, what is mapped is locked, too; or no longer. */
    public void lockFuture(boolean on) {
        lockFuture = on;
    }

    /** Whether what is mapped from now on is locked. */
    public boolean locksFuture() {
        return lockFuture;
    }

    /** What a present page may allow at once: stores to private pages only if nobody else has the frame, nor a slot it. */
    private Protection allowed(Region region, int frame) {
        boolean alone = frames.isAlone(frame) && frames.swap().slot(frame) == SwapDevice.NONE;
        return region.isShared() || alone
                ? region.protection()
                : region.protection().withoutWrite();
    }

    /** Gives the pages of a range back, but not the regions: the next touch finds them as new, or as the file has them. */
    public void discard(long start, long end) {
        for (Region region : regions.overlapping(start, end)) {
            discard(region.part(Math.max(start, region.start()), Math.min(end, region.end())));
        }
    }

    /** Lets the region end at {@code newEnd}, if nothing is in the way. */
    public boolean grow(Region region, long newEnd) {
        if (newEnd > limit || isAnyMapped(region.end(), newEnd)) {
            return false;
        }
        regions.take(region);
        regions.put(region.at(region.start(), newEnd));
        regions.merge(region.start(), newEnd);
        return true;
    }

    /**
     * Moves a part of one region, its pages with it, to where nothing is mapped.
     *
     * @param newLength at least what is moved; what is more is as yet untouched
     * @return false, with nothing changed, if there is no frame for a table
     */
    public boolean move(long start, long end, long target, long newLength) {
        boolean moved = movePages(start, end, target, newLength);
        if (moved) {
            unmap(start, end);
            regions.merge(target, target + newLength);
        }
        return moved;
    }

    /**
     * The same, but the region stays where it was, too, without its pages: as new, or as the file has them. It is not locked
     * any more.
     */
    public boolean moveAndKeep(long start, long end, long target) {
        boolean moved = movePages(start, end, target, end - start);
        if (moved) {
            lock(start, end, false);
            regions.merge(target, target + end - start);
        }
        return moved;
    }

    /** Maps what a shared region has from {@code start} on elsewhere, too; what was mapped there is unmapped. */
    public void mapAgain(long start, long target, long length) {
        Region region = find(start);
        if (region != null) {
            map(region.part(start, region.end()).at(target, target + length));
        }
    }

    private boolean movePages(long start, long end, long target, long newLength) {
        Region whole = find(start);
        if (whole == null) {
            throw new KernelPanic("what is not mapped is moved");
        }
        // To have frames for tables, pages may go: what is where is looked at afterwards.
        if (!frames.reserve(tablesFor(pages(start, end), target - start))) {
            return false;
        }
        for (long address : pages(start, end)) {
            if (!pageTable.prepare(target + address - start)) {
                return false;
            }
        }
        List<Long> resident = new ArrayList<>();
        List<Long> swapped = new ArrayList<>();
        pageTable.forEach(start, end, (address, frame) -> resident.add(address));
        pageTable.forEachSlot(start, end, (address, slot) -> swapped.add(address));
        Region part = whole.part(start, end);
        Region moved = part.at(target, target + newLength);
        regions.put(moved);
        for (long address : resident) {
            boolean dirty = pageTable.isDirty(address);
            int frame = pageTable.unmap(address);
            long to = target + address - start;
            pageTable.map(to, frame, allowed(moved, frame));
            frames.move(frame, asid, address, to);
            if (dirty) {
                pageTable.mark(to, Access.STORE);
            }
        }
        for (long address : swapped) {
            pageTable.putSlot(target + address - start, pageTable.clearSlot(address));
        }
        mmu.fenceAsid(asid);
        return true;
    }

    /** The pages of the range that have a frame or a slot, in order. */
    private List<Long> pages(long start, long end) {
        List<Long> pages = new ArrayList<>();
        pageTable.forEach(start, end, (address, frame) -> pages.add(address));
        pageTable.forEachSlot(start, end, (address, slot) -> pages.add(address));
        Collections.sort(pages);
        return pages;
    }

    /** How many tables these pages need at most where they are moved to, {@code distance} further. */
    private int tablesFor(List<Long> pages, long distance) {
        int tables = 0;
        for (int level = 1; level < pageTable.levels(); level++) {
            long last = -1;
            for (long address : pages) {
                long table = address + distance >>> PhysicalMemory.FRAME_SHIFT + 9 * level;
                tables += table == last ? 0 : 1;
                last = table;
            }
        }
        return tables;
    }

    private boolean isInTheWay(long oldEnd, long newEnd) {
        Region above = above(oldEnd - 1);
        // As on Linux, a page stays free between the heap and what lies above.
        boolean collides = newEnd > oldEnd && above != null && above.gapStart() < newEnd + PAGE_SIZE;
        return collides
                || (newEnd > oldEnd && isTooMuch(newEnd - oldEnd, true))
                || (newEnd > oldEnd && !frames.commit().allows((newEnd - oldEnd) / PAGE_SIZE));
    }

    /** Unmaps the region's pages that are present, then fences, and only then gives the frames back. */
    private void discard(Region region) {
        IntList freed = new IntList();
        IntList pages = new IntList();
        if (region.isShared()) {
            pageTable.forEach(region.start(), region.end(), (address, frame) -> {
                if (pageTable.isDirty(address)) {
                    region.markDirty(address);
                }
            });
        }
        pageTable.unmapAll(region.start(), region.end(), (address, frame) -> {
            freed.add(frame);
            pages.add((int) ((address - region.start()) / PAGE_SIZE));
        });
        if (counters.swappedPages() > 0) {
            pageTable.forEachSlot(region.start(), region.end(), (address, slot) -> {
                pageTable.clearSlot(address);
                frames.swap().release(slot);
                counters.swapped(-1);
            });
        }
        if (freed.size() == 0) {
            return;
        }
        mmu.fenceAsid(asid);
        for (int i = 0; i < freed.size(); i++) {
            frames.letGo(freed.get(i), asid, region.start() + (long) pages.get(i) * PAGE_SIZE);
        }
        counters.resident(-freed.size());
    }
}
