package pagoda.asm.instruction;

import java.util.List;
import pagoda.asm.syntax.Operand;
import pagoda.cpu.isa.Instruction;

/** One way to write a mnemonic: what operands it takes. */
sealed interface Form {

    List<Parameter> parameters();

    /** How it is written, for messages: {@code addi rd, rs1, imm}. */
    String syntax();

    /**
     * A row of the instruction table.
     *
     * @param ordering what the suffixes {@code .aq} and {@code .rl} set in the word
     */
    record Real(Instruction instruction, int ordering, List<Parameter> parameters, String syntax) implements Form {}

    /** A pseudo-instruction: other instructions in its place, whose operands are named after its parameters. */
    record Pseudo(String syntax, List<String> names, List<Parameter> parameters, List<Step> steps) implements Form {}

    /** {@code li}: as many instructions as the number needs. */
    record Load(String syntax, List<Parameter> parameters) implements Form {}

    /**
     * One instruction of a pseudo-instruction's expansion.
     *
     * @param anchored whether {@code %pcrel_lo(anchor)} of a later step means this one
     */
    record Step(String mnemonic, boolean anchored, List<Operand> operands) {}
}
