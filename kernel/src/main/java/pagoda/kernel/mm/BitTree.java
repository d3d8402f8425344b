package pagoda.kernel.mm;

/**
 * A set of numbers from 0 to its size − 1 that finds its least in a few steps, however large it is: a bit for each number, and
 * above them, level by level, a bit for each word of 64 that is not empty.
 *
 * <pre>
 *   level 1   ...............................................1.1     words 0 and 2 are not empty
 *   level 0   word 2: ...1....     word 1: ........     word 0: .1....1.
 * </pre>
 */
final class BitTree {
    /** No number. */
    static final int NONE = -1;

    private final long[][] levels;

    BitTree(int size) {
        int count = 1;
        for (int words = size + 63 >>> 6; words > 1; words = words + 63 >>> 6) {
            count++;
        }
        levels = new long[count][];
        int words = size;
        for (int level = 0; level < count; level++) {
            words = Math.max(1, words + 63 >>> 6);
            levels[level] = new long[words];
        }
    }

    void add(int number) {
        int at = number;
        for (long[] level : levels) {
            level[at >>> 6] |= 1L << at;
            at >>>= 6;
        }
    }

    void remove(int number) {
        int at = number;
        for (long[] level : levels) {
            level[at >>> 6] &= ~(1L << at);
            if (level[at >>> 6] != 0) {
                return;
            }
            at >>>= 6;
        }
    }

    boolean contains(int number) {
        return (levels[0][number >>> 6] & 1L << number) != 0;
    }

    /** The least number; {@link #NONE} if there is none. */
    int least() {
        return leastFrom(0);
    }

    /** The least number that is not below this one; {@link #NONE} if there is none. */
    int leastFrom(int from) {
        int at = from;
        for (int level = 0; level < levels.length && at >>> 6 < levels[level].length; level++) {
            long word = levels[level][at >>> 6] & -1L << at;
            if (word != 0) {
                return leastBelow(level, at & -64 | Long.numberOfTrailingZeros(word));
            }
            at = (at >>> 6) + 1;
        }
        return NONE;
    }

    /** The least number below this bit of the level. */
    private int leastBelow(int level, int bit) {
        int at = bit;
        for (int below = level - 1; below >= 0; below--) {
            at = at << 6 | Long.numberOfTrailingZeros(levels[below][at]);
        }
        return at;
    }
}
