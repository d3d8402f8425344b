package pagoda.kernel.mm;

/** Where a region's pages come from when they are first touched. */
public sealed interface Backing {
    /** Zero-filled pages that belong to no file. */
    record Anonymous() implements Backing {}

    /** Nothing: every touch kills. What keeps a stack from running into its neighbour. */
    record Guard() implements Backing {}

    /**
     * A private copy of a file's bytes, zero behind {@code length}.
     *
     * @param file the whole file
     * @param offset in the file of the region's first byte, a multiple of 4096
     * @param length bytes that come from the file
     */
    record PrivateFile(byte[] file, long offset, long length) implements Backing {
        /** The backing of the part of the region that begins {@code bytes} later. */
        PrivateFile skip(long bytes) {
            return new PrivateFile(file, offset + bytes, Math.max(0, length - bytes));
        }
    }

    Backing ANONYMOUS = new Anonymous();
    Backing GUARD = new Guard();
}
