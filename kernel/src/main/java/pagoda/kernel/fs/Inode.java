package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.wait.WaitQueue;

/**
 * What names and open files stand for. Reads and writes give a count of bytes or a negative error number;
 * {@code -EAGAIN} says that it is not possible yet, and that {@link #waiting} is where to wait.
 */
public abstract class Inode {
    /** There is something to read. */
    public static final int POLLIN = 1;

    /** There is room to write. */
    public static final int POLLOUT = 4;

    /** Nobody is left to read what would be written. */
    public static final int POLLERR = 8;

    /** Nobody is left to write. */
    public static final int POLLHUP = 16;

    private static final int PERMISSIONS = 07777;

    private final Volume volume;
    private final long number;
    private int permissions;
    private int links;
    private int openFiles;
    private long accessed;
    private long modified;
    private long changed;

    /** An inode with the volume's next number, and no links yet. */
    protected Inode(Volume volume, int permissions) {
        this(volume, volume.nextNumber(), permissions);
    }

    /** An inode with a number of its own. */
    protected Inode(Volume volume, long number, int permissions) {
        this.volume = volume;
        this.number = number;
        this.permissions = permissions & PERMISSIONS;
        accessed = volume.now();
        modified = accessed;
        changed = accessed;
    }

    public final Volume volume() {
        return volume;
    }

    /** Its number, unique within the volume. */
    public final long number() {
        return number;
    }

    public abstract FileType type();

    /** {@code st_mode}: type and permissions. */
    public final int mode() {
        return type().mode() | permissions;
    }

    public final void setPermissions(int bits) {
        permissions = bits & PERMISSIONS;
        changed = volume.now();
        permissionsChanged();
    }

    /** Its permissions were changed. */
    protected void permissionsChanged() {}

    /** Whether it may be executed, which not even root may if nobody may. */
    public boolean isExecutable() {
        return type() == FileType.DIRECTORY || (permissions & 0111) != 0;
    }

    /** How many names it has; for a directory, those that lead to it from inside too. */
    public int links() {
        return links;
    }

    /** It has another name. */
    public final void linked() {
        links++;
        changed = volume.now();
    }

    /** It has one name less. */
    final void unlinked() {
        links--;
        changed = volume.now();
        if (links == 0 && openFiles == 0) {
            unused();
        }
    }

    /** Whether any open file stands for it. */
    final boolean isOpen() {
        return openFiles > 0;
    }

    /** It has neither a name nor an open file any more. */
    protected void unused() {}

    /** The size in bytes. */
    public long size() {
        return 0;
    }

    /** How many bytes it takes on the disk. */
    public long allocated() {
        return size();
    }

    /** A device's number. */
    public int deviceNumber() {
        return 0;
    }

    /** When it was read, in nanoseconds since 1970. */
    public final long accessed() {
        return accessed;
    }

    /** When its content was changed. */
    public final long modified() {
        return modified;
    }

    /** When it was changed in any way. */
    public final long changed() {
        return changed;
    }

    public final void setTimes(long newAccessed, long newModified) {
        accessed = newAccessed;
        modified = newModified;
        changed = volume.now();
    }

    /** Its content has been read. */
    protected final void touchAccessed() {
        accessed = volume.now();
    }

    /** Its content has been changed. */
    protected final void touchModified() {
        modified = volume.now();
        changed = modified;
    }

    /** Is asked before it is opened. @throws FileException if it cannot be */
    protected void checkOpen(@SuppressWarnings("unused") int flags) throws FileException {}

    /** A new open file stands for it. */
    protected void opened(@SuppressWarnings("unused") OpenFile file) {
        openFiles++;
    }

    /** An open file is closed for good; an error number, negative, or 0. */
    protected long closed(@SuppressWarnings("unused") OpenFile file) {
        openFiles--;
        if (links == 0 && openFiles == 0) {
            unused();
        }
        return 0;
    }

    /** Whether an open file has an offset. */
    public boolean isSeekable() {
        return true;
    }

    /** Reads up to {@code length} bytes from {@code offset} on. */
    public long read(OpenFile file, long offset, byte[] target, int length) {
        return Errno.EINVAL.result();
    }

    /** Writes up to {@code length} bytes from {@code offset} on. */
    public long write(OpenFile file, long offset, byte[] source, int length) {
        return Errno.EINVAL.result();
    }

    /** What can be done without waiting: {@link #POLLIN} and so on. */
    public int poll(@SuppressWarnings("unused") OpenFile file) {
        return POLLIN | POLLOUT;
    }

    /** Where those wait who want to read, or to write; null if nobody ever has to. */
    public @Nullable WaitQueue waiting(@SuppressWarnings("unused") boolean toWrite) {
        return null;
    }

    /** Its bytes as mappings see them; null if it cannot be mapped. */
    public @Nullable CachedFile cachedFile() {
        return null;
    }

    /** Whether a mapping of it is of zero-filled pages that belong to no file. */
    public boolean mapsZeros() {
        return false;
    }

    /** How many bytes can be read at once without waiting; −1 if nobody can tell. */
    public long readable(@SuppressWarnings("unused") OpenFile file) {
        return -1;
    }

    /** Whether it is a terminal. */
    public boolean isTerminal() {
        return false;
    }

    /** Begins to bring what was written to where it lasts; 0, or a negative error number. */
    public long sync() {
        return 0;
    }

    /** Waits until what was written is where it lasts; 0, or a negative error number. */
    public long await() {
        return 0;
    }
}
