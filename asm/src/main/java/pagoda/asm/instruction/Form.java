package pagoda.asm.instruction;

import java.util.List;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.syntax.Operand;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.InstructionFormat;

/** One way to write a mnemonic: what operands it takes. */
sealed interface Form {

    List<Parameter> parameters();

    /** Whether this many operands leave out just the last one, which is a rounding mode. */
    default boolean isWithoutRounding(int count) {
        return count >= 0 && count == parameters().size() - 1 && parameters().get(count) == Parameter.ROUNDING_MODE;
    }

    /** Whether the operands are written as its parameters must be. */
    default boolean fits(List<Operand> operands, Assembly assembly) {
        if (parameters().size() != operands.size() && !isWithoutRounding(operands.size())) {
            return false;
        }
        for (int i = 0; i < operands.size(); i++) {
            if (!parameters().get(i).takes(operands.get(i), assembly)) {
                return false;
            }
        }
        return true;
    }

    /** How it is written, for messages: {@code addi rd, rs1, imm}. */
    String syntax();

    /**
     * A row of the instruction table.
     *
     * @param ordering what the suffixes {@code .aq} and {@code .rl} set in the word
     */
    record Real(Instruction instruction, int ordering, List<Parameter> parameters, String syntax) implements Form {}

    /** A format in which {@code .insn} writes what may be no instruction of the table. */
    record Custom(InstructionFormat format, List<Parameter> parameters, String syntax) implements Form {}

    /** A pseudo-instruction: other instructions in its place, whose operands are named after its parameters. */
    record Pseudo(String syntax, List<String> names, List<Parameter> parameters, List<Step> steps) implements Form {

        /** Whether its instructions may be written in 16 bits: as in GNU as, of jumps to a register only the plainest. */
        boolean mayShorten() {
            return switch (syntax) {
                case "ret", "jr rs", "jalr rs" -> true;
                default -> !has("jalr");
            };
        }

        private boolean has(String mnemonic) {
            for (Step step : steps) {
                if (step.mnemonic().equals(mnemonic)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code li}: as many instructions as the number needs. */
    record Load(String syntax, List<Parameter> parameters) implements Form {}

    /**
     * One instruction of a pseudo-instruction's expansion.
     *
     * @param anchored whether {@code %pcrel_lo(anchor)} of a later step means this one
     */
    record Step(String mnemonic, boolean anchored, List<Operand> operands) {}
}
