package pagoda.kernel.mm.policy;

import java.util.HashMap;
import java.util.Map;

/** The string of references that is going to be made, by the pages' {@link Residents#identity identities}. */
public final class FutureReferences {
    /** Later than any reference. */
    public static final int NEVER = Integer.MAX_VALUE;

    private final long[] pages;
    /** For each reference, the number of the next one to the same page. */
    private final int[] next;

    private final Map<Long, Integer> firstUses;

    /** Is shown a page, and the number of the first reference to it. */
    @FunctionalInterface
    public interface FirstUseVisitor {
        void visit(long page, int number);
    }

    private FutureReferences(long[] pages) {
        this.pages = pages;
        next = new int[pages.length];
        Map<Long, Integer> following = new HashMap<>();
        for (int number = pages.length - 1; number >= 0; number--) {
            Integer later = following.put(pages[number], number);
            next[number] = later == null ? NEVER : later;
        }
        firstUses = following;
    }

    public static FutureReferences of(long... pages) {
        return new FutureReferences(pages.clone());
    }

    /** How many references there are. */
    public int length() {
        return pages.length;
    }

    /** The page of the reference with this number, from 0. */
    public long page(int number) {
        return pages[number];
    }

    /** Shows each page once. */
    public void forEachFirstUse(FirstUseVisitor visitor) {
        firstUses.forEach(visitor::visit);
    }

    /** When the page of the reference with this number, from 0, is referenced next; {@link #NEVER} if it is not. */
    public int nextUse(int number) {
        return number < next.length ? next[number] : NEVER;
    }

    /** When the page is first referenced, counted from the reference with this number. */
    int firstUse(long page, int from) {
        for (int number = from; number < pages.length; number++) {
            if (pages[number] == page) {
                return number;
            }
        }
        return NEVER;
    }
}
