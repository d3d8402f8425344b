/** What works on statements as text before they have a meaning: macros, repetition, conditionals, inclusion. */
@NullMarked
package pagoda.asm.macro;

import org.jspecify.annotations.NullMarked;
