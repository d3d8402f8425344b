package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;

/** A name that stands for a path. */
public class SymbolicLink extends Inode {
    private final String target;

    public SymbolicLink(Volume volume, String target) {
        super(volume, 0777);
        this.target = target;
    }

    /** A link with a number of its own. */
    public SymbolicLink(Volume volume, long number, String target) {
        super(volume, number, 0777);
        this.target = target;
        linked();
    }

    @Override
    public final FileType type() {
        return FileType.SYMBOLIC_LINK;
    }

    /** The path that it stands for. */
    public String target() {
        return target;
    }

    /** What it leads to whatever its path says, as the links below {@code /proc} do; null if its path is to be walked. */
    public @Nullable Inode destination() {
        return null;
    }

    @Override
    public long size() {
        return target.length();
    }
}
