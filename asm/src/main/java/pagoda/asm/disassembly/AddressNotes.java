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
        Field imm = instruction.field("imm");
        if ((instruction == Instruction.LUI || instruction == Instruction.AUIPC) && rd != null && imm != null) {
            upper[(int) rd.extract(word)] = imm.extract(word) + (instruction == Instruction.AUIPC ? pc : 0);
            return null;
        }
        Field base = instruction.field("rs1");
        if (base == null || imm == null || !completes(instruction)) {
            return null;
        }
        int register = (int) base.extract(word);
        boolean arithmetic = instruction == Instruction.ADDI || instruction == Instruction.ADDIW;
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
        return instruction == Instruction.ADDIW ? (long) (int) address : address;
    }

    private static boolean completes(Instruction instruction) {
        if (instruction == Instruction.ADDI || instruction == Instruction.ADDIW) {
            return true;
        }
        return instruction.operands().stream().anyMatch(operand -> operand.kind() == Operand.Kind.OFFSET_BASE);
    }
}
