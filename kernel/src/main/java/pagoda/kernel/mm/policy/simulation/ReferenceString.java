package pagoda.kernel.mm.policy.simulation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import pagoda.kernel.mm.policy.FutureReferences;

/** A string of references to pages, each a read or a write. */
public final class ReferenceString {
    private final long[] pages;
    private final BitSet writes;
    /** The pages as numbers 0, 1, 2, … in the order of their first references. */
    private final int[] numbers;

    private final int distinct;
    private final FutureReferences future;

    private ReferenceString(long[] pages, BitSet writes) {
        this.pages = pages;
        this.writes = writes;
        numbers = new int[pages.length];
        Map<Long, Integer> known = new HashMap<>();
        for (int index = 0; index < pages.length; index++) {
            Integer number = known.putIfAbsent(pages[index], known.size());
            numbers[index] = number == null ? known.size() - 1 : number;
        }
        distinct = known.size();
        future = FutureReferences.of(pages);
    }

    /** References that read. */
    public static ReferenceString of(long... pages) {
        return new ReferenceString(pages.clone(), new BitSet());
    }

    /** How many references there are. */
    public int length() {
        return pages.length;
    }

    /** How many pages are referenced. */
    public int distinctPages() {
        return distinct;
    }

    public long page(int index) {
        return pages[index];
    }

    public boolean isWrite(int index) {
        return writes.get(index);
    }

    /** The page's number among those that are referenced: 0 for the first, less than {@link #distinctPages}. */
    int number(int index) {
        return numbers[index];
    }

    /** The same, for those that ask what comes next. */
    public FutureReferences future() {
        return future;
    }

    /** Collects references in their order. */
    public static final class Builder {
        private long[] pages = new long[64];
        private final BitSet writes = new BitSet();
        private int length;

        public void add(long page, boolean write) {
            if (length == pages.length) {
                pages = Arrays.copyOf(pages, 2 * length);
            }
            pages[length] = page;
            writes.set(length++, write);
        }

        public int length() {
            return length;
        }

        public ReferenceString build() {
            return new ReferenceString(Arrays.copyOf(pages, length), (BitSet) writes.clone());
        }
    }
}
