package pagoda.kernel.fs;

/** The flags of openat, with the numbers that Linux gives them on RISC-V. */
public final class OpenFlags {
    public static final int O_ACCMODE = 3;
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_EXCL = 0200;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_DIRECT = 040000;
    public static final int O_DIRECTORY = 0200000;
    public static final int O_NOFOLLOW = 0400000;
    public static final int O_CLOEXEC = 02000000;
    public static final int O_PATH = 010000000;

    /** Those that say how a file is to be found and made, which an open file does not keep. */
    static final int CREATION = O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC;

    private OpenFlags() {}
}
