package pagoda.asm.syntax;

/** An expression as written; each node knows where it stands in its statement's text: from start to before end. */
public sealed interface Expression {

    int start();

    int end();

    /** An integer, or a character constant's code. */
    record Number(long value, int start, int end) implements Expression {}

    /** A floating-point number, as written; only data directives take one. */
    record Floating(String text, int start, int end) implements Expression {}

    /** A symbol or register, or {@code .}, the current place. */
    record Name(String name, int start, int end) implements Expression {}

    /** {@code 1b} or {@code 1f}: the nearest label of that number before or behind. */
    record NumberedLabel(int number, boolean forward, int start, int end) implements Expression {}

    /** A prefix operator. */
    record Unary(Operator operator, Expression operand, int start, int end) implements Expression {}

    /** An infix operator. */
    record Binary(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public int start() {
            return left.start();
        }

        @Override
        public int end() {
            return right.end();
        }
    }

    /** An expression in parentheses, which {@code (a0)} as a base register is written like. */
    record Group(Expression inner, int start, int end) implements Expression {}
}
