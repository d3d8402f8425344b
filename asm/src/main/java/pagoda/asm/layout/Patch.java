package pagoda.asm.layout;

import pagoda.asm.object.RelocationType;
import pagoda.cpu.isa.Field;

/** How a value that was not known when its bytes were written gets into them. */
public sealed interface Patch {

    /** Data of 1, 2, 4 or 8 bytes: a number, an address, or the difference of two. */
    record Data(int bytes) implements Patch {}

    /** An instruction's field that takes a number. */
    record Number(Field field) implements Patch {}

    /** An instruction's field that takes its distance from a target: the linker does it again if it moves instructions. */
    record Target(Field field, RelocationType type) implements Patch {}

    /** What only the linker can do; if it {@code relaxes}, it may also make the instruction shorter. */
    record Link(RelocationType type, boolean relaxes) implements Patch {}

    /** Instructions that do nothing, of which the linker keeps as many as an alignment needs; the formula is their size. */
    record Alignment() implements Patch {}
}
