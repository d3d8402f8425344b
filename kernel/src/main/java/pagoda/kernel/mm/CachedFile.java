package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's bytes as the page cache knows them: its size, those of its pages that are in RAM, the disk that has the others,
 * and who maps it. Also what is shared between processes without a file: that has a disk of its own.
 */
public final class CachedFile {
    /** A page of a file that is in RAM. */
    static final class CachedPage {
        final CachedFile file;
        final long index;
        final int frame;
        /** Whether the disk's bytes are older. */
        boolean dirty;
        /** Whether a system call has used it since this was last asked. */
        boolean touched;

        CachedPage(CachedFile file, long index, int frame) {
            this.file = file;
            this.index = index;
            this.frame = frame;
        }
    }

    private final PageStore store;
    private final TreeMap<Long, CachedPage> pages = new TreeMap<>();
    /** By page, the eviction by which it lost its frame. */
    private final TreeMap<Long, Integer> shadows = new TreeMap<>();

    private final Map<AddressSpace, List<Region>> mappings = new LinkedHashMap<>();
    private final PageCache cache;
    private final ReadAhead readAhead;
    private final long number;
    private long nextIndex;
    private long size;
    private int holders;
    private int executors;

    /**
     * A file that nobody holds yet.
     *
     * @param size in bytes
     * @param cache where its pages are kept
     */
    public CachedFile(PageStore store, long size, PageCache cache) {
        this.store = store;
        this.size = size;
        this.cache = cache;
        readAhead = cache.newReadAhead();
        number = cache.newNumber();
    }

    /** How much is read ahead. */
    ReadAhead readAhead() {
        return readAhead;
    }

    /** A number that no other file has. */
    long number() {
        return number;
    }

    /** The window for a read that begins with this page: small unless it goes on where the last one ended. */
    int windowAt(long index) {
        boolean inARow = index == nextIndex;
        if (!inARow) {
            readAhead.restart();
        }
        return readAhead.next(inARow);
    }

    /** The next read in a row would begin here. */
    void setNextIndex(long index) {
        nextIndex = index;
    }

    /** Somebody holds the file: a name, or an open descriptor. Its bytes stay. */
    public void hold() {
        holders++;
    }

    /** Somebody holds the file no longer. The last to go, mappings counted too, lets its pages be forgotten. */
    public void release() {
        holders--;
        forgetIfUnused();
    }

    /** A process executes the file from now on. */
    public void beginExecution() {
        executors++;
    }

    /** A process executes the file no longer. */
    public void endExecution() {
        executors--;
    }

    /** Whether any process executes the file, so that nobody may open it to write. */
    public boolean isExecuted() {
        return executors > 0;
    }

    /** Forgets the file's pages if nobody holds or maps it any more. */
    void forgetIfUnused() {
        if (holders == 0 && mappings.isEmpty()) {
            cache.forget(this);
        }
    }

    /** Whether it is no file, but memory that processes share. */
    boolean isSharedMemory() {
        return store instanceof SharedMemoryStore;
    }

    /** The size in bytes. */
    public long size() {
        return size;
    }

    void setSize(long bytes) {
        size = bytes;
    }

    PageStore store() {
        return store;
    }

    NavigableMap<Long, CachedPage> pages() {
        return pages;
    }

    @Nullable
    CachedPage page(long index) {
        return pages.get(index);
    }

    /** The page loses its frame by this eviction. */
    void evicted(long index, int eviction) {
        shadows.put(index, eviction);
    }

    /** The eviction by which the page, which is read now, lost its frame; 0 if it has not. Asking forgets it. */
    int takeEviction(long index) {
        Integer eviction = shadows.remove(index);
        return eviction == null ? 0 : eviction;
    }

    /** The pages from this one on are gone for good. */
    void forgetEvictions(long first) {
        shadows.tailMap(first, true).clear();
    }

    /** Marks the page dirty, on behalf of a mapping that is going away. */
    void markDirty(long index) {
        CachedPage page = pages.get(index);
        if (page != null) {
            page.dirty = true;
        }
    }

    /** Whether the page is in RAM: what mincore tells. */
    public boolean isResident(long index) {
        return pages.containsKey(index);
    }

    /** How many pages are in RAM. */
    public int residentPages() {
        return pages.size();
    }

    void addMapping(AddressSpace space, Region region) {
        mappings.computeIfAbsent(space, unused -> new ArrayList<>()).add(region);
    }

    /** @param region what was added, the same object */
    @SuppressWarnings("ReferenceEquality") // the same object, as that says
    void removeMapping(AddressSpace space, Region region) {
        List<Region> regions = mappings.get(space);
        if (regions != null) {
            int place = regions.size() - 1;
            while (regions.get(place) != region) {
                place--;
            }
            regions.remove(place);
            if (regions.isEmpty()) {
                mappings.remove(space);
            }
        }
    }

    /** Who maps the file, and where. */
    Map<AddressSpace, List<Region>> mappings() {
        return mappings;
    }

    /** Whether any region maps the file. */
    public boolean isMapped() {
        return !mappings.isEmpty();
    }
}
