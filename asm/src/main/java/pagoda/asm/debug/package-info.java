/** Which source lines code comes from, as an object's debug sections. */
@NullMarked
package pagoda.asm.debug;

import org.jspecify.annotations.NullMarked;
