/** Instructions and pseudo-instructions: operands matched against the table, and encoded. */
@NullMarked
package pagoda.asm.instruction;

import org.jspecify.annotations.NullMarked;
