package pagoda.asm.instruction;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Expression;
import pagoda.asm.syntax.Operand;
import pagoda.asm.syntax.ParsedStatement.Operation;

/** Puts the operands of a pseudo-instruction as written into the operands of the instructions it stands for. */
final class Substitution {

    private final List<String> names;
    private final Operation written;

    Substitution(List<String> names, Operation written) {
        this.names = names;
        this.written = written;
    }

    /** The operand that a template's operand becomes. What the template adds stands, for messages, at the mnemonic. */
    Operand of(Operand template) {
        Operand.Value value = (Operand.Value) template;
        Expression.Name base = value.base();
        if (base != null
                && value.expression() instanceof Expression.Name offset
                && base.name().equals("rs")
                && offset.name().equals("imm")) {
            int both = names.indexOf("imm(rs)");
            if (both >= 0) {
                return written.operands().get(both);
            }
        }
        Expression.Name name = value.name();
        if (name != null && names.contains(name.name())) {
            return written.operands().get(names.indexOf(name.name()));
        }
        Expression inner =
                value.expression() instanceof Expression.Name symbol ? expression(symbol) : placed(value.expression());
        Expression.Name register = base == null ? null : (Expression.Name) expression(base);
        String operator = value.operator() == null ? operatorOf(value.expression()) : operator(value.operator());
        return new Operand.Value(operator, inner, register, inner.start(), inner.end());
    }

    /** The relocation operator written before the operand that a template's name stands for, or null. */
    private @Nullable String operatorOf(Expression template) {
        int index = template instanceof Expression.Name name ? names.indexOf(name.name()) : -1;
        return index >= 0 && written.operands().get(index) instanceof Operand.Value value ? value.operator() : null;
    }

    /** {@code %call} cannot be written in a source. */
    private static String operator(String name) {
        return name.equals("call") ? " call" : name;
    }

    private Expression expression(Expression.Name template) {
        int index = names.indexOf(template.name());
        if (index >= 0 && written.operands().get(index) instanceof Operand.Value value) {
            return value.expression();
        }
        return placed(template);
    }

    private Expression placed(Expression template) {
        int start = written.mnemonic().start();
        int end = written.mnemonic().end();
        if (template instanceof Expression.Number number) {
            return new Expression.Number(number.value(), start, end);
        }
        if (template instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), placed(unary.operand()), start, end);
        }
        return new Expression.Name(((Expression.Name) template).name(), start, end);
    }
}
