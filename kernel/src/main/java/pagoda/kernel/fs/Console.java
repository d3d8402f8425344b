package pagoda.kernel.fs;

/**
 * The machine's console: the kernel's door to the host's standard input, output and error. The simulated clock stands while
 * the host is waited for.
 */
public interface Console {
    /** What {@link #read} and {@link #write} give when the host reports an error. */
    int ERROR = -1;

    /** What {@link #write} gives when nobody reads the other end any more. */
    int CLOSED = -2;

    /**
     * Reads up to {@code length} bytes of standard input: as many as there are before its end, or from a terminal up to the
     * end of a line.
     *
     * @return how many were read, 0 at the end, or {@link #ERROR}
     */
    int read(byte[] target, int length);

    /**
     * Writes all bytes to standard output, or to standard error.
     *
     * @return {@code length}, {@link #ERROR} or {@link #CLOSED}
     */
    int write(boolean error, byte[] source, int length);

    /** Whether standard input comes from a terminal. */
    default boolean isTerminal() {
        return false;
    }
}
