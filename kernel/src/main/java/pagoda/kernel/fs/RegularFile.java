package pagoda.kernel.fs;

import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.PageCache;

/** A file of bytes. They are reached only through the page cache, which mappings share. */
public class RegularFile extends Inode {
    /** No file is longer: 16 TiB, ext4's limit with pages of 4096 bytes. */
    public static final long MAX_SIZE = 1L << 44;

    private static final int PAGE = AddressSpace.PAGE_SIZE;

    private final PageCache cache;
    private final Disk disk;
    private DiskStore store;
    private CachedFile content;
    private int writers;

    /** An empty file. */
    public RegularFile(Volume volume, int permissions, PageCache cache, Disk disk) {
        super(volume, permissions);
        this.cache = cache;
        this.disk = disk;
        store = new DiskStore(disk, new byte[0]);
        content = new CachedFile(store, 0, cache);
        content.hold();
    }

    /** Gives the file, which is empty and was never opened, its bytes. */
    final void setBytes(byte[] bytes) {
        content.release();
        store = new DiskStore(disk, bytes);
        content = new CachedFile(store, bytes.length, cache);
        content.hold();
    }

    @Override
    public final FileType type() {
        return FileType.REGULAR;
    }

    @Override
    public CachedFile cachedFile() {
        return content;
    }

    @Override
    public long size() {
        return cachedFile().size();
    }

    @Override
    public long allocated() {
        return store.dataPages() * PAGE;
    }

    /** Whether anybody has it open for writing. */
    public boolean isBeingWritten() {
        return writers > 0;
    }

    /** Whether any process executes it. */
    public boolean isExecuted() {
        return content.isExecuted();
    }

    /** No byte can be written at or behind this offset. */
    public long maxSize() {
        return MAX_SIZE;
    }

    /** A program that is being executed cannot be opened to write. */
    @Override
    protected void checkOpen(int flags) throws FileException {
        boolean write = (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY || (flags & OpenFlags.O_TRUNC) != 0;
        if (write && isExecuted()) {
            throw new FileException(Errno.ETXTBSY);
        }
    }

    @Override
    protected void opened(OpenFile file) {
        super.opened(file);
        writers += file.isWritable() ? 1 : 0;
    }

    @Override
    protected long closed(OpenFile file) {
        writers -= file.isWritable() ? 1 : 0;
        return super.closed(file);
    }

    /** The bytes go when the last mapping has gone, too. */
    @Override
    protected void unused() {
        content.release();
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        long count = cache.read(cachedFile(), offset, target, 0, length);
        if (count < 0) {
            return error(count);
        }
        touchAccessed();
        return count;
    }

    @Override
    public long write(OpenFile file, long offset, byte[] source, int length) {
        if (length == 0) {
            return 0;
        }
        long most = maxSize() - offset;
        if (most <= 0) {
            return Errno.EFBIG.result();
        }
        int part = withRoom(offset, (int) Math.min(length, most));
        if (part == 0) {
            return Errno.ENOSPC.result();
        }
        long error = fillGap(offset);
        if (error < 0) {
            giveRoomBack(offset, part);
            return error;
        }
        long count = cache.write(cachedFile(), offset, source, 0, part);
        if (count < part) {
            giveRoomBack(offset, part);
        }
        if (count < 0) {
            return error(count);
        }
        touchModified();
        return count;
    }

    private static long error(long code) {
        return code == PageCache.DISK_ERROR ? Errno.EIO.result() : Errno.ENOMEM.result();
    }

    /** Sets the length: what lies behind is gone for good, what is added is zero. 0, or a negative error number. */
    public long truncate(long size) {
        if (size > maxSize()) {
            return Errno.EFBIG.result();
        }
        long error = fillGap(size);
        if (error < 0) {
            return error;
        }
        cache.truncate(cachedFile(), size);
        touchModified();
        return 0;
    }

    /** Takes room on the disk for as many of the bytes as possible, from the first on; how many that are. */
    private int withRoom(long offset, int length) {
        for (long index = offset / PAGE; index * PAGE < offset + length; index++) {
            if (!store.reserve(index)) {
                return (int) Math.max(0, index * PAGE - offset);
            }
        }
        return length;
    }

    /** For want of RAM, some of the pages that room was taken for were not written. */
    private void giveRoomBack(long offset, int length) {
        for (long index = offset / PAGE; index * PAGE < offset + length; index++) {
            if (!content.isResident(index)) {
                store.release(index);
            }
        }
    }

    /** What a mapping stored behind the end, in the last page, does not come to light when the file grows. */
    private long fillGap(long newEnd) {
        long size = size();
        int tail = (int) (size % PAGE);
        if (tail == 0 || newEnd <= size || store.isHole(size / PAGE)) {
            return 0;
        }
        store.reserve(size / PAGE);
        int gap = (int) Math.min(PAGE - tail, newEnd - size);
        long count = cache.write(cachedFile(), size, new byte[gap], 0, gap);
        return count < 0 ? error(count) : count;
    }

    /** Where, from {@code offset} on, data (or a hole) begins; the end is a hole. An error number if there is none. */
    public long seekData(long offset, boolean hole) {
        long size = size();
        if (offset < 0 || offset >= size) {
            return Errno.ENXIO.result();
        }
        // What was written is on the disk then, so the disk alone tells where data is.
        sync();
        long index = offset / PAGE;
        while (hole && index * PAGE < size && store.nextData(index) == index) {
            index++;
        }
        if (!hole) {
            long data = store.nextData(index);
            if (data > (size - 1) / PAGE) {
                return Errno.ENXIO.result();
            }
            index = data;
        }
        return Math.min(size, Math.max(offset, index * PAGE));
    }

    /** Has the dirty pages written to the disk, without waiting for it. */
    @Override
    public long sync() {
        cache.sync(cachedFile(), 0, Long.MAX_VALUE);
        return 0;
    }

    /** Waits until the disk has all of the file; EIO if it has failed. */
    @Override
    public long await() {
        return cache.await(cachedFile(), 0, Long.MAX_VALUE) ? 0 : Errno.EIO.result();
    }

    /** Its part of the disk. */
    final DiskStore store() {
        return store;
    }
}
