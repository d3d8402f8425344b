package pagoda.kernel.syscall;

/**
 * The linear congruential generator of 48 bits (Knuth, "Seminumerical Algorithms", 3.2.1) with the constants and the outputs
 * that Java's library documents for its own, so that a program that sets a seed gets the numbers that RARS gives it.
 */
final class RandomGenerator {
    private static final long MULTIPLIER = 0x5_deec_e66dL;
    private static final long ADDEND = 11;
    private static final long MASK = (1L << 48) - 1;

    private long state;

    RandomGenerator(long seed) {
        setSeed(seed);
    }

    void setSeed(long seed) {
        state = (seed ^ MULTIPLIER) & MASK;
    }

    private int next(int bits) {
        state = state * MULTIPLIER + ADDEND & MASK;
        return (int) (state >>> (48 - bits));
    }

    /** Any 32 bits. */
    int nextInt() {
        return next(32);
    }

    /** At least 0 and below {@code bound}, which is above 0. */
    int nextInt(int bound) {
        int bits = next(31);
        if ((bound & bound - 1) == 0) {
            return (int) ((long) bound * bits >> 31);
        }
        int value = bits % bound;
        while (bits - value + (bound - 1)
                < 0) { // the last, incomplete run of the bound's multiples would favour small numbers
            bits = next(31);
            value = bits % bound;
        }
        return value;
    }

    /** At least 0 and below 1. */
    float nextFloat() {
        return next(24) / (float) (1 << 24);
    }

    /** At least 0 and below 1. */
    double nextDouble() {
        long high = (long) next(26) << 27;
        return (high + next(27)) * 0x1.0p-53;
    }
}
