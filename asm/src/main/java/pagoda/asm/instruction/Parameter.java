package pagoda.asm.instruction;

import pagoda.asm.assembly.Assembly;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.isa.RoundingMode;

/**
 * What an instruction or pseudo-instruction takes at one place, as far as the written form tells: enough to choose between
 * forms of one name.
 */
enum Parameter {
    REGISTER("a register"),
    FLOAT_REGISTER("a floating-point register"),
    /** Of integers or floating-point numbers: {@code .insn} does not know which it is. */
    ANY_REGISTER("a register"),
    /** A rounding mode; it may be missing. */
    ROUNDING_MODE("a rounding mode: rne, rtz, rdn, rup, rmm or dyn"),
    IMMEDIATE("an immediate"),
    /** A symbol whose address is taken. */
    SYMBOL("a symbol"),
    /** Where a branch or jump goes: a symbol, or an address. */
    TARGET("a symbol"),
    /** {@code offset(register)}. */
    OFFSET_BASE("an address of the form offset(register)"),
    /** {@code (register)}. */
    BASE("a register in parentheses"),
    CSR("a control and status register"),
    FENCE_SET("some of the letters iorw"),
    /** {@code %tprel_add(symbol)}. */
    MARK("%tprel_add(symbol)");

    private final String words;

    Parameter(String words) {
        this.words = words;
    }

    /** What it is, for "expected …". */
    String words() {
        return words;
    }

    /** What the parameter of the instruction table's operand is. */
    static Parameter of(pagoda.cpu.isa.Operand operand) {
        return switch (operand.kind()) {
            case REGISTER -> REGISTER;
            case FLOAT_REGISTER -> FLOAT_REGISTER;
            case ROUNDING_MODE -> ROUNDING_MODE;
            case IMMEDIATE, UPPER -> IMMEDIATE;
            case OFFSET_BASE -> OFFSET_BASE;
            case BASE -> BASE;
            case TARGET -> TARGET;
            case CSR -> CSR;
            case FENCE_SET -> FENCE_SET;
        };
    }

    /** What a name in the table of pseudo-instructions is. */
    static Parameter named(String name) {
        return switch (name) {
            case "rd", "rs", "rt" -> REGISTER;
            case "fd", "fs", "ft" -> FLOAT_REGISTER;
            case "rm" -> ROUNDING_MODE;
            case "imm" -> IMMEDIATE;
            case "symbol" -> SYMBOL;
            case "target" -> TARGET;
            case "imm(rs)" -> OFFSET_BASE;
            case "csr" -> CSR;
            case "mark" -> MARK;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Whether the operand is written as this parameter must be. */
    boolean takes(Operand operand, Assembly assembly) {
        if (!(operand instanceof Operand.Value value)) {
            return false;
        }
        Expression.Name name = value.name();
        boolean register = name != null && assembly.register(name.name()) >= 0;
        boolean mark = "tprel_add".equals(value.operator());
        return switch (this) {
            case REGISTER -> register;
            case FLOAT_REGISTER -> name != null && Registers.floatNumber(name.name()) >= 0;
            case ANY_REGISTER -> register || FLOAT_REGISTER.takes(operand, assembly);
            case ROUNDING_MODE -> name != null && RoundingMode.named(name.name()) != null;
            case IMMEDIATE -> !register && value.base() == null && !mark && !isBase(value, assembly);
            case SYMBOL -> TARGET.takes(operand, assembly) && !isNumber(value.expression());
            case TARGET -> !register && value.base() == null && value.operator() == null && !isBase(value, assembly);
            case OFFSET_BASE, BASE -> value.base() != null || isBase(value, assembly);
            case CSR -> !register && value.base() == null && value.operator() == null;
            case FENCE_SET -> name != null || value.expression() instanceof Expression.Number;
            case MARK -> mark && value.base() == null;
        };
    }

    private static boolean isNumber(Expression expression) {
        if (expression instanceof Expression.Unary unary) {
            return isNumber(unary.operand());
        }
        if (expression instanceof Expression.Group group) {
            return isNumber(group.inner());
        }
        return expression instanceof Expression.Number || expression instanceof Expression.Floating;
    }

    /** Whether it is a register in parentheses without an offset before it. */
    static boolean isBase(Operand.Value value, Assembly assembly) {
        return value.operator() == null
                && value.base() == null
                && value.expression() instanceof Expression.Group group
                && group.inner() instanceof Expression.Name name
                && assembly.register(name.name()) >= 0;
    }
}
