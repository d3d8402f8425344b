package pagoda.asm.syntax;

import org.jspecify.annotations.Nullable;

/** An operand as written; it knows where it stands in its statement's text: from start to before end. */
public sealed interface Operand {

    int start();

    int end();

    /** One or more string literals, with their quotes and escapes. */
    record Text(String literal, int start, int end) implements Operand {}

    /** Nothing, behind a comma; it stands where the comma does. */
    record Absent(int start, int end) implements Operand {}

    /** {@code @name} or {@code %name}: a type. */
    record Type(String name, int start, int end) implements Operand {}

    /**
     * An expression, perhaps with a relocation operator before it and a base register behind it: {@code %lo(x)(a0)}.
     *
     * @param operator the relocation operator's name without {@code %}, or null
     * @param base the name in parentheses behind the expression, or null
     */
    record Value(@Nullable String operator, Expression expression, Expression.@Nullable Name base, int start, int end)
            implements Operand {

        /** A plain expression. */
        public static Value of(Expression expression) {
            return new Value(null, expression, null, expression.start(), expression.end());
        }

        /** The name this operand is, if it is nothing but a name; else null. */
        public Expression.@Nullable Name name() {
            return operator == null && base == null && expression instanceof Expression.Name name ? name : null;
        }
    }
}
