/** The state of one assembly: what statements act upon. */
@NullMarked
package pagoda.asm.assembly;

import org.jspecify.annotations.NullMarked;
