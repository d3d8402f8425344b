package pagoda.asm.instruction;

import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.cpu.isa.Instruction;

/** What to write instead of an instruction whose immediate is too large. */
final class Tips {

    private static final String SCRATCH = "t0";

    private Tips() {}

    static @Nullable String outOfRange(Assembly assembly, Instruction instruction, Operation operation, long number) {
        if (operation.operands().size() == 2 && operation.operands().get(1) instanceof Operand.Value address) {
            Expression.Name base = address.base();
            if (base != null && !instruction.operands().isEmpty()) {
                String register = text(assembly, operation.operands().get(0));
                String scratch = scratch(register + "," + base.name());
                return "li " + scratch + ", " + number + ", then add " + scratch + ", " + scratch + ", " + base.name()
                        + ", then " + instruction.mnemonic() + " " + register + ", 0(" + scratch + ")";
            }
            return null;
        }
        String mnemonic = registerForm(instruction);
        if (mnemonic == null || operation.operands().size() != 3) {
            return null;
        }
        String rd = text(assembly, operation.operands().get(0));
        String rs = text(assembly, operation.operands().get(1));
        String scratch = scratch(rs);
        return "li " + scratch + ", " + number + ", then " + mnemonic + " " + rd + ", " + rs + ", " + scratch;
    }

    /** The instruction that takes a register where this one takes an immediate; not for shifts. */
    private static @Nullable String registerForm(Instruction instruction) {
        return switch (instruction) {
            case ADDI -> "add";
            case ADDIW -> "addw";
            case ANDI -> "and";
            case ORI -> "or";
            case XORI -> "xor";
            case SLTI -> "slt";
            case SLTIU -> "sltu";
            default -> null;
        };
    }

    private static String scratch(String used) {
        return used.contains(SCRATCH) ? "t1" : SCRATCH;
    }

    private static String text(Assembly assembly, Operand operand) {
        return assembly.statement().text().substring(operand.start(), operand.end());
    }
}
