/** Sections while they grow: fragments of fixed bytes and elastic tails, labels, and formulas over labels. */
@NullMarked
package pagoda.asm.layout;

import org.jspecify.annotations.NullMarked;
