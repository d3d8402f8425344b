package pagoda.kernel.fs;

import java.util.LinkedHashSet;
import java.util.Set;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.PageCache;

/**
 * A file of the host, below a mount. Its bytes are read once, when they are first needed; what changed is written to the
 * host when it is closed, on fsync and sync, and when the run ends.
 */
final class MountedFile extends RegularFile {
    /** No longer file can be mounted: 1 GiB. */
    private static final long LARGEST = 1L << 30;

    /**
     * The mount that files are of.
     *
     * @param touched the files that may have changed
     */
    record Host(HostTree tree, Set<MountedFile> touched) {}

    private record Name(MountedDirectory directory, String name) {}

    private final Host host;
    private final Set<Name> names = new LinkedHashSet<>();
    private final long listedSize;
    private boolean loaded;
    private long writtenSize;

    /** @param listedSize the size that the host told; −1 for a new file, which is empty */
    MountedFile(
            Volume volume,
            int permissions,
            PageCache cache,
            Disk disk,
            Host host,
            MountedDirectory directory,
            String name,
            long listedSize) {
        super(volume, permissions, cache, disk);
        this.host = host;
        this.listedSize = listedSize;
        this.loaded = listedSize < 0;
        names.add(new Name(directory, name));
    }

    void named(MountedDirectory directory, String name) {
        names.add(new Name(directory, name));
    }

    void unnamed(MountedDirectory directory, String name) {
        names.remove(new Name(directory, name));
    }

    /** One of its paths on the host. */
    String hostPath() throws FileException {
        if (names.isEmpty()) {
            throw new FileException(Errno.ENOENT);
        }
        Name first = names.iterator().next();
        return first.directory.hostPath(first.name);
    }

    /** Reads the bytes if that was not done yet, so that the host's file can go. */
    void keep() throws FileException {
        if (!loaded) {
            byte[] bytes = listedSize > LARGEST ? null : host.tree.read(hostPath());
            if (bytes == null) {
                throw new FileException(Errno.EOVERFLOW);
            }
            setBytes(bytes);
            writtenSize = bytes.length;
            loaded = true;
        }
    }

    @Override
    protected void checkOpen(int flags) throws FileException {
        super.checkOpen(flags);
        keep();
    }

    @Override
    public long size() {
        return loaded ? super.size() : listedSize;
    }

    @Override
    public long allocated() {
        return loaded ? super.allocated() : listedSize;
    }

    @Override
    public long maxSize() {
        return LARGEST;
    }

    @Override
    protected void opened(OpenFile file) {
        super.opened(file);
        if (file.isWritable()) {
            host.touched.add(this);
        }
    }

    @Override
    protected long closed(OpenFile file) {
        long error = file.isWritable() ? sync() : 0;
        long closed = super.closed(file);
        return error < 0 ? error : closed;
    }

    @Override
    public long truncate(long size) {
        host.touched.add(this);
        try {
            keep();
        } catch (FileException failure) {
            return failure.errno().result();
        }
        return super.truncate(size);
    }

    @Override
    public long sync() {
        if (!loaded) {
            return 0;
        }
        super.sync();
        if ((!store().takeChanged() && size() == writtenSize) || names.isEmpty()) {
            return 0;
        }
        writtenSize = size();
        try {
            host.tree.write(hostPath(), size(), store());
            return 0;
        } catch (FileException failure) {
            return failure.errno().result();
        }
    }

    @Override
    protected void permissionsChanged() {
        try {
            host.tree.setExecutable(hostPath(), isExecutable());
        } catch (FileException failure) {
            // A file that has no name on the host any more has no permissions there.
            return;
        }
    }
}
