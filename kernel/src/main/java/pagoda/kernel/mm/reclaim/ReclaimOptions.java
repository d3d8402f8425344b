package pagoda.kernel.mm.reclaim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.mm.policy.FutureReferences;
import pagoda.kernel.mm.policy.PolicyKind;

/**
 * How memory is reclaimed.
 *
 * @param policy which pages leave
 * @param seed for policies that draw lots
 * @param watermarks null for those that fit the size of RAM
 * @param cluster the most pages that are written to swap in one request, above 0
 * @param recorded for the policy that knows the future: by thread, the pages that it is going to touch
 */
public record ReclaimOptions(
        PolicyKind policy,
        long seed,
        @Nullable Watermarks watermarks,
        int cluster,
        Map<Integer, FutureReferences> recorded) {
    /** The clock, in clusters of 32. */
    public static final ReclaimOptions DEFAULT = new ReclaimOptions(PolicyKind.CLOCK, 0, null, 32);

    /** Those of a policy that does not know the future. */
    public ReclaimOptions(PolicyKind policy, long seed, @Nullable Watermarks watermarks, int cluster) {
        this(policy, seed, watermarks, cluster, Map.of());
    }
}
