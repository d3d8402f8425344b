/** What is done when frames are few: the watermarks, the swap daemon, direct reclaim, the out-of-memory killer. */
@NullMarked
package pagoda.kernel.mm.reclaim;

import org.jspecify.annotations.NullMarked;
