package pagoda.cpu.translator;

import pagoda.cpu.memory.PhysicalMemory;

/**
 * What the loads and stores of a region know of the page that each of them was on last: an array with three numbers for each.
 * They are such that one subtraction and one comparison tell whether an address is on that page.
 */
final class Sites {
    /** The page's virtual address, half of all addresses away: what is subtracted from an address. */
    static final int START = 0;

    /** What the difference must be less than; {@link Long#MIN_VALUE} if no page is known. */
    static final int LIMIT = 1;

    /** Where the page begins in RAM's host array: added to the difference, the lower 32 bits of the sum are the index. */
    static final int BASE = 2;

    static final int FIELDS = 3;

    private Sites() {}

    /** A page is known: accesses of {@code size} bytes from one address on may use it. */
    static void set(long[] sites, int site, long address, int size, int base) {
        sites[site + START] = (address & -PhysicalMemory.FRAME_SIZE) + Long.MIN_VALUE;
        sites[site + LIMIT] = Long.MIN_VALUE + PhysicalMemory.FRAME_SIZE - size + 1;
        sites[site + BASE] = base;
    }

    /** Forgets all pages. */
    static void clear(long[] sites) {
        for (int limit = LIMIT; limit < sites.length; limit += FIELDS) {
            sites[limit] = Long.MIN_VALUE;
        }
    }
}
