package pagoda.cpu.translator;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import pagoda.cpu.isa.Op;

/**
 * The one instruction of the host's virtual machine that computes what a frequent instruction of the guest computes. A call of
 * the instruction's method would have to be inlined by the host's compiler, which does not do so where it thinks that the method
 * was not called often enough.
 *
 * @param opcode of the Java virtual machine
 * @param word whether it is for the lower 32 bits of the registers, and its result is extended
 * @param shift whether its second operand is a number of 32 bits
 */
record HostInstruction(int opcode, boolean word, boolean shift) {
    /** For an instruction that computes of two registers; null if more is needed. */
    static @Nullable HostInstruction of(int op) {
        return switch (op) {
            case Op.ADD -> whole(Opcodes.LADD);
            case Op.SUB -> whole(Opcodes.LSUB);
            case Op.XOR -> whole(Opcodes.LXOR);
            case Op.OR -> whole(Opcodes.LOR);
            case Op.AND -> whole(Opcodes.LAND);
            case Op.MUL -> whole(Opcodes.LMUL);
            case Op.SLL -> new HostInstruction(Opcodes.LSHL, false, true);
            case Op.SRL -> new HostInstruction(Opcodes.LUSHR, false, true);
            case Op.SRA -> new HostInstruction(Opcodes.LSHR, false, true);
            case Op.ADDW -> word(Opcodes.IADD);
            case Op.SUBW -> word(Opcodes.ISUB);
            case Op.MULW -> word(Opcodes.IMUL);
            case Op.SLLW -> word(Opcodes.ISHL);
            case Op.SRLW -> word(Opcodes.IUSHR);
            case Op.SRAW -> word(Opcodes.ISHR);
            default -> null;
        };
    }

    /** For an instruction that gives of two sign-extended words another one; null if there is none. */
    static @Nullable HostInstruction ofWords(int op) {
        return switch (op) {
            case Op.XOR -> word(Opcodes.IXOR);
            case Op.OR -> word(Opcodes.IOR);
            case Op.AND -> word(Opcodes.IAND);
            default -> null;
        };
    }

    private static HostInstruction whole(int opcode) {
        return new HostInstruction(opcode, false, false);
    }

    private static HostInstruction word(int opcode) {
        return new HostInstruction(opcode, true, true);
    }
}
