package pagoda.kernel.fs;

import java.util.Arrays;
import pagoda.kernel.abi.Errno;

/** The devices that need no hardware: null, zero, full, random and urandom. */
final class MemoryDevice extends Inode {
    /** What a device does. */
    enum Kind {
        NULL(3),
        ZERO(5),
        FULL(7),
        RANDOM(8),
        URANDOM(9);

        private final int minor;

        Kind(int minor) {
            this.minor = minor;
        }
    }

    private static final int MAJOR = 1 << 8;

    private final Kind kind;
    private final Randomness randomness;

    MemoryDevice(Volume volume, Kind kind, Randomness randomness) {
        super(volume, 0666);
        this.kind = kind;
        this.randomness = randomness;
    }

    @Override
    public FileType type() {
        return FileType.CHARACTER_DEVICE;
    }

    @Override
    public int deviceNumber() {
        return MAJOR | kind.minor;
    }

    @Override
    public boolean mapsZeros() {
        return kind == Kind.ZERO;
    }

    @Override
    public long read(OpenFile file, long offset, byte[] target, int length) {
        switch (kind) {
            case NULL -> {
                return 0;
            }
            case ZERO, FULL -> Arrays.fill(target, 0, length, (byte) 0);
            case RANDOM, URANDOM -> randomness.fill(target, length);
        }
        return length;
    }

    @Override
    public long write(OpenFile file, long offset, byte[] source, int length) {
        return kind == Kind.FULL ? Errno.ENOSPC.result() : length;
    }
}
