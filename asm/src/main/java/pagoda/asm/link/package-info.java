/**
 * The linker: objects in, one static ELF executable out. Its steps are the textbook's: resolve symbols, lay out
 * sections, apply relocations, write the file.
 */
@NullMarked
package pagoda.asm.link;

import org.jspecify.annotations.NullMarked;
