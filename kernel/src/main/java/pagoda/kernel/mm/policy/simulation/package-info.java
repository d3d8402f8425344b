/** Replacement policies on a reference string, as textbooks do it by hand: no machine, no kernel. */
@NullMarked
package pagoda.kernel.mm.policy.simulation;

import org.jspecify.annotations.NullMarked;
