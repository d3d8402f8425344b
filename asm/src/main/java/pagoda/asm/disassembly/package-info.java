/** The disassembly of whole ELF files, in the form that GNU objdump gives it. */
@NullMarked
package pagoda.asm.disassembly;

import org.jspecify.annotations.NullMarked;
