package pagoda.asm.layout;

import pagoda.asm.syntax.Operator;

/**
 * An expression whose names are looked up: what is left of it is numbers, labels and operators. A formula can be evaluated at
 * once, or later when more labels have their places.
 */
public sealed interface Formula {

    /** A number. */
    record Constant(long number) implements Formula {
        public static final Constant ZERO = new Constant(0);
    }

    /** The address of a label, or the value it names. */
    record Reference(Label label) implements Formula {}

    /** What a label stood for where it was used; it may have been given another value since. */
    record Alias(Label label, Formula value) implements Formula {
        @Override
        public int size() {
            return value.size();
        }
    }

    /** An operator on two formulas; a prefix operator has zero on its left. {@code size} follows from them. */
    record Operation(Operator operator, Formula left, Formula right, int size) implements Formula {

        public Operation(Operator operator, Formula left, Formula right) {
            this(operator, left, right, Math.addExact(1, Math.addExact(left.size(), right.size())));
        }
    }

    /** How many operators it has, counted as often as they are evaluated. */
    default int size() {
        return 0;
    }

    /** This formula plus a number. */
    default Formula plus(long number) {
        return number == 0 ? this : new Operation(Operator.ADD, this, new Constant(number));
    }

    /** What it comes to with what is known of the labels now, if distances in code are the linker's. */
    default Value evaluateForLinking() throws FormulaException {
        return Evaluation.forLinking(this);
    }

    /** What it comes to with what is known of the labels now. */
    default Value evaluate() throws FormulaException {
        return Evaluation.of(this);
    }
}
