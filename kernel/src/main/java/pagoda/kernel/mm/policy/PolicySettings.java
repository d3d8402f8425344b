package pagoda.kernel.mm.policy;

import org.jspecify.annotations.Nullable;

/**
 * What some policies need to know besides the pages.
 *
 * @param seed from which random choices come
 * @param window how long a page belongs to the working set after its last use, in the unit of {@link Residents#now}
 * @param future the references that are going to be made, where they are known
 */
public record PolicySettings(
        long seed, long window, @Nullable FutureReferences future) {
    /** As in the kernel: a window of 100 ms, an unknown future. */
    public static PolicySettings ofSeed(long seed) {
        return new PolicySettings(seed, WsClock.DEFAULT_WINDOW, null);
    }
}
