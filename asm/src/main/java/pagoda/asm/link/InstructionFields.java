package pagoda.asm.link;

import java.util.List;
import java.util.Objects;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;

/**
 * The immediate fields that relocations patch, by the format of the instruction (unprivileged manual, 2.3 and 26.8).
 */
final class InstructionFields {

    static final Field BRANCH = immediate(Instruction.BEQ);
    static final Field JUMP = immediate(Instruction.JAL);
    static final Field UPPER = immediate(Instruction.LUI);
    static final Field LOAD = immediate(Instruction.ADDI);
    static final Field STORE = immediate(Instruction.SD);

    /** C.BEQZ and C.BNEZ: {@code offset[8|4:3]} in bits 12:10, {@code offset[7:6|2:1|5]} in bits 6:2. */
    static final Field COMPRESSED_BRANCH = new Field(
            "imm", true, List.of(slice(12, 8, 1), slice(10, 3, 2), slice(5, 6, 2), slice(3, 1, 2), slice(2, 5, 1)));

    /** C.J: {@code offset[11|4|9:8|10|6|7|3:1|5]} in bits 12:2. */
    static final Field COMPRESSED_JUMP = new Field(
            "imm",
            true,
            List.of(
                    slice(12, 11, 1),
                    slice(11, 4, 1),
                    slice(9, 8, 2),
                    slice(8, 10, 1),
                    slice(7, 6, 1),
                    slice(6, 7, 1),
                    slice(3, 1, 3),
                    slice(2, 5, 1)));

    /** C.LUI: {@code imm[17]} in bit 12, {@code imm[16:12]} in bits 6:2. */
    static final Field COMPRESSED_UPPER = new Field("imm", true, List.of(slice(12, 17, 1), slice(2, 12, 5)));

    private InstructionFields() {}

    private static Field immediate(Instruction instruction) {
        return Objects.requireNonNull(instruction.field("imm"));
    }

    private static Field.Slice slice(int position, int bit, int width) {
        return new Field.Slice(position, bit, width);
    }
}
