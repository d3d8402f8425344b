package pagoda.kernel.mm.reclaim;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.policy.PolicyKind;

/**
 * How memory is reclaimed.
 *
 * @param policy which pages leave
 * @param seed for policies that draw lots
 * @param watermarks null for those that fit the size of RAM
 * @param cluster the most pages that are written to swap in one request, above 0
 */
public record ReclaimOptions(
        PolicyKind policy, long seed, @Nullable Watermarks watermarks, int cluster) {
    /** The clock, in clusters of 32. */
    public static final ReclaimOptions DEFAULT = new ReclaimOptions(PolicyKind.CLOCK, 0, null, 32);
}
