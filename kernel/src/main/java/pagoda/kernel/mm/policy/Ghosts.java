package pagoda.kernel.mm.policy;

import java.util.Arrays;

/**
 * The names of pages that left not long ago, in the order in which they left: a hash table of chains, through which a queue is
 * linked.
 */
final class Ghosts {
    private static final int NONE = ReplacementPolicy.NONE;
    private static final int FREE = 0;
    private static final int REMEMBERED = 1;

    private final FrameLists entries;
    private final long[] identity;
    /** The first entry of each chain, and the one behind each entry. */
    private final int[] chain;

    private final int[] behind;

    Ghosts(int capacity) {
        entries = new FrameLists(capacity, 2);
        identity = new long[capacity];
        behind = new int[capacity];
        chain = new int[Integer.highestOneBit(2 * capacity)];
        Arrays.fill(chain, NONE);
        for (int entry = 0; entry < capacity; entry++) {
            entries.append(FREE, entry);
        }
    }

    int size() {
        return entries.size(REMEMBERED);
    }

    /** Whether the page is remembered. */
    boolean holds(long page) {
        return entryOf(page) != NONE;
    }

    /** Remembers the page as the one that left last, and forgets the oldest ones, so that at most {@code limit} are left. */
    void remember(long page, int limit) {
        forget(page);
        while (size() >= limit) {
            forget(identity[entries.first(REMEMBERED)]);
        }
        int entry = entries.first(FREE);
        entries.move(REMEMBERED, entry);
        identity[entry] = page;
        behind[entry] = chain[bucket(page)];
        chain[bucket(page)] = entry;
    }

    /** Forgets the page, if it is remembered. */
    void forget(long page) {
        int entry = entryOf(page);
        if (entry == NONE) {
            return;
        }
        int bucket = bucket(page);
        if (chain[bucket] == entry) {
            chain[bucket] = behind[entry];
        } else {
            int before = chain[bucket];
            while (behind[before] != entry) {
                before = behind[before];
            }
            behind[before] = behind[entry];
        }
        entries.move(FREE, entry);
    }

    private int entryOf(long page) {
        int entry = chain[bucket(page)];
        while (entry != NONE && identity[entry] != page) {
            entry = behind[entry];
        }
        return entry;
    }

    /** Fibonacci hashing (Knuth, vol. 3, 6.4): the upper bits of a product with 2<sup>64</sup> over the golden ratio. */
    private int bucket(long page) {
        return (int) (page * 0x9e37_79b9_7f4a_7c15L >>> 33) & chain.length - 1;
    }
}
