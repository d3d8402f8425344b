package pagoda.kernel.fs;

import java.util.SplittableRandom;

/** Random bytes that are the same in every run with the same seed. */
public final class Randomness {
    private final SplittableRandom random;

    public Randomness(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Fills the first {@code length} bytes. */
    public void fill(byte[] target, int length) {
        for (int at = 0; at < length; at++) {
            target[at] = (byte) (random.nextInt() >>> 24);
        }
    }
}
