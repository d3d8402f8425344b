/** What the assembler and the linker have to say to the user, and how it looks on the terminal. */
@NullMarked
package pagoda.asm.diagnostic;

import org.jspecify.annotations.NullMarked;
