package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.CachedFile.CachedPage;
import pagoda.kernel.mm.reference.Foresight;
import pagoda.kernel.mm.swap.SwapDevice;

/**
 * The frames of the page cache: which page of which file each holds, who maps it, and how it is written back. What reclaim asks
 * and does of pages of files; {@link AnonymousPages} is the like for those of none.
 */
public final class FilePages {
    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private final FrameTable frames;
    private final @Nullable CachedPage[] pages;
    private final byte[] buffer = new byte[PAGE];
    private int size;
    private long diskWrites;

    FilePages(FrameTable frames) {
        this.frames = frames;
        pages = new @Nullable CachedPage[frames.total()];
    }

    /** Whether the page is still the one that its frame holds. */
    boolean holds(CachedPage page) {
        return pages[page.frame] == page;
    }

    /** How many frames the cache holds. */
    public int size() {
        return size;
    }

    /** Pages written to the disk so far. */
    public long diskWrites() {
        return diskWrites;
    }

    /** Visits the frames that the cache holds. */
    public void forEach(IntConsumer visitor) {
        for (CachedPage page : pages) {
            if (page != null) {
                visitor.accept(page.frame);
            }
        }
    }

    /** Gives the file's page a frame; null if there is none. */
    @Nullable
    CachedPage enter(CachedFile file, long index, boolean demanded) {
        int frame = frames.allocate(FrameUse.PAGE_CACHE);
        if (frame == FrameTable.NONE) {
            return null;
        }
        CachedPage page = new CachedPage(file, index, frame);
        file.pages().put(index, page);
        pages[frame] = page;
        size++;
        if (!demanded) {
            frames.setReadAhead(frame);
        }
        frames.reclaim().arrived(frame, demanded);
        return page;
    }

    /** Forgets the page; its frame comes free if nobody else has it. */
    void drop(CachedPage page) {
        page.file.pages().remove(page.index);
        pages[page.frame] = null;
        size--;
        frames.release(page.frame);
        page.file.store().release(page.index);
    }

    /** Begins to write the pages, which are neighbours; nobody waits. What is stored to them from now on makes them dirty anew. */
    void write(List<CachedPage> run) {
        DiskRequest request =
                new DiskRequest(true, run.get(0).file.store().area(), run.size(), done -> haveWritten(run, done));
        for (CachedPage page : run) {
            frames.begin(page.frame, request);
            page.dirty = false;
        }
        diskWrites += run.size();
        frames.disk().submit(request);
        if (!request.hasFailed()) {
            run.forEach(this::store);
        }
    }

    /** Has the page's bytes kept on the disk as they are now. */
    void store(CachedPage page) {
        frames.copyTo(page.frame, buffer);
        page.file.store().write(page.index, buffer);
        page.dirty = false;
    }

    private void haveWritten(List<CachedPage> run, DiskRequest request) {
        for (CachedPage page : run) {
            boolean kept = holds(page);
            page.dirty |= kept && request.hasFailed();
            frames.end(page.frame);
            if (kept) {
                frames.reclaim().written(page.frame);
            }
        }
    }

    /** Whether the frame's page differs from what the disk has. */
    public boolean isDirty(int frame) {
        CachedPage page = at(frame);
        harvestDirty(page);
        return page.dirty;
    }

    /** Whether the frame's page must stay: a region that is locked maps it, or it is dirty and there is no room for it. */
    public boolean mustStay(int frame) {
        CachedPage page = at(frame);
        return isLocked(page) || (!page.file.store().mayWrite(page.index) && isDirty(frame));
    }

    /** Whether the frame's page was used since this was last asked, by whomever. */
    public boolean takeReferenced(int frame) {
        CachedPage page = at(frame);
        boolean[] referenced = {page.touched};
        page.touched = false;
        forEachMapping(page, (space, address) -> {
            if (space.pageTable().frame(address) == frame) {
                referenced[0] |= space.takeAccessed(address);
            }
        });
        return referenced[0];
    }

    /** After how many references the frame's page is used next through a mapping that has not got a page of its own there. */
    public long untilUse(int frame, Foresight foresight) {
        long[] least = {Foresight.NEVER};
        forEachMapping(at(frame), (space, address) -> {
            PageTable table = space.pageTable();
            int mapped = table.frame(address);
            if (mapped == frame || (mapped == FrameTable.NONE && table.slot(address) == SwapDevice.NONE)) {
                least[0] = Math.min(least[0], foresight.untilUse(space.asid(), address / PAGE));
            }
        });
        return least[0];
    }

    /** A name for the frame's page that outlives it. */
    public long identity(int frame) {
        CachedPage page = at(frame);
        return Long.MIN_VALUE | page.file.number() << 36 | page.index;
    }

    /** Takes the frame's page from all that map it; if it is clean then, it is forgotten, and the frame may come free. */
    public boolean evictIfClean(int frame) {
        CachedPage page = at(frame);
        unmapEverywhere(page);
        if (!page.dirty) {
            evict(page);
            return true;
        }
        return false;
    }

    /**
     * Begins to write pages that were unmapped, in as few requests as can be; those for which there is no place stay.
     *
     * @param dirty their frames
     * @return how many are written
     */
    public int writeOut(IntList dirty) {
        List<CachedPage> all = new ArrayList<>();
        for (int i = 0; i < dirty.size(); i++) {
            CachedPage page = at(dirty.get(i));
            if (page.file.store().place(page.index)) {
                all.add(page);
            } else {
                frames.reclaim().arrived(page.frame, true);
            }
        }
        all.sort((one, other) -> one.file == other.file
                ? Long.compare(one.index, other.index)
                : Long.compare(one.file.number(), other.file.number()));
        List<CachedPage> run = new ArrayList<>();
        for (CachedPage page : all) {
            CachedPage last = run.isEmpty() ? null : run.get(run.size() - 1);
            if (last != null && (last.file != page.file || last.index + 1 != page.index)) {
                write(run);
                run = new ArrayList<>();
            }
            run.add(page);
        }
        if (!run.isEmpty()) {
            write(run);
        }
        return all.size();
    }

    /** The page was written: it is forgotten if nobody has mapped, used or changed it meanwhile. */
    public boolean dropIfUnused(int frame) {
        CachedPage page = at(frame);
        if (frames.owners(frame) > 1 || page.dirty || page.touched || frames.isPinned(frame)) {
            return false;
        }
        evict(page);
        return true;
    }

    /** Drops the page because frames are few, with a note of when. */
    private void evict(CachedPage page) {
        if (page.file.store().has(page.index)) { // a hole comes back without the disk: nobody asks when it left
            page.file.evicted(page.index, frames.evictions().next());
        }
        drop(page);
    }

    private CachedPage at(int frame) {
        CachedPage page = pages[frame];
        if (page == null) {
            throw new KernelPanic("frame " + frame + " is asked for its file, but is not in the page cache");
        }
        return page;
    }

    private static boolean isLocked(CachedPage page) {
        boolean[] locked = {false};
        forEachMapping(page, (space, address) -> locked[0] |= space.isLocked(address));
        return locked[0];
    }

    private static void forEachMapping(CachedPage page, MappingVisitor visitor) {
        for (Map.Entry<AddressSpace, List<Region>> entry : page.file.mappings().entrySet()) {
            for (Region region : entry.getValue()) {
                long address = address(region, page.index);
                if (region.contains(address)) {
                    visitor.accept(entry.getKey(), address);
                }
            }
        }
    }

    /** Is shown a page of an address space in which a file's page is mapped, present or not. */
    @FunctionalInterface
    private interface MappingVisitor {
        void accept(AddressSpace space, long address);
    }

    static void unmapEverywhere(CachedPage page) {
        forEachMapping(page, (space, address) -> page.dirty |= space.evict(address, page.frame));
    }

    static void harvestDirty(CachedPage page) {
        forEachMapping(page, (space, address) -> page.dirty |= space.clean(address, page.frame));
    }

    private static long address(Region region, long index) {
        Backing.FileMapping mapping = (Backing.FileMapping) region.backing();
        return region.start() + index * PAGE - mapping.offset();
    }
}
