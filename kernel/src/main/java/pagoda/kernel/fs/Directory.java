package pagoda.kernel.fs;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;

/**
 * A directory: names for inodes, listed in the order in which they were made. A name is a string whose characters are its
 * bytes.
 */
public class Directory extends Inode {
    /** The first position behind {@code .} and {@code ..}. */
    public static final long FIRST = 2;

    /**
     * A name in a directory.
     *
     * @param position where it stands in listings; it stays there when others go
     */
    public record Entry(String name, Inode inode, long position) {}

    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeMap<Long, Entry> order = new TreeMap<>();
    private @Nullable Directory parent;
    private String name = "";
    private long nextPosition = FIRST;
    private boolean removed;
    private int subdirectories;

    /** An empty directory without a parent yet. */
    public Directory(Volume volume, int permissions) {
        super(volume, permissions);
    }

    /** An empty directory with a number of its own. */
    protected Directory(Volume volume, long number, int permissions) {
        super(volume, number, permissions);
    }

    @Override
    public final FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    public long size() {
        return 4096;
    }

    /** Two, and one for each subdirectory; none when it was removed. */
    @Override
    public int links() {
        return removed ? 0 : 2 + subdirectories;
    }

    /** The directory that {@code ..} leads to: itself for the root. */
    public final Directory parent() {
        return parent == null ? this : parent;
    }

    /** Its name in its parent. */
    public final String name() {
        return name;
    }

    /** Whether it was removed, so that nothing can be made in it. */
    public final boolean isRemoved() {
        return removed;
    }

    /** Whether it is the root of its volume. */
    public final boolean isVolumeRoot() {
        return parent == null || parent.volume() != volume();
    }

    /** It has moved, or was made. */
    public final void place(Directory newParent, String newName) {
        parent = newParent;
        name = newName;
    }

    /** Its path from the root; null if it was removed. */
    public final @Nullable String path() {
        StringBuilder path = new StringBuilder();
        for (Directory at = this; at.parent != null; at = at.parent) {
            if (at.removed) {
                return null;
            }
            path.insert(0, "/" + at.name);
        }
        return path.length() == 0 ? "/" : path.toString();
    }

    /** What the name stands for; null if there is no such name. Neither {@code .} nor {@code ..} is asked for. */
    public @Nullable Inode lookup(String wanted) throws FileException {
        Entry entry = entries.get(wanted);
        return entry == null ? null : entry.inode;
    }

    /** The first entry that stands at the position or behind it; null if there is none. */
    public @Nullable Entry next(long position) throws FileException {
        Map.Entry<Long, Entry> next = order.ceilingEntry(position);
        return next == null ? null : next.getValue();
    }

    /** Whether it can be removed. */
    public final boolean isEmpty() throws FileException {
        return next(FIRST) == null;
    }

    /** Makes a file here. */
    public RegularFile createFile(String newName, int permissions) throws FileException {
        throw new FileException(Errno.EACCES);
    }

    /** Makes a directory here. */
    public Directory createDirectory(String newName, int permissions) throws FileException {
        throw new FileException(Errno.EACCES);
    }

    /** Makes a symbolic link here. */
    public SymbolicLink createLink(String newName, String target) throws FileException {
        throw new FileException(Errno.EACCES);
    }

    /** Gives the inode, of the same volume, another name, which is free here. */
    public void link(String newName, Inode inode) throws FileException {
        add(newName, inode);
    }

    /** Takes the name of a file or of an empty directory away. */
    public void unlink(String gone, Inode inode) throws FileException {
        drop(gone, inode);
    }

    /** Moves what a name stands for to a name, which is free, in a directory of the same volume. */
    public void move(String from, Inode inode, Directory to, String toName) throws FileException {
        take(from);
        to.put(toName, inode);
    }

    /** Lets two names change what they stand for. */
    public void exchange(String mine, Inode inode, Directory other, String theirs, Inode otherInode)
            throws FileException {
        take(mine);
        other.take(theirs);
        put(mine, otherInode);
        other.put(theirs, inode);
    }

    /** Adds a name for the inode, which has one name more. */
    public final void add(String newName, Inode inode) {
        inode.linked();
        put(newName, inode);
    }

    /** Takes a name away; the inode has one name less. */
    final void drop(String gone, Inode inode) {
        take(gone);
        if (inode instanceof Directory directory) {
            directory.removed = true;
        }
        inode.unlinked();
    }

    private void put(String newName, Inode inode) {
        Entry entry = new Entry(newName, inode, nextPosition++);
        entries.put(newName, entry);
        order.put(entry.position, entry);
        if (inode instanceof Directory directory) {
            directory.place(this, newName);
            subdirectories++;
        }
        touchModified();
    }

    private void take(String gone) {
        Entry entry = entries.remove(gone);
        if (entry != null) {
            order.remove(entry.position);
            subdirectories -= entry.inode instanceof Directory ? 1 : 0;
        }
        touchModified();
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        return Errno.EISDIR.result();
    }
}
