package pagoda.kernel.mm;

/** Where a file's pages are when they are not in RAM: the simulated disk, or nowhere. */
public interface PageStore {
    /** Fills {@code page} (4096 bytes) with the file's page {@code index}; zero where the file has none. */
    void read(long index, byte[] page);

    /** Keeps the file's page {@code index}. */
    void write(long index, byte[] page);

    /** Forgets the pages from {@code index} on. */
    void truncate(long index);
}
