package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operand of an instruction as it is written in assembly.
 *
 * @param kind how it is written
 * @param field the field that holds it; for {@link Kind#OFFSET_BASE} the offset's
 * @param base the base register's field for {@link Kind#OFFSET_BASE} and {@link Kind#BASE}, else null
 */
public record Operand(Kind kind, Field field, @Nullable Field base) {
    /** The ways in which operands are written. */
    public enum Kind {
        /** An integer register. */
        REGISTER,
        /** A floating-point register. */
        FLOAT_REGISTER,
        /** A rounding mode, which may be left out: then it is the one that the register {@code frm} has. */
        ROUNDING_MODE,
        /** A number, signed or unsigned as its field is. */
        IMMEDIATE,
        /** The number of the upper 20 bits, 0 to 0xfffff: the field holds it shifted left by 12. */
        UPPER,
        /** {@code offset(base)}. */
        OFFSET_BASE,
        /** {@code (base)}. */
        BASE,
        /** An address, encoded as its distance from the instruction. */
        TARGET,
        /** A control and status register's name or number. */
        CSR,
        /** Some of the letters {@code i o r w}, of which a fence orders the accesses. */
        FENCE_SET
    }

    static List<Operand> parse(String syntax, Encoding encoding) {
        List<Operand> operands = new ArrayList<>();
        for (String word : syntax.isEmpty() ? new String[0] : syntax.split(",")) {
            String text = word.strip();
            int parenthesis = text.indexOf('(');
            if (parenthesis >= 0) {
                Field base = field(text.substring(parenthesis + 1, text.length() - 1), encoding);
                operands.add(
                        parenthesis == 0
                                ? new Operand(Kind.BASE, base, base)
                                : new Operand(Kind.OFFSET_BASE, field(text.substring(0, parenthesis), encoding), base));
                continue;
            }
            operands.add(new Operand(kind(text), field(text, encoding), null));
        }
        return List.copyOf(operands);
    }

    private static Kind kind(String text) {
        return switch (text) {
            case "target" -> Kind.TARGET;
            case "upper" -> Kind.UPPER;
            case "csr" -> Kind.CSR;
            case "pred", "succ" -> Kind.FENCE_SET;
            case "rm" -> Kind.ROUNDING_MODE;
            case "op", "opcode" -> Kind.IMMEDIATE;
            default ->
                text.startsWith("funct")
                                || text.endsWith("imm")
                                || text.equals("shamt")
                                || Character.isDigit(text.charAt(0))
                        ? Kind.IMMEDIATE
                        : text.charAt(0) == 'f' ? Kind.FLOAT_REGISTER : Kind.REGISTER;
        };
    }

    private static Field field(String text, Encoding encoding) {
        if (Character.isDigit(text.charAt(0))) {
            return Field.fixed(text, Integer.parseInt(text));
        }
        Field field = encoding.field(text);
        if (field == null) {
            int register = Registers.number(text);
            if (register >= 0) {
                return Field.fixed(text, register);
            }
        }
        if (field == null && (text.equals("target") || text.equals("upper"))) {
            field = encoding.field("imm");
            field = field == null ? encoding.field("nzimm") : field;
        }
        return Objects.requireNonNull(field, text);
    }
}
