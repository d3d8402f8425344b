/** The directives, one table for each group. */
@NullMarked
package pagoda.asm.directive;

import org.jspecify.annotations.NullMarked;
