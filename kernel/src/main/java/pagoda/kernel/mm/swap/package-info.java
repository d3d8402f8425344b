/** The swap device: its slots, and the bytes in them. */
@NullMarked
package pagoda.kernel.mm.swap;

import org.jspecify.annotations.NullMarked;
