package pagoda.kernel.fs;

/** What a name can stand for. */
public enum FileType {
    REGULAR(0100000, 8),
    DIRECTORY(0040000, 4),
    SYMBOLIC_LINK(0120000, 10),
    CHARACTER_DEVICE(0020000, 2),
    PIPE(0010000, 1);

    private final int mode;
    private final int entryType;

    FileType(int mode, int entryType) {
        this.mode = mode;
        this.entryType = entryType;
    }

    /** Its bits in {@code st_mode}. */
    public int mode() {
        return mode;
    }

    /** Its number in {@code d_type}. */
    public int entryType() {
        return entryType;
    }
}
