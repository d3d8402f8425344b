package pagoda.kernel.fs;

/** What a file descriptor stands for. */
public interface OpenFile {
    /** Whether read is allowed. */
    boolean isReadable();

    /** Whether write is allowed. */
    boolean isWritable();

    /** Reads up to {@code length} bytes; gives their number, 0 at the end, or an error as a system call returns it. */
    long read(byte[] target, int length);

    /** Writes {@code length} bytes; gives the number written, or an error as a system call returns it. */
    long write(byte[] source, int length);
}
