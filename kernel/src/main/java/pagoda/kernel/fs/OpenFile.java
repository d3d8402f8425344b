package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.CachedFile;

/**
 * An open file: what file descriptors stand for, and what dup and fork share. It has an offset and the flags it was opened
 * with, and lives until its last descriptor is closed.
 */
public final class OpenFile {
    private final Inode inode;
    private final String path;
    private int flags;
    private long offset;
    private int descriptors;
    private byte @Nullable [] content;

    /**
     * An open file without a descriptor yet.
     *
     * @param flags as openat has them
     * @param path its name for people, as it was when it was opened
     */
    public OpenFile(Inode inode, int flags, String path) {
        this.inode = inode;
        this.path = path;
        this.flags = flags & ~OpenFlags.CREATION;
        inode.opened(this);
    }

    public Inode inode() {
        return inode;
    }

    /** What people call it: its path when it was opened. */
    public String path() {
        return path;
    }

    /** Access mode and status flags, as F_GETFL tells them. */
    public int flags() {
        return flags;
    }

    /** Replaces the status flags that can be changed. */
    public void setStatusFlags(int newFlags) {
        int changeable = OpenFlags.O_APPEND | OpenFlags.O_NONBLOCK;
        flags = flags & ~changeable | newFlags & changeable;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether read is allowed. */
    public boolean isReadable() {
        return !has(OpenFlags.O_PATH) && (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_WRONLY;
    }

    /** Whether write is allowed. */
    public boolean isWritable() {
        int access = flags & OpenFlags.O_ACCMODE;
        return !has(OpenFlags.O_PATH) && (access == OpenFlags.O_WRONLY || access == OpenFlags.O_RDWR);
    }

    /** Its bytes as mappings see them; null if it cannot be mapped. */
    public @Nullable CachedFile cachedFile() {
        return inode.cachedFile();
    }

    /** As {@link Inode#mapsZeros}. */
    public boolean mapsZeros() {
        return inode.mapsZeros();
    }

    /** Where the next read or write begins. */
    public long offset() {
        return offset;
    }

    public void setOffset(long newOffset) {
        offset = newOffset;
    }

    /** What a file made on demand contained when it was read from its beginning; null before. */
    public byte @Nullable [] content() {
        return content;
    }

    public void setContent(byte[] newContent) {
        content = newContent;
    }

    /** Whether no descriptor stands for it any more. */
    public boolean isClosed() {
        return descriptors == 0;
    }

    /** Another descriptor stands for it. */
    void hold() {
        descriptors++;
    }

    /** The kernel, which opened it for itself, needs it no longer. */
    public void discard() {
        inode.closed(this);
    }

    /** A descriptor stands for it no longer; what closing it gives: 0, or a negative error number. */
    long release() {
        return --descriptors == 0 ? inode.closed(this) : 0;
    }
}
