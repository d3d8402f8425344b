package pagoda.asm.link;

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

    static final Field COMPRESSED_BRANCH = immediate(Instruction.C_BEQZ);
    static final Field COMPRESSED_JUMP = immediate(Instruction.C_J);

    /** It holds no zero: {@code c.li} does. */
    static final Field COMPRESSED_UPPER = Objects.requireNonNull(Instruction.C_LUI.field("nzimm"));

    private InstructionFields() {}

    private static Field immediate(Instruction instruction) {
        return Objects.requireNonNull(instruction.field("imm"));
    }
}
