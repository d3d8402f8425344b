/** The syntax of one statement: its grammar, its tree, and what is said when it does not parse. */
@NullMarked
package pagoda.asm.syntax;

import org.jspecify.annotations.NullMarked;
