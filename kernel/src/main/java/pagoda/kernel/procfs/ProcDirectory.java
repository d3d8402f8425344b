package pagoda.kernel.procfs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.GeneratedFile;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.SymbolicLink;
import pagoda.kernel.fs.Volume;

/** A directory below {@code /proc}: names that are always the same, each made when it is asked for. */
class ProcDirectory extends Directory {
    /** A directory's inodes have its number and the next ones up to this many. */
    static final long NUMBERS = 100_000;

    /** The first position of names that come and go. */
    static final long CHANGING = 1000;

    private final Map<String, Supplier<Inode>> names = new LinkedHashMap<>();

    private boolean filled;

    ProcDirectory(Volume volume, long number) {
        super(volume, number, 0555);
        linked();
    }

    /** Adds the names that were not added when the directory was made; done once, when one is first asked for. */
    void fill() {}

    private Map<String, Supplier<Inode>> names() {
        if (!filled) {
            filled = true;
            fill();
        }
        return names;
    }

    /** Adds a file of text. */
    final void text(String name, Supplier<String> maker) {
        bytes(name, () -> maker.get().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file of bytes. */
    final void bytes(String name, Supplier<byte[]> maker) {
        long number = nextNumber();
        names.put(name, () -> new GeneratedFile(volume(), number, maker));
    }

    /** Adds a symbolic link. */
    final void symlink(String name, Supplier<String> target) {
        long number = nextNumber();
        names.put(name, () -> new SymbolicLink(volume(), number, target.get()));
    }

    /** Adds something else. */
    final void inode(String name, Supplier<Inode> maker) {
        names.put(name, maker);
    }

    /** The number for the inode that is added next. */
    final long nextNumber() {
        return number() + 1 + names.size();
    }

    /** Whether the directory's subject is still there. */
    boolean exists() {
        return true;
    }

    @Override
    public @Nullable Inode lookup(String wanted) throws FileException {
        Supplier<Inode> maker = exists() ? names().get(wanted) : null;
        return maker == null ? null : placed(maker.get(), wanted);
    }

    /** The inode, which knows where it stands if it is a directory. */
    final Inode placed(Inode inode, String name) {
        if (inode instanceof Directory directory) {
            directory.place(this, name);
        }
        return inode;
    }

    @Override
    public @Nullable Entry next(long position) throws FileException {
        long at = FIRST;
        if (exists()) {
            for (Map.Entry<String, Supplier<Inode>> name : names().entrySet()) {
                if (at >= position) {
                    return new Entry(name.getKey(), placed(name.getValue().get(), name.getKey()), at);
                }
                at++;
            }
        }
        return null;
    }
}
