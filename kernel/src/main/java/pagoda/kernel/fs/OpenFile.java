package pagoda.kernel.fs;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.CachedFile;

/** What a file descriptor stands for. */
public interface OpenFile {
    /** Whether read is allowed. */
    boolean isReadable();

    /** Whether write is allowed. */
    boolean isWritable();

    /** Its bytes as mappings see them; null if it cannot be mapped. */
    default @Nullable CachedFile cachedFile() {
        return null;
    }

    /** What people call it: its path when it was opened. */
    String path();

    /** Reads up to {@code length} bytes; gives their number, 0 at the end, or an error as a system call returns it. */
    long read(byte[] target, int length);

    /** Writes {@code length} bytes; gives the number written, or an error as a system call returns it. */
    long write(byte[] source, int length);
}
