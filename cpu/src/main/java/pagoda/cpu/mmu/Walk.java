package pagoda.cpu.mmu;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Cause;

/** What one walk of a page table found: made once, and filled anew by each walk. */
public final class Walk {
    private static final int MOST_LEVELS = 5;

    private final long[] indices = new long[MOST_LEVELS];
    private final long[] entries = new long[MOST_LEVELS];
    private int references;
    private int topLevel;
    private boolean global;
    private long entryAddress;
    private long physical;
    private @Nullable Cause fault;

    void begin(int levels) {
        topLevel = levels - 1;
        references = 0;
        global = false;
        entryAddress = 0;
        fault = null;
    }

    void step(long index, long address, long entry) {
        indices[references] = index;
        entries[references] = entry;
        entryAddress = address;
        global |= (entry & Pte.G) != 0;
        references++;
    }

    void found(long physicalAddress) {
        physical = physicalAddress;
    }

    void fault(Cause cause) {
        fault = cause;
    }

    /** Why the access is not allowed, or null if it is. */
    public @Nullable Cause fault() {
        return fault;
    }

    /** The physical address that was found, if there is no {@link #fault}. */
    public long physical() {
        return physical;
    }

    /** Whether the page is in all address spaces: its entry, or one that points towards it, is marked so. */
    public boolean isGlobal() {
        return global;
    }

    /** How many page-table entries were read: the walk's memory references. */
    public int references() {
        return references;
    }

    /** The index into the table that step {@code step}, from 0, looked at. */
    public long index(int step) {
        return indices[step];
    }

    /** The entry that step {@code step}, from 0, found there. */
    public long entry(int step) {
        return entries[step];
    }

    /** The level of step {@code step}: 2 for Sv39's root, 0 for the last. */
    public int level(int step) {
        return topLevel - step;
    }

    /** The last entry that was read; zero if there was none. */
    public long pte() {
        return references == 0 ? 0 : entries[references - 1];
    }

    /** The level of the last entry that was read: 0 for a 4 KiB page, 1 for 2 MiB, 2 for 1 GiB. */
    public int level() {
        return level(references - 1);
    }

    /** The physical address of the last entry that was read. */
    public long entryAddress() {
        return entryAddress;
    }
}
