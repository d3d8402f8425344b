package pagoda.kernel.fs;

import java.util.function.LongSupplier;
import pagoda.kernel.abi.Errno;

/** A file system in the narrow sense: inodes that are numbered together. Links and renames stay inside one. */
public final class Volume {
    private final int device;
    private final long magic;
    private final LongSupplier clock;
    private final boolean readOnly;
    private long lastNumber;

    /**
     * @param device its number, {@code st_dev}
     * @param magic its kind, as statfs tells it
     * @param clock the time of day in simulated nanoseconds since 1970
     */
    public Volume(int device, long magic, LongSupplier clock, boolean readOnly) {
        this.device = device;
        this.magic = magic;
        this.clock = clock;
        this.readOnly = readOnly;
    }

    public int device() {
        return device;
    }

    /** Its kind, as statfs tells it. */
    public long magic() {
        return magic;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /** The number of the next inode. */
    long nextNumber() {
        return ++lastNumber;
    }

    /** The time of day, in simulated nanoseconds since 1970. */
    public long now() {
        return clock.getAsLong();
    }

    /**
     * Checks that names and files here can be changed.
     *
     * @throws FileException EROFS if not
     */
    public void checkWritable() throws FileException {
        if (readOnly) {
            throw new FileException(Errno.EROFS);
        }
    }
}
