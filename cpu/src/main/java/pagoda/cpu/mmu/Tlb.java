package pagoda.cpu.mmu;

import java.util.Arrays;

/**
 * A translation lookaside buffer: set-associative, tagged with address-space identifiers. Each entry translates one 4 KiB
 * page; a larger page takes an entry for each 4 KiB piece of it that is used. A free way of a set is filled before any is
 * evicted, the lowest first.
 */
public final class Tlb {
    /** No virtual page number. */
    public static final long NONE = -1;

    private final TlbConfiguration configuration;
    private final int ways;
    private final int setMask;
    private final ReplacementState replacement;
    private final long[] pages;
    private final int[] asids;
    private final long[] entries;
    private final int[] levels;
    private final long[] addresses;
    /** Slots by the low bits of their page: the first of each chain, and the next behind each slot; −1 ends a chain. */
    private final int[] chains;

    private final int[] chained;

    /** How many ways of each set are filled. */
    private final int[] filled;

    private long lastEvicted = NONE;
    private long accesses;
    private long misses;
    private long evictions;
    private long flushes;

    Tlb(TlbConfiguration configuration) {
        this.configuration = configuration;
        ways = configuration.ways();
        setMask = configuration.sets() - 1;
        this.replacement = ReplacementState.of(configuration);
        int size = configuration.entries();
        pages = new long[size];
        asids = new int[size];
        entries = new long[size];
        levels = new int[size];
        addresses = new long[size];
        chains = new int[Math.max(1, 4 * size)];
        chained = new int[size];
        filled = new int[configuration.sets()];
        empty();
    }

    private void empty() {
        Arrays.fill(pages, NONE);
        Arrays.fill(chains, -1);
        Arrays.fill(filled, 0);
    }

    /** The shape it was made with. */
    public TlbConfiguration configuration() {
        return configuration;
    }

    /** Page touches looked up so far: one for each page that each attempted access touches, one fetch an instruction. */
    public long accesses() {
        return accesses;
    }

    /** Look-ups that found no entry. */
    public long misses() {
        return misses;
    }

    /** Look-ups that found an entry. */
    public long hits() {
        return accesses - misses;
    }

    /** Entries that made room for another. */
    public long evictions() {
        return evictions;
    }

    /** Fences that were executed, whatever they dropped. */
    public long flushes() {
        return flushes;
    }

    /** Whether every hit must be looked up, because replacement depends on hits. */
    public boolean needsHits() {
        return replacement.needsHits() || configuration.entries() == 0;
    }

    /** Adds accesses that hit without being looked up one by one. */
    public void addHits(long count) {
        accesses += count;
    }

    /** How many entries there are room for. */
    public int size() {
        return pages.length;
    }

    /** The virtual page number in slot {@code slot}, or {@link #NONE} if the slot is free. */
    public long page(int slot) {
        return pages[slot];
    }

    /** The address-space identifier in the slot. */
    public int asid(int slot) {
        return asids[slot];
    }

    /** The cached page-table entry in the slot. */
    public long pte(int slot) {
        return entries[slot];
    }

    /** The level of the cached entry: 0 for a 4 KiB page. */
    public int level(int slot) {
        return levels[slot];
    }

    /** The physical address of the slot's 4 KiB page. */
    public long address(int slot) {
        return addresses[slot];
    }

    /** The slot of a page, counted as an access; −1, counted as a miss, if there is none. */
    int lookup(long page, int asid) {
        accesses++;
        int slot = find(page, asid);
        if (slot < 0) {
            misses++;
        } else {
            int set = set(page);
            replacement.hit(set, slot - set * ways);
        }
        return slot;
    }

    /** The slot of a page, the lowest if there are several, or −1 if there is none: nothing is counted. */
    int find(long page, int asid) {
        int found = -1;
        for (int slot = chains[chain(page)]; slot >= 0; slot = chained[slot]) {
            if (pages[slot] == page
                    && (asids[slot] == asid || (entries[slot] & Pte.G) != 0)
                    && (found < 0 || slot < found)) {
                found = slot;
            }
        }
        return found;
    }

    private int chain(long page) {
        return (int) page & chains.length - 1;
    }

    /** Puts a translation in; {@link #lastEvicted} then tells what made room. */
    void insert(long page, int asid, long pte, int level, long address) {
        lastEvicted = NONE;
        if (pages.length == 0) {
            return;
        }
        int set = set(page);
        int way = freeWay(set);
        if (way < 0) {
            way = replacement.victim(set);
            lastEvicted = pages[set * ways + way];
            evictions++;
        }
        replacement.filled(set, way);
        fill(set * ways + way, page, asid, pte, level, address);
    }

    /** Changes the translation in a slot, which keeps its place. */
    void fill(int slot, long page, int asid, long pte, int level, long address) {
        if (pages[slot] != page) {
            drop(slot);
            pages[slot] = page;
            chained[slot] = chains[chain(page)];
            chains[chain(page)] = slot;
            filled[set(page)]++;
        }
        asids[slot] = asid;
        entries[slot] = pte;
        levels[slot] = level;
        addresses[slot] = address;
    }

    /** Takes the translation out of a slot, if there is one. */
    private void drop(int slot) {
        if (pages[slot] == NONE) {
            return;
        }
        int chain = chain(pages[slot]);
        if (chains[chain] == slot) {
            chains[chain] = chained[slot];
        } else {
            int before = chains[chain];
            while (chained[before] != slot) {
                before = chained[before];
            }
            chained[before] = chained[slot];
        }
        filled[set(pages[slot])]--;
        pages[slot] = NONE;
    }

    /** The page whose entry the last {@link #insert} evicted, or {@link #NONE}. */
    long lastEvicted() {
        return lastEvicted;
    }

    /** Drops everything. */
    void flush() {
        flushes++;
        empty();
    }

    /** Drops the entries of one address space, except global ones. */
    void flushAsid(int asid) {
        flushes++;
        for (int slot = 0; slot < pages.length; slot++) {
            if (asids[slot] == asid && (entries[slot] & Pte.G) == 0) {
                drop(slot);
            }
        }
    }

    /** Drops the entries that translate a page in any address space, whatever the size of the page they came from. */
    void flushPage(long page) {
        flushes++;
        for (int slot = 0; slot < pages.length; slot++) {
            if (covers(slot, page)) {
                drop(slot);
            }
        }
    }

    /** Drops the entries that translate a page in one address space, except global ones. */
    void flushPage(long page, int asid) {
        flushes++;
        for (int slot = 0; slot < pages.length; slot++) {
            if (covers(slot, page) && asids[slot] == asid && (entries[slot] & Pte.G) == 0) {
                drop(slot);
            }
        }
    }

    private boolean covers(int slot, long page) {
        return pages[slot] != NONE && pages[slot] >>> (9 * levels[slot]) == page >>> (9 * levels[slot]);
    }

    private int freeWay(int set) {
        for (int way = 0; filled[set] < ways && way < ways; way++) {
            if (pages[set * ways + way] == NONE) {
                return way;
            }
        }
        return -1;
    }

    private int set(long page) {
        return (int) page & setMask;
    }
}
