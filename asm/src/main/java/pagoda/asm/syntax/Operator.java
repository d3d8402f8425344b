package pagoda.asm.syntax;

import org.jspecify.annotations.Nullable;

/**
 * GNU as's operators on 64-bit numbers (its manual, sections "Prefix Operators" and "Infix Operators"): comparisons are
 * signed and give −1 for true, {@code &&} and {@code ||} give 1, {@code >>} shifts zeros in, {@code a ! b} is {@code a | ~b}.
 */
public enum Operator {
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    SHIFT_LEFT("<<"),
    SHIFT_RIGHT(">>"),
    OR("|"),
    AND("&"),
    XOR("^"),
    OR_NOT("!"),
    ADD("+"),
    SUBTRACT("-"),
    EQUAL("=="),
    NOT_EQUAL("!=", "<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    AND_ALSO("&&"),
    OR_ELSE("||"),
    NEGATE(null),
    PLUS(null),
    COMPLEMENT(null),
    NOT(null);

    private final @Nullable String symbol;
    private final @Nullable String other;

    Operator(@Nullable String symbol) {
        this(symbol, null);
    }

    Operator(@Nullable String symbol, @Nullable String other) {
        this.symbol = symbol;
        this.other = other;
    }

    static Operator infix(String text) {
        for (Operator operator : values()) {
            if (text.equals(operator.symbol) || text.equals(operator.other)) {
                return operator;
            }
        }
        throw new IllegalArgumentException(text);
    }

    static Operator prefix(String text) {
        return switch (text) {
            case "-" -> NEGATE;
            case "+" -> PLUS;
            case "~" -> COMPLEMENT;
            case "!" -> NOT;
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** Whether it compares two values, which may then also be two places of one section. */
    public boolean compares() {
        return compareTo(EQUAL) >= 0 && compareTo(GREATER_OR_EQUAL) <= 0;
    }

    /**
     * The result on two numbers; a prefix operator takes the second one.
     *
     * @throws ArithmeticException with a message for the user, for a division by zero
     */
    public long apply(long left, long right) {
        return switch (this) {
            case MULTIPLY -> left * right;
            case DIVIDE -> left / divisor(right);
            case REMAINDER -> left % divisor(right);
            case SHIFT_LEFT -> right < 0 || right > 63 ? 0 : left << right;
            case SHIFT_RIGHT -> right < 0 || right > 63 ? 0 : left >>> right;
            case OR -> left | right;
            case AND -> left & right;
            case XOR -> left ^ right;
            case OR_NOT -> left | ~right;
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case EQUAL -> truth(left == right);
            case NOT_EQUAL -> truth(left != right);
            case LESS -> truth(left < right);
            case LESS_OR_EQUAL -> truth(left <= right);
            case GREATER -> truth(left > right);
            case GREATER_OR_EQUAL -> truth(left >= right);
            case AND_ALSO -> left != 0 && right != 0 ? 1 : 0;
            case OR_ELSE -> left != 0 || right != 0 ? 1 : 0;
            case NEGATE -> -right;
            case PLUS -> right;
            case COMPLEMENT -> ~right;
            case NOT -> right == 0 ? 1 : 0;
        };
    }

    private static long divisor(long right) {
        if (right == 0) {
            throw new ArithmeticException("division by zero");
        }
        return right;
    }

    private static long truth(boolean holds) {
        return holds ? -1 : 0;
    }
}
