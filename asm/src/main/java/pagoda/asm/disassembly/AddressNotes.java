package pagoda.asm.disassembly;

import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;
import pagoda.cpu.isa.Registers;

/**
 * Finds the address that an instruction completes which another one, {@code lui} or {@code auipc}, began: what objdump notes
 * behind {@code #}. It only follows the order of the code, not its branches.
 */
final class AddressNotes {

    private final @Nullable Long[] upper = new @Nullable Long[32];
    private final @Nullable Long globalPointer;

    AddressNotes(@Nullable Long globalPointer) {
        this.globalPointer = globalPointer;
    }

    /** The address that this instruction makes or uses, or null if it is not known. */
    @Nullable
    Long next(Instruction instruction, int word, long pc) {
        Field rd = instruction.field("rd");
        Field imm = instruction.field(instruction == Instruction.C_LUI ? "nzimm" : "imm");
        if (imm == null) {
            return null;
        }
        if (rd != null && begins(instruction)) {
            upper[(int) rd.extract(word)] = imm.extract(word) + (instruction == Instruction.AUIPC ? pc : 0);
            return null;
        }
        boolean inPlace = instruction == Instruction.C_ADDI || instruction == Instruction.C_ADDIW;
        Field base = inPlace ? rd : instruction.field("rs1");
        if (base == null || !inPlace && !completes(instruction)) {
            return null;
        }
        int register = (int) base.extract(word);
        boolean words = instruction == Instruction.ADDIW || instruction == Instruction.C_ADDIW;
        boolean arithmetic = inPlace || words || instruction == Instruction.ADDI;
        if (register == Registers.ZERO) {
            return arithmetic || instruction == Instruction.JALR ? null : imm.extract(word);
        }
        Long start = upper[register];
        upper[register] = null;
        if (start == null && register == Registers.GP) {
            start = globalPointer;
        }
        if (start == null) {
            return null;
        }
        long address = start + imm.extract(word);
        return words ? (long) (int) address : address;
    }

    private static boolean begins(Instruction instruction) {
        return instruction == Instruction.LUI || instruction == Instruction.AUIPC || instruction == Instruction.C_LUI;
    }

    private static boolean completes(Instruction instruction) {
        if (instruction == Instruction.ADDI || instruction == Instruction.ADDIW) {
            return true;
        }
        return instruction.operands().stream().anyMatch(operand -> operand.kind() == Operand.Kind.OFFSET_BASE);
    }
}
