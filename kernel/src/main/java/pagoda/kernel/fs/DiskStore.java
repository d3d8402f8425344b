package pagoda.kernel.fs;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.PageStore;

/**
 * A file's part of the disk: only pages that were written take room, on top of the bytes that the file had from the
 * beginning.
 */
final class DiskStore implements PageStore {
    private final Disk disk;
    private final byte[] base;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();

    /** The pages that have room, but were not written yet: in RAM they have been, or may be at any time. */
    private final TreeSet<Long> reserved = new TreeSet<>();

    private long baseEnd;
    private boolean changed;

    /** @param base what the file contains in the beginning; it is not copied */
    DiskStore(Disk disk, byte[] base) {
        this.disk = disk;
        this.base = base;
        this.baseEnd = base.length;
    }

    @Override
    public void read(long index, byte[] page) {
        byte @Nullable [] kept = pages.get(index);
        if (kept != null) {
            System.arraycopy(kept, 0, page, 0, page.length);
            return;
        }
        int length = 0;
        if (index < (baseEnd + page.length - 1) / page.length) {
            int start = (int) index * page.length;
            length = (int) Math.min(page.length, baseEnd - start);
            System.arraycopy(base, start, page, 0, length);
        }
        Arrays.fill(page, length, page.length, (byte) 0);
    }

    @Override
    public boolean has(long index) {
        return pages.containsKey(index) || index * AddressSpace.PAGE_SIZE < baseEnd;
    }

    @Override
    public void write(long index, byte[] page) {
        changed = true;
        if (pages.put(index, page.clone()) == null && !reserved.remove(index)) {
            disk.take(1);
        }
    }

    @Override
    public boolean hasRoom(long index) {
        return pages.containsKey(index) || reserved.contains(index) || disk.hasRoom(1);
    }

    @Override
    public boolean reserve(long index) {
        boolean has = hasRoom(index);
        if (has && !pages.containsKey(index) && reserved.add(index)) {
            disk.take(1);
        }
        return has;
    }

    @Override
    public void release(long index) {
        if (reserved.remove(index)) {
            disk.take(-1);
        }
    }

    @Override
    public boolean isHole(long index) {
        return index * 4096 >= baseEnd && !pages.containsKey(index) && !reserved.contains(index);
    }

    @Override
    public void truncate(long index) {
        changed = true;
        SortedMap<Long, byte[]> gone = pages.tailMap(index, true);
        SortedSet<Long> unwritten = reserved.tailSet(index, true);
        disk.take(-gone.size() - unwritten.size());
        gone.clear();
        unwritten.clear();
        if (index < (baseEnd + 4095) / 4096) {
            baseEnd = index * 4096;
        }
    }

    /** Whether anything was written or cut off since this was last asked. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The pages that were written. */
    Iterable<Long> written() {
        return pages.keySet();
    }

    /** How many pages are no holes. */
    long dataPages() {
        long base = (baseEnd + 4095) / 4096;
        return base
                + pages.tailMap(base, true).size()
                + reserved.tailSet(base, true).size();
    }

    /** The first page not below {@code index} that has a place of its own; {@link Long#MAX_VALUE} if none has. */
    long nextData(long index) {
        if (index * 4096 < baseEnd) {
            return index;
        }
        Long next = pages.ceilingKey(index);
        return next == null ? Long.MAX_VALUE : next;
    }

    @Override
    public void free() {
        truncate(0);
        baseEnd = 0;
    }
}
