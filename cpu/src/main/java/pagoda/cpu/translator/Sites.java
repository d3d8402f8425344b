package pagoda.cpu.translator;

import pagoda.cpu.memory.PhysicalMemory;

/**
 * What the loads and stores of a region know of the page that each of them was on last: an array with three numbers for each.
 * They are such that one subtraction and one comparison tell whether an address is on that page.
 */
final class Sites {
    /** The page's virtual address, half of all addresses away: what is subtracted from an address. */
    static final int START = 0;

    /** What the difference must be less than; {@link #FAR} if no page is known. */
    static final int LIMIT = 1;

    /** Where the page begins in RAM's host array: the lower 32 bits of the difference, or that, are the index. */
    static final int BASE = 2;

    static final int FIELDS = 3;

    /** Half of all addresses: by that the signed comparison of differences is one of unsigned numbers. */
    static final long FAR = Long.MIN_VALUE;

    private Sites() {}

    /** {@link #LIMIT} for accesses of so many bytes from one address on. */
    static long limit(int size) {
        return FAR + PhysicalMemory.FRAME_SIZE - size + 1;
    }

    /** Forgets all pages. */
    static void clear(long[] sites) {
        for (int limit = LIMIT; limit < sites.length; limit += FIELDS) {
            sites[limit] = FAR;
        }
    }
}
