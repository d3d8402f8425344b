package pagoda.asm.layout;

import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Operator;

/** Computes formulas with what is known of their labels. */
final class Evaluation {

    /**
     * Operators inside operators and values defined by values, in one line from the formula down: more are taken for a circle.
     * So few that a plain thread's stack holds them; {@code Assembly} makes no formula of more operators.
     */
    private static final int MAX_DEPTH = 800;

    /** Steps of one evaluation: chains that double at each step must end. */
    private static final int MAX_STEPS = 20_000;

    private final boolean forLinking;
    private int steps;

    private Evaluation(boolean forLinking) {
        this.forLinking = forLinking;
    }

    /**
     * What the formula comes to if distances in code are the linker's: it may move instructions, so that they are known to it
     * alone.
     */
    static Value forLinking(Formula formula) throws FormulaException {
        return new Evaluation(true).evaluate(formula, 0);
    }

    static Value of(Formula formula) throws FormulaException {
        if (formula instanceof Formula.Constant constant) {
            return Value.of(constant.number());
        }
        return new Evaluation(false).evaluate(formula, 0);
    }

    /**
     * The value of a formula with an address, told from the name that the formula has for a place of this file: where {@code b}
     * is {@code a + 4}, {@code b + 1} is not {@code a + 5}. Relocations name what the source names, as GNU as's do.
     *
     * @param value what the formula comes to
     */
    static Value named(Formula formula, Value value) throws FormulaException {
        Label place = value.plus();
        if (place == null || value.minus() != null || place.spot() == null) {
            return value;
        }
        Label name = otherName(formula);
        if (name == null) {
            return value;
        }
        Value named = of(new Formula.Reference(name));
        return named.plus() == place && named.minus() == null
                ? new Value(name, null, value.number() - named.number())
                : value;
    }

    /** The first label in the formula that stands for a value, and always did. */
    private static @Nullable Label otherName(Formula whole) {
        Formula formula = whole;
        while (formula instanceof Formula.Alias alias) {
            if (!alias.label().isReassigned()) {
                return alias.label();
            }
            formula = alias.value();
        }
        if (formula instanceof Formula.Operation operation) {
            Label left = otherName(operation.left());
            return left != null ? left : otherName(operation.right());
        }
        return formula instanceof Formula.Reference reference
                        && reference.label().value() != null
                ? reference.label()
                : null;
    }

    private Value evaluate(Formula whole, int above) throws FormulaException {
        Formula formula = whole;
        int depth = above;
        while (true) { // names for values take no frame of the host's stack: only operators do
            if (formula instanceof Formula.Constant constant) {
                return Value.of(constant.number());
            }
            if (formula instanceof Formula.Operation operation) {
                if (++steps > MAX_STEPS || depth > MAX_DEPTH) {
                    throw new FormulaException("the expression is too complex");
                }
                Value left = evaluate(operation.left(), depth + 1);
                Value right = evaluate(operation.right(), depth + 1);
                return apply(operation.operator(), left, right);
            }
            if (formula instanceof Formula.Alias alias) {
                formula = alias.value();
                continue;
            }
            Label label = ((Formula.Reference) formula).label();
            Formula value = label.value();
            if (value == null) {
                return new Value(label, null, 0);
            }
            if (++depth > MAX_DEPTH) {
                throw new FormulaException("'" + label + "' is defined by itself");
            }
            if (++steps > MAX_STEPS) {
                throw new FormulaException("'" + label + "' is defined by too many others");
            }
            formula = value;
        }
    }

    private Value apply(Operator operator, Value left, Value right) throws FormulaException {
        switch (operator) {
            case ADD -> {
                return left.add(right, forLinking);
            }
            case SUBTRACT -> {
                return left.add(right.negate(), forLinking);
            }
            case PLUS -> {
                return right;
            }
            case NEGATE -> {
                return right.negate();
            }
            default -> {}
        }
        if (operator.compares()) {
            Value difference = left.add(right.negate(), false);
            if (difference.isAbsolute() && !(left.isAbsolute() && right.isAbsolute())) {
                return Value.of(operator.apply(difference.number(), 0));
            }
        }
        Label label = notAbsolute(left, right);
        if (label != null) {
            throw new FormulaException("this operator needs numbers, and "
                    + (label.isDefined() ? "'" + label + "' is an address" : "'" + label + "' is not defined"));
        }
        try {
            return Value.of(operator.apply(left.number(), right.number()));
        } catch (ArithmeticException impossible) {
            throw new FormulaException(String.valueOf(impossible.getMessage()));
        }
    }

    private static @Nullable Label notAbsolute(Value left, Value right) {
        if (!left.isAbsolute()) {
            return left.plus() != null ? left.plus() : left.minus();
        }
        return right.plus() != null ? right.plus() : right.minus();
    }
}
