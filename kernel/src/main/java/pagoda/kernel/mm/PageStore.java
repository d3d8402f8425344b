package pagoda.kernel.mm;

import pagoda.kernel.disk.DiskRequest;

/** Where a file's pages are when they are not in RAM: the simulated disk, or nowhere. */
public interface PageStore {
    /** Fills {@code page} (4096 bytes) with the file's page {@code index}; zero where the file has none. */
    void read(long index, byte[] page);

    /** Whether the page has a place: if not, it is zero, and nothing need be read. */
    boolean has(long index);

    /** Whether the page is read without the disk, this time. */
    default boolean isAtHand(long index) {
        return false;
    }

    /** Whether the page can be kept: there is room for it. */
    default boolean mayWrite(long index) {
        return true;
    }

    /** Finds the page a place before it is written; false if there is none left. */
    default boolean place(@SuppressWarnings("unused") long index) {
        return true;
    }

    /** Which part of the disk the pages are in. */
    default DiskRequest.Area area() {
        return DiskRequest.Area.FILE;
    }

    /** Keeps the file's page {@code index}, for which there is a place. */
    void write(long index, byte[] page);

    /** Forgets the pages from {@code index} on. */
    void truncate(long index);

    /** Whether the page has room here, or could get it. */
    default boolean hasRoom(@SuppressWarnings("unused") long index) {
        return true;
    }

    /** Takes the room that the page needs to be kept here one day; false if there is none. */
    default boolean reserve(@SuppressWarnings("unused") long index) {
        return true;
    }

    /** Gives room back that was taken for a page that was never kept. */
    default void release(@SuppressWarnings("unused") long index) {}

    /** Whether the page is zero as nobody ever wrote it, nor took room to do so. */
    default boolean isHole(@SuppressWarnings("unused") long index) {
        return false;
    }

    /** Nobody will read the file any more: all its room is given back. */
    default void free() {}
}
