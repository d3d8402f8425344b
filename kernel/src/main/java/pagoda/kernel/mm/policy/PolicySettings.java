package pagoda.kernel.mm.policy;

import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What some policies need to know besides the pages.
 *
 * @param seed from which random choices come
 * @param window how long a page belongs to the working set after its last use, in the unit of {@link Residents#now}
 * @param future the references that are going to be made, if they are one string, and the policy is told each
 * @param untilUse after how many references the page in a frame is used next, where this can be asked at any time
 */
public record PolicySettings(
        long seed,
        long window,
        @Nullable FutureReferences future,
        @Nullable IntToLongFunction untilUse) {
    /** As in the kernel: a window of 100 ms, an unknown future. */
    public static PolicySettings ofSeed(long seed) {
        return new PolicySettings(seed, WsClock.DEFAULT_WINDOW, null, null);
    }

    /** The same where the next use can be asked. */
    public PolicySettings withUntilUse(IntToLongFunction newUntilUse) {
        return new PolicySettings(seed, window, future, newUntilUse);
    }
}
