/**
 * A relocatable object in memory: sections, symbols, relocations and source lines, in the model of the ELF standard and
 * the RISC-V psABI. The assembler fills one for each source file; the linker joins them.
 */
@NullMarked
package pagoda.asm.object;

import org.jspecify.annotations.NullMarked;
