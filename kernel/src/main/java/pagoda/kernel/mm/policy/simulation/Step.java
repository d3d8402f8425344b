package pagoda.kernel.mm.policy.simulation;

import java.util.OptionalLong;

/**
 * One reference, and what came of it.
 *
 * @param page the page that was referenced
 * @param write whether it was written to
 * @param fault whether it was not in RAM
 * @param frame where it is now
 * @param evicted the page that left for it
 */
public record Step(long page, boolean write, boolean fault, int frame, OptionalLong evicted) {}
