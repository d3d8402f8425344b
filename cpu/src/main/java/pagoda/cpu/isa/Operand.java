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
        for (String text : syntax.isEmpty() ? new String[0] : syntax.split(", ")) {
            operands.add(
                    switch (text) {
                        case "target" -> of(Kind.TARGET, encoding, "imm");
                        case "upper" -> of(Kind.UPPER, encoding, "imm");
                        case "csr" -> of(Kind.CSR, encoding, "csr");
                        case "pred", "succ" -> of(Kind.FENCE_SET, encoding, text);
                        case "imm(rs1)" -> new Operand(Kind.OFFSET_BASE, need(encoding, "imm"), need(encoding, "rs1"));
                        case "(rs1)" -> new Operand(Kind.BASE, need(encoding, "rs1"), need(encoding, "rs1"));
                        case "imm", "uimm", "shamt" -> of(Kind.IMMEDIATE, encoding, text);
                        default -> of(Kind.REGISTER, encoding, text);
                    });
        }
        return List.copyOf(operands);
    }

    private static Operand of(Kind kind, Encoding encoding, String field) {
        return new Operand(kind, need(encoding, field), null);
    }

    private static Field need(Encoding encoding, String field) {
        return Objects.requireNonNull(encoding.field(field), field);
    }
}
