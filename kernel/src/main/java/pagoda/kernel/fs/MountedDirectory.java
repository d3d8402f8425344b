package pagoda.kernel.fs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.PageCache;

/**
 * A directory of the host, below a mount. Its names are read once, when they are first asked for, and changes to them reach
 * the host at once; what files contain reaches it when they are closed.
 */
final class MountedDirectory extends Directory {
    private final HostTree tree;
    private final PageCache cache;
    private final Disk disk;
    private final Set<MountedFile> touched;
    private boolean loaded;

    /** The root of a mount. */
    MountedDirectory(Volume volume, HostTree tree, PageCache cache, Disk disk) {
        this(volume, tree, cache, disk, new LinkedHashSet<>());
    }

    private MountedDirectory(Volume volume, HostTree tree, PageCache cache, Disk disk, Set<MountedFile> touched) {
        super(volume, 0755);
        this.tree = tree;
        this.cache = cache;
        this.disk = disk;
        this.touched = touched;
    }

    /** A name as the kernel has it, of bytes, as the host has it, of characters. */
    static String onHost(String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String here(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The path on the host, from the mounted directory on, of a name in this directory. */
    String hostPath(String name) {
        String path = onHost(name);
        for (Directory at = this; !at.isVolumeRoot(); at = at.parent()) {
            path = onHost(at.name()) + "/" + path;
        }
        return path;
    }

    private String hostPath() {
        return isVolumeRoot() ? "" : ((MountedDirectory) parent()).hostPath(name());
    }

    private void load() throws FileException {
        if (loaded) {
            return;
        }
        loaded = true;
        for (HostTree.Entry entry : tree.list(hostPath())) {
            String name = here(entry.name());
            add(
                    name,
                    switch (entry.type()) {
                        case DIRECTORY -> new MountedDirectory(volume(), tree, cache, disk, touched);
                        case SYMBOLIC_LINK -> new SymbolicLink(volume(), here(entry.target()));
                        default -> file(name, entry.executable() ? 0755 : 0644, entry.size(), false);
                    });
        }
    }

    private MountedFile file(String name, int permissions, long size, boolean isNew) {
        return new MountedFile(
                volume(), permissions, cache, disk, new MountedFile.Host(tree, touched), this, name, isNew ? -1 : size);
    }

    @Override
    public @Nullable Inode lookup(String wanted) throws FileException {
        load();
        return super.lookup(wanted);
    }

    @Override
    public @Nullable Entry next(long position) throws FileException {
        load();
        return super.next(position);
    }

    @Override
    public RegularFile createFile(String newName, int permissions) throws FileException {
        checkName(newName);
        MountedFile file = file(newName, permissions, 0, true);
        tree.write(hostPath(newName), 0, file.store());
        if (file.isExecutable()) {
            tree.setExecutable(hostPath(newName), true);
        }
        add(newName, file);
        return file;
    }

    @Override
    public Directory createDirectory(String newName, int permissions) throws FileException {
        checkName(newName);
        tree.makeDirectory(hostPath(newName));
        MountedDirectory directory = new MountedDirectory(volume(), tree, cache, disk, touched);
        directory.loaded = true;
        add(newName, directory);
        return directory;
    }

    @Override
    public SymbolicLink createLink(String newName, String target) throws FileException {
        checkName(newName);
        tree.makeLink(hostPath(newName), onHost(target));
        SymbolicLink link = new SymbolicLink(volume(), target);
        add(newName, link);
        return link;
    }

    @Override
    public void link(String newName, Inode inode) throws FileException {
        checkName(newName);
        if (!(inode instanceof MountedFile file)) {
            throw new FileException(Errno.EPERM);
        }
        tree.link(file.hostPath(), hostPath(newName));
        super.link(newName, inode);
        file.named(this, newName);
    }

    @Override
    public void unlink(String gone, Inode inode) throws FileException {
        tree.delete(hostPath(gone));
        if (inode instanceof MountedFile file) {
            file.unnamed(this, gone);
        }
        super.unlink(gone, inode);
    }

    @Override
    public void move(String from, Inode inode, Directory to, String toName) throws FileException {
        checkName(toName);
        tree.move(hostPath(from), ((MountedDirectory) to).hostPath(toName));
        super.move(from, inode, to, toName);
        if (inode instanceof MountedFile file) {
            file.unnamed(this, from);
            file.named((MountedDirectory) to, toName);
        }
    }

    @Override
    public void exchange(String mine, Inode inode, Directory other, String theirs, Inode otherInode)
            throws FileException {
        throw new FileException(Errno.EINVAL);
    }

    /** The host names files by characters, so a name must be UTF-8. */
    private static void checkName(String name) throws FileException {
        if (!here(onHost(name)).equals(name)) {
            throw new FileException(Errno.EINVAL);
        }
    }

    /** Writes all files of the mount that were changed to the host; 0, or the first error. */
    long syncAll() {
        long first = 0;
        for (MountedFile file : touched) {
            long error = file.sync();
            first = first == 0 ? error : first;
        }
        return first;
    }
}
