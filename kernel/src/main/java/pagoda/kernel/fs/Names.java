package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.PathWalk.Last;
import pagoda.kernel.fs.PathWalk.Place;

/** Changes to the tree of names, with the checks in the order in which Linux makes them. */
public final class Names {
    /** The name must be free. */
    public static final int RENAME_NOREPLACE = 1;

    /** The two names change what they stand for. */
    public static final int RENAME_EXCHANGE = 2;

    private final Directory root;

    Names(Directory root) {
        this.root = root;
    }

    /** mkdirat. */
    public void makeDirectory(Directory start, String path, int permissions) throws FileException {
        Place place = toCreate(start, path, true);
        place.directory().createDirectory(place.name(), permissions);
    }

    /** symlinkat. */
    public void makeLink(String target, Directory start, String path) throws FileException {
        if (target.isEmpty()) {
            throw new FileException(Errno.ENOENT);
        }
        Place place = toCreate(start, path, false);
        place.directory().createLink(place.name(), target);
    }

    /** linkat, when it is known what to link. */
    public void link(Inode inode, Directory start, String path) throws FileException {
        Place place = toCreate(start, path, false);
        if (inode.volume() != place.directory().volume()) {
            throw new FileException(Errno.EXDEV);
        }
        if (inode instanceof Directory) {
            throw new FileException(Errno.EPERM);
        }
        if (inode.links() == 0) {
            throw new FileException(Errno.ENOENT);
        }
        place.directory().link(place.name(), inode);
    }

    /** unlinkat without AT_REMOVEDIR. */
    public void unlink(Directory start, String path) throws FileException {
        Place place = PathWalk.findName(root, start, path);
        if (place.last() != Last.NAME) {
            throw new FileException(Errno.EISDIR);
        }
        place.directory().volume().checkWritable();
        Inode inode = place.existing();
        if (inode instanceof Directory) {
            throw new FileException(Errno.EISDIR);
        }
        if (place.slash()) {
            throw new FileException(Errno.ENOTDIR);
        }
        place.directory().unlink(place.name(), inode);
    }

    /** unlinkat with AT_REMOVEDIR. */
    public void removeDirectory(Directory start, String path) throws FileException {
        Place place = PathWalk.findName(root, start, path);
        switch (place.last()) {
            case DOT -> throw new FileException(Errno.EINVAL);
            case DOT_DOT -> throw new FileException(Errno.ENOTEMPTY);
            case ROOT -> throw new FileException(Errno.EBUSY);
            case NAME -> {}
        }
        place.directory().volume().checkWritable();
        if (!(place.existing() instanceof Directory directory)) {
            throw new FileException(Errno.ENOTDIR);
        }
        if (directory.isVolumeRoot()) {
            throw new FileException(Errno.EBUSY);
        }
        if (!directory.isEmpty()) {
            throw new FileException(Errno.ENOTEMPTY);
        }
        place.directory().unlink(place.name(), directory);
    }

    /** renameat2; the flags are known to make sense. */
    public void rename(Directory fromStart, String from, Directory toStart, String to, int flags) throws FileException {
        Place source = PathWalk.findName(root, fromStart, from);
        Place target = PathWalk.findName(root, toStart, to);
        boolean noReplace = (flags & RENAME_NOREPLACE) != 0;
        boolean exchange = (flags & RENAME_EXCHANGE) != 0;
        if (source.directory().volume() != target.directory().volume()) {
            throw new FileException(Errno.EXDEV);
        }
        if (source.last() != Last.NAME) {
            throw new FileException(Errno.EBUSY);
        }
        if (target.last() != Last.NAME) {
            throw new FileException(noReplace ? Errno.EEXIST : Errno.EBUSY);
        }
        source.directory().volume().checkWritable();
        Inode moved = source.existing();
        Inode replaced = target.inode();
        if (noReplace && replaced != null) {
            throw new FileException(Errno.EEXIST);
        }
        if (exchange && replaced == null) {
            throw new FileException(Errno.ENOENT);
        }
        checkSlashes(source, target, moved, replaced, exchange);
        checkAncestors(source, target, moved, replaced, exchange);
        if (target.directory().isRemoved()) {
            throw new FileException(Errno.ENOENT);
        }
        if (moved == replaced) {
            return;
        }
        checkMounts(moved, replaced);
        if (exchange && replaced != null) {
            source.directory().exchange(source.name(), moved, target.directory(), target.name(), replaced);
            return;
        }
        if (replaced != null) {
            checkReplace(moved, replaced);
            target.directory().unlink(target.name(), replaced);
        }
        source.directory().move(source.name(), moved, target.directory(), target.name());
    }

    private static void checkSlashes(
            Place source, Place target, Inode moved, @Nullable Inode replaced, boolean exchange) throws FileException {
        boolean movedIsFile = !(moved instanceof Directory);
        if ((exchange && !(replaced instanceof Directory) && target.slash())
                || (movedIsFile && source.slash())
                || (movedIsFile && !exchange && target.slash())) {
            throw new FileException(Errno.ENOTDIR);
        }
    }

    /** No directory moves into itself, and none takes the place of one that holds it. */
    private static void checkAncestors(
            Place source, Place target, Inode moved, @Nullable Inode replaced, boolean exchange) throws FileException {
        if (moved instanceof Directory directory && holds(directory, target.directory())) {
            throw new FileException(Errno.EINVAL);
        }
        if (replaced instanceof Directory directory && holds(directory, source.directory())) {
            throw new FileException(exchange ? Errno.EINVAL : Errno.ENOTEMPTY);
        }
    }

    private static boolean holds(Directory ancestor, Directory directory) {
        Directory at = directory;
        while (at != ancestor && at.parent() != at) {
            at = at.parent();
        }
        return at == ancestor;
    }

    private static void checkMounts(Inode moved, @Nullable Inode replaced) throws FileException {
        boolean busy = moved instanceof Directory first && first.isVolumeRoot();
        busy |= replaced instanceof Directory second && second.isVolumeRoot();
        if (busy) {
            throw new FileException(Errno.EBUSY);
        }
    }

    private static void checkReplace(Inode moved, Inode replaced) throws FileException {
        if (moved instanceof Directory != replaced instanceof Directory) {
            throw new FileException(moved instanceof Directory ? Errno.ENOTDIR : Errno.EISDIR);
        }
        if (replaced instanceof Directory directory && !directory.isEmpty()) {
            throw new FileException(Errno.ENOTEMPTY);
        }
    }

    /** A place where something new can be. */
    private Place toCreate(Directory start, String path, boolean directory) throws FileException {
        Place place = PathWalk.findName(root, start, path);
        if (place.last() != Last.NAME || place.inode() != null) {
            throw new FileException(Errno.EEXIST);
        }
        if (place.slash() && !directory) {
            throw new FileException(Errno.ENOENT);
        }
        checkDirectory(place.directory());
        return place;
    }

    /** @throws FileException if nothing can be made in the directory */
    void checkDirectory(Directory directory) throws FileException {
        if (directory.isRemoved()) {
            throw new FileException(Errno.ENOENT);
        }
        directory.volume().checkWritable();
    }
}
