package pagoda.asm.object;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.SourcePosition;

/**
 * A place in a section that the linker must patch once addresses are known: ELF's {@code Elf64_Rela}.
 *
 * <p>The addend is here alone: the bits in the section count only for the ADD, SUB and SUB_ULEB128 types, which change
 * them.
 *
 * @param offset bytes from the start of the section that holds this relocation
 * @param symbol what it refers to; null where the type needs none (RELAX, ALIGN) or for the absolute address 0
 * @param addend added to the symbol's value; for ALIGN the number of nop bytes at the offset
 * @param position the place in the source that made it, or null
 */
public record Relocation(
        long offset,
        RelocationType type,
        @Nullable Symbol symbol,
        long addend,
        @Nullable SourcePosition position) {

    /** The greatest boundary, in bytes, that an ALIGN may ask for: its nops stand in the object. */
    public static final int MAX_ALIGNMENT = 1 << 20;
}
