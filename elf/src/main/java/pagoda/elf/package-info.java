/**
 * The ELF format: the files that the linker writes and the kernel loads, byte for byte as the System V ABI and the
 * RISC-V psABI have them. Class 64, little-endian, machine RISC-V; nothing else is read or written.
 */
@NullMarked
package pagoda.elf;

import org.jspecify.annotations.NullMarked;
