package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.mm.CachedFile.CachedPage;

/**
 * The pages of files that are in RAM: read, write and mappings share them, so they see the same bytes at once. When RAM is
 * full, the page that came first is written back if it is dirty, and dropped.
 */
public final class PageCache {
    /** What {@link #read} and {@link #write} give when no frame can be had. */
    public static final long OUT_OF_MEMORY = -1;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private final FrameTable frames;
    private final PhysicalMemory memory;
    private final Set<CachedPage> order = new LinkedHashSet<>();
    private final byte[] buffer = new byte[PAGE];
    private long diskReads;
    private long diskWrites;

    public PageCache(FrameTable frames, PhysicalMemory memory) {
        this.frames = frames;
        this.memory = memory;
        frames.reclaimBy(this::evict);
    }

    /** Pages read from the disk so far. */
    public long diskReads() {
        return diskReads;
    }

    /** Pages written to the disk so far. */
    public long diskWrites() {
        return diskWrites;
    }

    /** How many frames the cache holds. */
    public int size() {
        return order.size();
    }

    /** The frame of the file's page, read in if it is not in RAM; {@link FrameTable#NONE} if no frame can be had. */
    public int frame(CachedFile file, long index) {
        CachedPage page = page(file, index);
        return page == null ? FrameTable.NONE : page.frame;
    }

    /**
     * Copies from the file.
     *
     * @return how many bytes were copied, less than {@code length} at the file's end; {@link #OUT_OF_MEMORY} if none was
     *     for want of a frame
     */
    public long read(CachedFile file, long offset, byte[] target, int start, int length) {
        int wanted = (int) Math.max(0, Math.min(length, file.size() - offset));
        int done = 0;
        while (done < wanted) {
            int within = (int) ((offset + done) % PAGE);
            int part = Math.min(wanted - done, PAGE - within);
            int frame = frame(file, (offset + done) / PAGE);
            if (frame == FrameTable.NONE) {
                return done == 0 ? OUT_OF_MEMORY : done;
            }
            memory.read(PhysicalMemory.address(frame) + within, target, start + done, part);
            done += part;
        }
        return done;
    }

    /** Copies into the file, which grows if it must; otherwise as {@link #read}. */
    public long write(CachedFile file, long offset, byte[] source, int start, int length) {
        if (length > 0 && offset > file.size()) {
            clearBehindEnd(file);
        }
        int done = 0;
        while (done < length) {
            int within = (int) ((offset + done) % PAGE);
            int part = Math.min(length - done, PAGE - within);
            CachedPage page = page(file, (offset + done) / PAGE);
            if (page == null) {
                return done == 0 ? OUT_OF_MEMORY : done;
            }
            memory.write(PhysicalMemory.address(page.frame) + within, source, start + done, part);
            page.dirty = true;
            done += part;
            file.setSize(Math.max(file.size(), offset + done));
        }
        return done;
    }

    /** Makes the file longer, by zeros, or shorter: then what lay behind is gone from RAM, mappings and disk. */
    public void truncate(CachedFile file, long size) {
        long old = file.size();
        if (size >= old) {
            clearBehindEnd(file);
            file.setSize(size);
            return;
        }
        file.setSize(size);
        long firstGone = (size + PAGE - 1) / PAGE;
        for (CachedPage page :
                new ArrayList<>(file.pages().tailMap(firstGone, true).values())) {
            unmapEverywhere(page);
            drop(page);
        }
        file.store().truncate(firstGone);
        int tail = (int) (size % PAGE);
        if (tail != 0 && !file.store().isHole(size / PAGE)) {
            CachedPage last = page(file, size / PAGE);
            if (last != null) {
                clear(last, tail);
            }
        }
    }

    /** Writes the file's dirty pages from {@code first} up to {@code end} to the disk, those that mappings made dirty too. */
    public void sync(CachedFile file, long first, long end) {
        for (CachedPage page :
                new ArrayList<>(file.pages().subMap(first, true, end, false).values())) {
            harvestDirty(page);
            writeBack(page);
        }
    }

    /** The file is gone, with nobody left to read it: its frames are freed and nothing is written. */
    public void forget(CachedFile file) {
        for (CachedPage page : new ArrayList<>(file.pages().values())) {
            drop(page);
        }
        file.store().free();
    }

    /** A file without a name, for memory that processes share: it is forgotten when nobody maps it any more. */
    public CachedFile temporary(long size) {
        return new CachedFile(new SparseStore(), size, this);
    }

    /** Visits the frames that the cache holds. */
    public void forEach(IntConsumer visitor) {
        order.forEach(page -> visitor.accept(page.frame));
    }

    /** What mappings stored behind the file's end, in its last page, is not the file's when it becomes longer. */
    private void clearBehindEnd(CachedFile file) {
        int tail = (int) (file.size() % PAGE);
        CachedPage last = file.page(file.size() / PAGE);
        if (tail != 0 && last != null && !file.store().isHole(last.index)) {
            clear(last, tail);
        }
    }

    private void clear(CachedPage page, int from) {
        memory.zero(PhysicalMemory.address(page.frame) + from, PAGE - from);
        page.file.store().reserve(page.index);
        page.dirty = true;
    }

    private @Nullable CachedPage page(CachedFile file, long index) {
        CachedPage page = file.page(index);
        if (page != null) {
            return page;
        }
        // The frame first: to have it, other pages may be written, which need the buffer.
        int frame = frames.allocate(FrameUse.PAGE_CACHE);
        if (frame == FrameTable.NONE) {
            return null;
        }
        file.store().read(index, buffer);
        diskReads++;
        frames.fill(frame, buffer);
        page = new CachedPage(file, index, frame);
        file.pages().put(index, page);
        order.add(page);
        return page;
    }

    /** Makes room: drops the page that came first and is not locked. False if there is none. */
    private boolean evict() {
        for (CachedPage page : order) {
            if (!isLocked(page)) {
                unmapEverywhere(page);
                writeBack(page);
                drop(page);
                return true;
            }
        }
        return false;
    }

    private static boolean isLocked(CachedPage page) {
        for (List<Region> regions : page.file.mappings().values()) {
            for (Region region : regions) {
                if (region.locked() && region.contains(address(region, page.index))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void writeBack(CachedPage page) {
        if (page.dirty) {
            memory.read(PhysicalMemory.address(page.frame), buffer, 0, PAGE);
            page.file.store().write(page.index, buffer);
            page.dirty = false;
            diskWrites++;
        }
    }

    private void drop(CachedPage page) {
        page.file.pages().remove(page.index);
        order.remove(page);
        frames.release(page.frame);
        page.file.store().release(page.index);
    }

    private static void unmapEverywhere(CachedPage page) {
        for (Map.Entry<AddressSpace, List<Region>> entry : page.file.mappings().entrySet()) {
            for (Region region : entry.getValue()) {
                long address = address(region, page.index);
                if (region.contains(address)) {
                    page.dirty |= entry.getKey().evict(address, page.frame);
                }
            }
        }
    }

    private static void harvestDirty(CachedPage page) {
        for (Map.Entry<AddressSpace, List<Region>> entry : page.file.mappings().entrySet()) {
            for (Region region : entry.getValue()) {
                long address = address(region, page.index);
                if (region.contains(address)) {
                    page.dirty |= entry.getKey().clean(address, page.frame);
                }
            }
        }
    }

    private static long address(Region region, long index) {
        Backing.FileMapping mapping = (Backing.FileMapping) region.backing();
        return region.start() + index * PAGE - mapping.offset();
    }
}
