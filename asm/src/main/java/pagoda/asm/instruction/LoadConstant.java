package pagoda.asm.instruction;

import java.util.ArrayList;
import java.util.List;
import pagoda.cpu.isa.Instruction;

/**
 * The instructions that {@code li} stands for: the same that GNU as chooses. A number of 12 bits takes {@code addi}, one of 32
 * bits {@code lui} and {@code addiw}; of a longer one the lower 12 bits are put off, the rest is loaded shifted right as far
 * as it has zeros, shifted back, and the lower bits are added.
 */
final class LoadConstant {

    /** One instruction on the register to be loaded; {@code fromZero} if its source is x0 instead. */
    record Step(Instruction instruction, boolean fromZero, long immediate) {}

    private LoadConstant() {}

    /** The steps that load the number into a register; GNU as makes one more of some numbers for x0, and so does this. */
    static List<Step> steps(int register, long number) {
        List<Step> steps = new ArrayList<>();
        if (number >= -2048 && number < 2048) {
            steps.add(new Step(Instruction.ADDI, true, number));
        } else {
            load(register, number, steps);
        }
        return steps;
    }

    private static void load(int register, long number, List<Step> steps) {
        long lower = number << 52 >> 52;
        long upper = number - lower;
        if (number == (int) number) {
            if (upper != 0) {
                steps.add(new Step(Instruction.LUI, false, (int) upper));
            }
            if (lower != 0 || upper == 0 || register == 0) {
                steps.add(new Step(Instruction.ADDIW, upper == 0, lower));
            }
            return;
        }
        int shift = Math.max(12, Long.numberOfTrailingZeros(upper));
        load(register, upper >> shift, steps);
        steps.add(new Step(Instruction.SLLI, false, shift));
        if (lower != 0) {
            steps.add(new Step(Instruction.ADDI, false, lower));
        }
    }
}
