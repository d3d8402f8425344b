package pagoda.asm.directive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.source.Statement;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.Literals;
import pagoda.asm.syntax.Operand;

/**
 * A directive as it stands in the source.
 *
 * @param assembly what it acts upon
 * @param head its name and where that stands
 * @param operands its operands; empty for a directive that reads its text itself
 */
public record DirectiveCall(Assembly assembly, Head head, List<Operand> operands) {

    public String name() {
        return head.word();
    }

    public Statement statement() {
        return assembly.statement();
    }

    public int count() {
        return operands.size();
    }

    /** What is written behind the name. */
    public Arguments arguments() {
        return new Arguments(assembly, head.end());
    }

    /** An error at the directive's name. */
    public StatementException error(String message) {
        return new StatementException(head.start(), head.end(), message);
    }

    /** Ends the directive with an error unless it has so many operands. */
    public void expect(int least, int most) {
        if (count() < least) {
            String needs = least == most ? String.valueOf(least) : "at least " + least;
            throw error(
                    "'" + name() + "' takes " + needs + (least == 1 ? " operand" : " operands") + ", found " + count());
        }
        if (count() > most) {
            throw new StatementException(
                    operands.get(most).start(),
                    operands.get(count() - 1).end(),
                    "'" + name() + "' takes " + (most == 0 ? "no" : least == most ? most : "at most " + most)
                            + (most == 1 ? " operand" : " operands") + ", found " + count());
        }
    }

    /** Operand {@code index} as a plain expression. */
    public Expression expression(int index) {
        Operand operand = operands.get(index);
        if (operand instanceof Operand.Value value && value.operator() == null && value.base() == null) {
            return value.expression();
        }
        throw new StatementException(
                operand.start(),
                operand.end(),
                operand instanceof Operand.Text
                        ? "expected a number, found a string"
                        : operand instanceof Operand.Absent
                                ? "expected an expression after ','"
                                : "expected an expression");
    }

    /** Operand {@code index} as a number known here, or {@code absent} if there is none. */
    public long number(int index, long absent) {
        return isGiven(index) ? assembly.number(expression(index)) : absent;
    }

    /** Whether operand {@code index} is there. */
    public boolean isGiven(int index) {
        return index < count() && !(operands.get(index) instanceof Operand.Absent);
    }

    public long number(int index) {
        return assembly.number(expression(index));
    }

    /** Operand {@code index} as a symbol's name. */
    public Expression.Name symbol(int index) {
        Operand operand = operands.get(index);
        if (operand instanceof Operand.Value value && value.name() != null) {
            return value.name();
        }
        if (operand instanceof Operand.Text text) {
            return new Expression.Name(
                    Literals.text(text.literal(), statement().file().charset()), text.start(), text.end());
        }
        throw new StatementException(operand.start(), operand.end(), "expected a symbol");
    }

    /** The literal of operand {@code index}, which must be a string, or null if it is none. */
    public Operand.@Nullable Text text(int index) {
        return operands.get(index) instanceof Operand.Text text ? text : null;
    }

    /** Characters in words: the characters of operand {@code index} in the statement. */
    public StatementException error(int index, String message) {
        Operand operand = operands.get(index);
        return new StatementException(operand.start(), operand.end(), message);
    }
}
