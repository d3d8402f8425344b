package pagoda.cpu.mmu;

import java.util.Arrays;

/**
 * The engines' short cut for loads and stores: a direct-mapped cache, on the host's side, of translations that need no
 * look-up. It is always a subset of what the data TLB holds for the current address space, and of what its entries allow, so
 * that a hit here is a hit there and nothing but the count of accesses changes. TLBs whose replacement depends on hits have
 * none.
 *
 * <p>Slot {@code page & MASK}: if its tag equals the virtual page number, the page begins at the index {@code base} of RAM's
 * host array. The arrays are open to the engines, which only read them.
 */
public final class FastTranslations {
    /** Selects the slot of a virtual page number. */
    public static final int MASK = 255;

    /** The tag of a slot that holds nothing. */
    public static final long EMPTY = -1;

    /** Tags of pages that may be loaded from. */
    public final long[] readTags = new long[MASK + 1];
    /** Where they begin. */
    public final int[] readBases = new int[MASK + 1];
    /** Tags of pages that may be stored to, are marked dirty, and hold no decoded code. */
    public final long[] writeTags = new long[MASK + 1];
    /** Where they begin. */
    public final int[] writeBases = new int[MASK + 1];

    private long epoch;

    FastTranslations() {
        clear();
    }

    /** A number that changes whenever a translation that could be found here can no longer. */
    public long epoch() {
        return epoch;
    }

    void allowReads(long page, int base) {
        note(readTags[(int) page & MASK], page);
        readTags[(int) page & MASK] = page;
        readBases[(int) page & MASK] = base;
    }

    private void note(long before, long after) {
        if (before != EMPTY && before != after) {
            epoch++;
        }
    }

    void allowWrites(long page, int base) {
        note(writeTags[(int) page & MASK], page);
        writeTags[(int) page & MASK] = page;
        writeBases[(int) page & MASK] = base;
    }

    void drop(long page) {
        int slot = (int) page & MASK;
        if (readTags[slot] == page) {
            epoch++;
            readTags[slot] = EMPTY;
        }
        if (writeTags[slot] == page) {
            epoch++;
            writeTags[slot] = EMPTY;
        }
    }

    void clear() {
        Arrays.fill(readTags, EMPTY);
        clearWrites();
    }

    /** Forgets where stores may go: a frame has become one that holds decoded code. */
    public void clearWrites() {
        epoch++;
        Arrays.fill(writeTags, EMPTY);
    }
}
