package pagoda.cpu;

import java.util.Objects;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;

/** Instruction words for tests, made from the table. */
public final class Words {
    private Words() {}

    /**
     * The word of an instruction, with operands as they are written: {@code word(LW, 10, 8, 2)} is {@code lw a0, 8(sp)}. A
     * branch target is its distance.
     */
    public static int word(Instruction instruction, long... operands) {
        int word = instruction.match();
        int next = 0;
        for (Operand operand : instruction.operands()) {
            long value = operands[next++];
            if (operand.kind() == Operand.Kind.UPPER) {
                value <<= 12;
            }
            word = operand.field().insert(word, value);
            if (operand.kind() == Operand.Kind.OFFSET_BASE) {
                Field base = Objects.requireNonNull(operand.base());
                word = base.insert(word, operands[next++]);
            }
        }
        if (next != operands.length) {
            throw new IllegalArgumentException(instruction.syntax());
        }
        return word;
    }
}
