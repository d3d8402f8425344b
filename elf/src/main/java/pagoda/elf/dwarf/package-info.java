/**
 * The part of DWARF that tells which source line an address comes from: read in versions 2 to 5, written in version 4, or as a
 * compiler asks for it.
 */
@NullMarked
package pagoda.elf.dwarf;

import org.jspecify.annotations.NullMarked;
