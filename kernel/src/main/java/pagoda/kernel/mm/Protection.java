package pagoda.kernel.mm;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.mmu.Access;

/** What a region allows. Where writing is allowed, so is reading, as on Linux. */
public record Protection(boolean read, boolean write, boolean execute) {
    public static final Protection NONE = new Protection(false, false, false);
    public static final Protection READ_WRITE = new Protection(true, true, false);

    public Protection {
        read |= write;
    }

    /** Whether it allows the access. */
    public boolean allows(Access access) {
        return switch (access) {
            case FETCH -> execute;
            case LOAD -> read;
            case STORE -> write;
        };
    }

    /** The same without writing. */
    public Protection withoutWrite() {
        return new Protection(read, false, execute);
    }

    // As a record's own, which would generate code at each start (docs/performance.md): regions are compared in every
    // run.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Protection that && read == that.read && write == that.write && execute == that.execute;
    }

    @Override
    public int hashCode() {
        return (read ? 4 : 0) + (write ? 2 : 0) + (execute ? 1 : 0);
    }

    /** {@code r-x} and so on. */
    @Override
    public String toString() {
        return (read ? "r" : "-") + (write ? "w" : "-") + (execute ? "x" : "-");
    }
}
