package pagoda.asm.syntax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GNU as's operators on 64-bit numbers (its manual, sections "Prefix Operators" and "Infix Operators"): comparisons are
 * signed and give −1 for true, {@code &&} and {@code ||} give 1, {@code >>} shifts zeros in, {@code a ! b} is {@code a | ~b}.
 */
public enum Operator {
    MULTIPLY(6, "*"),
    DIVIDE(6, "/"),
    REMAINDER(6, "%"),
    SHIFT_LEFT(6, "<<"),
    SHIFT_RIGHT(6, ">>"),
    OR(5, "|"),
    AND(5, "&"),
    XOR(5, "^"),
    OR_NOT(5, "!"),
    ADD(4, "+"),
    SUBTRACT(4, "-"),
    EQUAL(3, "=="),
    NOT_EQUAL(3, "!=", "<>"),
    LESS(3, "<"),
    LESS_OR_EQUAL(3, "<="),
    GREATER(3, ">"),
    GREATER_OR_EQUAL(3, ">="),
    AND_ALSO(2, "&&"),
    OR_ELSE(1, "||"),
    NEGATE(7),
    PLUS(7),
    COMPLEMENT(7),
    NOT(7);

    private static final Map<String, Operator> INFIX = new HashMap<>();

    static {
        for (Operator operator : values()) {
            for (String symbol : operator.symbols) {
                INFIX.put(symbol, operator);
            }
        }
    }

    private final int precedence;
    private final List<String> symbols;

    Operator(int precedence, String... symbols) {
        this.precedence = precedence;
        this.symbols = List.of(symbols);
    }

    /** How tightly it binds, from 1: GNU as has multiplication and shifts, then bitwise operators, then addition. */
    int precedence() {
        return precedence;
    }

    static Operator infix(String text) {
        Operator operator = INFIX.get(text);
        if (operator == null) {
            throw new IllegalArgumentException(text);
        }
        return operator;
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
