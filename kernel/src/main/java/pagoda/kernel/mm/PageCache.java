package pagoda.kernel.mm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.kernel.disk.DiskRequest;
import pagoda.kernel.mm.CachedFile.CachedPage;

/**
 * The pages of files that are in RAM: read, write and mappings share them, so they see the same bytes at once. Pages come from
 * the disk and go back to it; which of them leave when RAM is full, the replacement policy decides.
 */
public final class PageCache {
    /** What {@link #read} and {@link #write} give when no frame can be had. */
    public static final long OUT_OF_MEMORY = -1;

    /** What {@link #read} and {@link #write} give when the disk cannot read a page. */
    public static final long DISK_ERROR = -2;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private final FrameTable frames;
    private final PhysicalMemory memory;
    private final FilePages pages;
    private final BitSet sharedSlots = new BitSet();
    private final byte[] buffer = new byte[PAGE];
    private int largestReadAhead = 1;
    private long files;
    private long diskReads;
    private boolean failed;

    public PageCache(FrameTable frames, PhysicalMemory memory) {
        this.frames = frames;
        this.memory = memory;
        pages = new FilePages(frames);
    }

    /** The frames that the cache holds. */
    public FilePages pages() {
        return pages;
    }

    /** Lets up to so many pages be read in one request, before any file is made; 1 reads nothing ahead. */
    public void setReadAhead(int most) {
        largestReadAhead = most;
    }

    ReadAhead newReadAhead() {
        return new ReadAhead(largestReadAhead);
    }

    long newNumber() {
        return ++files;
    }

    /** Pages read from the disk so far. */
    public long diskReads() {
        return diskReads;
    }

    /**
     * Has the file's page read, if it is neither in RAM nor all zero; a frame must be free.
     *
     * @return what the disk does for it; null if there is nothing to wait for
     */
    @Nullable
    DiskRequest fetch(CachedFile file, long index) {
        CachedPage page = file.page(index);
        if (page == null && file.store().has(index)) {
            return file.store().isAtHand(index) ? readAtHand(file, index) : readIn(file, index);
        }
        DiskRequest request = page == null ? null : frames.request(page.frame);
        if (page != null && request != null && !request.isWrite()) {
            frames.holders().hold(page.frame);
            return request;
        }
        return null;
    }

    /** The frame of the file's page, which {@link #fetch} found ready; {@link FrameTable#NONE} if no frame can be had. */
    int use(CachedFile file, long index) {
        CachedPage page = file.page(index);
        if (page == null) {
            page = file.store().has(index) ? null : pages.enter(file, index, true);
            if (page != null) {
                memory.zero(PhysicalMemory.address(page.frame), PAGE);
            }
        }
        if (page == null) {
            return FrameTable.NONE;
        }
        if (frames.takeReadAhead(page.frame)) {
            file.readAhead().hit();
            frames.counters().add(VmCounter.FILE_RA_HIT, 1);
        }
        return page.frame;
    }

    /** Reads the pages of the file from {@code first} up to {@code end} ahead, as far as there is room; waits for nothing. */
    public void readAhead(CachedFile file, long first, long end) {
        for (long index = first; index < end; index++) {
            if (file.page(index) == null
                    && file.store().has(index)
                    && frames.reclaim().mayReadAhead(1)) {
                readIn(file, index);
            }
        }
    }

    /**
     * Copies from the file.
     *
     * @return how many bytes were copied, less than {@code length} at the file's end; {@link #OUT_OF_MEMORY} or
     *     {@link #DISK_ERROR} if none was for that reason
     */
    public long read(CachedFile file, long offset, byte[] target, int start, int length) {
        int wanted = (int) Math.max(0, Math.min(length, file.size() - offset));
        int done = 0;
        while (done < wanted) {
            int within = (int) ((offset + done) % PAGE);
            int part = Math.min(wanted - done, PAGE - within);
            CachedPage page = page(file, (offset + done) / PAGE, false);
            if (page == null) {
                return done == 0 ? failure() : done;
            }
            memory.read(PhysicalMemory.address(page.frame) + within, target, start + done, part);
            done += part;
        }
        return done;
    }

    /**
     * Copies into the file, which grows if it must; otherwise as {@link #read}. The pages of a piece are had before its first
     * byte is changed; an eighth of RAM is one piece.
     */
    public long write(CachedFile file, long offset, byte[] source, int start, int length) {
        if (length > 0 && offset > file.size()) {
            clearBehindEnd(file);
        }
        // Without a thread nobody holds pages, so one page is changed after the other.
        int piece = frames.holders().current() == null ? PAGE : Math.max(1, frames.total() / 8) * PAGE;
        int done = 0;
        while (done < length) {
            int wanted = (int) Math.min(piece - (offset + done) % PAGE, length - done);
            int had = have(file, offset + done, wanted);
            int copied = change(file, offset + done, source, start + done, had);
            done += copied;
            if (copied < wanted) {
                break;
            }
        }
        return done == 0 && length > 0 ? failure() : done;
    }

    /** Has the pages of a piece that is to be overwritten; how many bytes of it could be had. */
    private int have(CachedFile file, long offset, int length) {
        int had = 0;
        while (had < length) {
            int part = Math.min(length - had, PAGE - (int) ((offset + had) % PAGE));
            if (page(file, (offset + had) / PAGE, part == PAGE) == null) {
                break;
            }
            had += part;
        }
        return had;
    }

    private int change(CachedFile file, long offset, byte[] source, int start, int length) {
        int done = 0;
        while (done < length) {
            int within = (int) ((offset + done) % PAGE);
            int part = Math.min(length - done, PAGE - within);
            CachedPage page = file.page((offset + done) / PAGE);
            if (page == null) {
                break; // what made room for a later page took this one
            }
            memory.write(PhysicalMemory.address(page.frame) + within, source, start + done, part);
            page.dirty = true;
            done += part;
            file.setSize(Math.max(file.size(), offset + done));
        }
        return done;
    }

    private long failure() {
        return failed ? DISK_ERROR : OUT_OF_MEMORY;
    }

    /** Makes the file longer, by zeros, or shorter: then what lay behind is gone from RAM, mappings and disk. */
    public void truncate(CachedFile file, long size) {
        long old = file.size();
        if (size >= old) {
            clearBehindEnd(file);
            file.setSize(size);
            return;
        }
        int tail = (int) (size % PAGE);
        // The last page first: to have it, the thread may have to wait, and nothing is changed yet.
        boolean cut = tail != 0 && !file.store().isHole(size / PAGE);
        CachedPage last = cut ? page(file, size / PAGE, false) : null;
        file.setSize(size);
        long firstGone = (size + PAGE - 1) / PAGE;
        for (CachedPage page :
                new ArrayList<>(file.pages().tailMap(firstGone, true).values())) {
            FilePages.unmapEverywhere(page);
            pages.drop(page);
        }
        file.store().truncate(firstGone);
        file.forgetEvictions(firstGone);
        if (last != null) {
            clear(last, tail);
        }
    }

    /**
     * Has the file's dirty pages from {@code first} up to {@code end} written, those that mappings made dirty too, without
     * waiting for the disk.
     */
    public void sync(CachedFile file, long first, long end) {
        List<CachedPage> run = new ArrayList<>();
        for (CachedPage page :
                new ArrayList<>(file.pages().subMap(first, true, end, false).values())) {
            FilePages.harvestDirty(page);
            if (page.dirty && frames.request(page.frame) != null) {
                // The disk has not come to it yet: it takes the bytes as they are now.
                pages.store(page);
            }
            boolean writable = page.dirty && file.store().place(page.index);
            if (!run.isEmpty() && (!writable || run.get(run.size() - 1).index + 1 != page.index)) {
                pages.write(run);
                run = new ArrayList<>();
            }
            if (writable) {
                run.add(page);
            }
        }
        if (!run.isEmpty()) {
            pages.write(run);
        }
    }

    /**
     * Waits until the file's pages from {@code first} up to {@code end} are as the disk has them; false if it has failed.
     *
     * @throws pagoda.kernel.wait.MustWait if the thread has to wait
     */
    public boolean await(CachedFile file, long first, long end) {
        if (frames.holders().takeFailure()) {
            return false;
        }
        boolean done = true;
        for (CachedPage page :
                new ArrayList<>(file.pages().subMap(first, true, end, false).values())) {
            DiskRequest request = frames.request(page.frame);
            if (request != null && request.isWrite()) {
                done &= !frames.holders().await(request);
            }
        }
        return done;
    }

    /** The file is gone, with nobody left to read it: its frames are freed and nothing is written. */
    public void forget(CachedFile file) {
        for (CachedPage page : new ArrayList<>(file.pages().values())) {
            pages.drop(page);
        }
        file.store().free();
        file.forgetEvictions(0);
    }

    /** A file without a name, for memory that processes share: it is forgotten when nobody maps it any more. */
    public CachedFile temporary(long size) {
        return new CachedFile(new SharedMemoryStore(frames.swap().device(), sharedSlots), size, this);
    }

    /** The swap slots that pages of shared memory are in. */
    public BitSet sharedSlots() {
        return sharedSlots;
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

    /**
     * The file's page for a system call, which holds it until it has done what it wants with it; null if it cannot be had.
     *
     * @param whole whether all of it will be overwritten, so that it need not be read
     */
    private @Nullable CachedPage page(CachedFile file, long index, boolean whole) {
        failed = false;
        while (true) {
            CachedPage page = file.page(index);
            DiskRequest request = page == null ? null : frames.request(page.frame);
            if (page != null && (request == null || request.isWrite())) {
                frames.holders().hold(page.frame);
                page.touched = true;
                use(file, index);
                return page;
            }
            if (page == null) {
                failed = frames.holders().takeFailure();
                if (failed || !frames.reserve(1)) {
                    return null;
                }
                if (file.page(index) == null && !readOrEnter(file, index, whole)) {
                    return null;
                }
                continue;
            }
            frames.holders().hold(page.frame);
            failed = request != null && frames.holders().await(request);
            if (failed) {
                return null;
            }
        }
    }

    private boolean readOrEnter(CachedFile file, long index, boolean whole) {
        if (!whole && file.store().isAtHand(index)) {
            readAtHand(file, index);
            return file.page(index) != null;
        }
        if (!whole && file.store().has(index)) {
            return readIn(file, index) != null;
        }
        CachedPage fresh = pages.enter(file, index, true);
        if (fresh != null) {
            memory.zero(PhysicalMemory.address(fresh.frame), PAGE);
        }
        return fresh != null;
    }

    private @Nullable DiskRequest readAtHand(CachedFile file, long index) {
        CachedPage page = pages.enter(file, index, true);
        if (page != null) {
            countRefault(file, index);
            file.store().read(index, buffer);
            frames.fill(page.frame, buffer);
        }
        return null;
    }

    /** Begins to read the page, and, if the file is read in a row, those behind it in the same request. */
    private @Nullable DiskRequest readIn(CachedFile file, long index) {
        int window = file.windowAt(index);
        long end = index + 1;
        while (end - index < window
                && end * PAGE < file.size()
                && file.page(end) == null
                && file.store().has(end)
                && frames.reclaim().mayReadAhead((int) (end - index) + 1)) {
            end++;
        }
        file.setNextIndex(end);
        List<CachedPage> read = new ArrayList<>();
        for (long at = index; at < end; at++) {
            CachedPage page = pages.enter(file, at, at == index);
            if (page != null) {
                countRefault(file, at);
                read.add(page);
            } else if (at == index) {
                return null;
            }
        }
        DiskRequest request = new DiskRequest(false, file.store().area(), read.size(), done -> haveRead(read, done));
        for (CachedPage page : read) {
            frames.begin(page.frame, request);
        }
        frames.holders().hold(read.get(0).frame);
        diskReads += read.size();
        frames.counters().add(VmCounter.FILE_RA, read.size() - 1L);
        frames.disk().submit(request);
        return request;
    }

    private void countRefault(CachedFile file, long index) {
        boolean refault = frames.evictions().isRefault(file.takeEviction(index));
        frames.counters().add(VmCounter.WORKINGSET_REFAULT, refault ? 1 : 0);
    }

    private void haveRead(List<CachedPage> read, DiskRequest request) {
        for (CachedPage page : read) {
            boolean wanted = pages.holds(page);
            if (wanted && request.hasFailed()) {
                pages.drop(page);
            } else if (wanted) {
                page.file.store().read(page.index, buffer);
                frames.load(page.frame, buffer);
            }
            frames.end(page.frame);
        }
    }
}
