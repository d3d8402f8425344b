package pagoda.asm.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.ParsedStatement.Assignment;
import pagoda.asm.syntax.ParsedStatement.Body;
import pagoda.asm.syntax.ParsedStatement.Operation;
import pagoda.asm.syntax.StatementParser.ExpressionContext;
import pagoda.asm.syntax.StatementParser.OperandContext;
import pagoda.asm.syntax.StatementParser.StatementContext;

/** Makes a statement's tree of what the parser's rules have labelled. */
final class TreeBuilder {

    /** Operands that a statement may have by repeating numbers. */
    private static final int MAX_OPERANDS = 1 << 18;

    private final Words words = new Words();
    private String text = "";
    /** In an expression being read, the rule whose operand was read last: it holds the operator that follows. */
    private ExpressionContext last = new ExpressionContext(new ParserRuleContext(), -1);

    ParsedStatement statement(String read, StatementContext written) throws SyntaxException {
        text = read;
        List<Expression> labels = List.of();
        for (int index = 0; index < written.labels.size(); index++) {
            labels = index == 0 ? new ArrayList<>(2) : labels;
            labels.add(label(written.labels.get(index)));
        }
        return new ParsedStatement(labels, body(written));
    }

    private Expression label(Token token) throws SyntaxException {
        int start = token.getStartIndex();
        int end = token.getStopIndex();
        while (text.charAt(end - 1) <= ' ') {
            end--;
        }
        String name = text.substring(start, end);
        char first = name.charAt(0);
        if (first >= '0' && first <= '9') {
            return new Expression.Number(labelNumber(name, name, start, end), start, end);
        }
        return new Expression.Name(first == '"' ? Literals.text(name, StandardCharsets.UTF_8) : name, start, end);
    }

    private static int labelNumber(String digits, String whole, int start, int end) throws SyntaxException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLarge) {
            throw new SyntaxException("label number " + whole + " is too large", start, end);
        }
    }

    private @Nullable Body body(StatementContext written) throws SyntaxException {
        if (written.assign != null) {
            Token symbol = written.mnemonic != null ? written.mnemonic : written.symbol;
            boolean once = text(written.assign).equals("==");
            return new Assignment(name(symbol), once, expression(written.value));
        }
        if (written.mnemonic == null) {
            return null;
        }
        Expression.Name mnemonic = name(written.mnemonic);
        List<OperandContext> operands = written.operands;
        Operand first = operand(operands.get(0));
        if (first instanceof Operand.Absent) {
            if (operands.size() == 1) {
                return new Operation(mnemonic, List.of());
            }
            int comma = operands.get(0).getStart().getStartIndex();
            throw new SyntaxException("expected an operand before ','", comma, comma + 1);
        }
        List<Operand> all = new ArrayList<>(operands.size());
        for (int index = 0; index < operands.size(); index++) {
            Operand operand = index == 0 ? first : operand(operands.get(index));
            for (long times = times(operands.get(index), all.size()); times > 0; times--) {
                all.add(operand);
            }
        }
        return new Operation(mnemonic, all);
    }

    private long times(OperandContext written, int before) throws SyntaxException {
        if (written.times == null) {
            return 1;
        }
        Expression.Number times = integer(written.times);
        if (times.value() < 0 || times.value() > MAX_OPERANDS - before) {
            throw new SyntaxException(
                    "a statement has at most " + MAX_OPERANDS + " operands; use .space for many zeros",
                    times.start(),
                    times.end());
        }
        return times.value();
    }

    /** The number before a colon. */
    private Expression repeated(Token token) throws SyntaxException {
        Expression label = label(token);
        if (label instanceof Expression.Number) {
            return label;
        }
        throw new SyntaxException("only a number can be repeated by ':'", label.start(), label.end());
    }

    private Operand operand(OperandContext written) throws SyntaxException {
        int end = written.getStop().getStopIndex() + 1;
        if (written.plain != null) {
            int start = written.getStart().getStartIndex();
            ExpressionContext plain = written.plain;
            if (plain.atom != null
                    && plain.atom.getType() == StatementParser.STRING
                    && plain.operator == null
                    && plain.suffix == null
                    && written.base == null) {
                return new Operand.Text(text.substring(start, end), start, end);
            }
            return new Operand.Value(null, expression(plain), base(written), start, end);
        }
        if (written.relocated != null) {
            int start = written.getStart().getStartIndex();
            return new Operand.Value(text(written.percent), expression(written.relocated), base(written), start, end);
        }
        if (written.repeated != null) {
            Expression number = repeated(written.repeated);
            return new Operand.Value(null, number, null, number.start(), end);
        }
        Token type = written.percent != null ? written.percent : written.type;
        if (type != null) {
            return new Operand.Type(text(type), written.getStart().getStartIndex(), end);
        }
        // Nothing was read: the parser stands behind the comma.
        return new Operand.Absent(end - 1, end);
    }

    private Expression.@Nullable Name base(OperandContext written) {
        return written.base == null ? null : name(written.base);
    }

    private Expression expression(ExpressionContext written) throws SyntaxException {
        last = written;
        return binary(1);
    }

    /** Reads on while the operators bind at least so tightly; {@link #last} moves along. */
    private Expression binary(int least) throws SyntaxException {
        Expression left = prefixed();
        while (last.operator != null) {
            Operator operator = Operator.infix(text(last.operator));
            if (operator.precedence() < least) {
                break;
            }
            last = last.right;
            left = new Expression.Binary(operator, left, binary(operator.precedence() + 1));
        }
        return left;
    }

    private Expression prefixed() throws SyntaxException {
        Token sign = last.sign;
        if (sign == null) {
            return last.inner == null ? atom(last) : group(last);
        }
        last = last.right;
        Expression operand = prefixed();
        return new Expression.Unary(Operator.prefix(text(sign)), operand, sign.getStartIndex(), operand.end());
    }

    private Expression group(ExpressionContext written) throws SyntaxException {
        Expression inner = expression(written.inner);
        last = written;
        return new Expression.Group(inner, written.getStart().getStartIndex(), written.close.getStopIndex() + 1);
    }

    private Expression atom(ExpressionContext written) throws SyntaxException {
        Token token = written.atom;
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        switch (token.getType()) {
            case StatementParser.INTEGER -> {
                return integer(token);
            }
            case StatementParser.FLOAT -> {
                return new Expression.Floating(text(token), start, end);
            }
            case StatementParser.CHARACTER -> {
                return new Expression.Number(Literals.character(text(token)), start, end);
            }
            case StatementParser.NUMBERED -> {
                String label = text(token);
                String digits = label.substring(0, label.length() - 1);
                int number = labelNumber(digits, label, start, end);
                return new Expression.NumberedLabel(number, label.endsWith("f"), start, end);
            }
            default -> {
                checkSymbol(written);
                return name(token);
            }
        }
    }

    private Expression.Number integer(Token token) throws SyntaxException {
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        try {
            return new Expression.Number(Literals.integer(text(token)), start, end);
        } catch (NumberFormatException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), start, end);
        }
    }

    /** {@code @plt} behind a name, which compilers write in calls, changes nothing in static programs. */
    private void checkSymbol(ExpressionContext written) throws SyntaxException {
        Token suffix = written.suffix;
        if (suffix != null && !text(suffix).equals("plt")) {
            throw new SyntaxException(
                    "unknown suffix '@" + text(suffix) + "'", suffix.getStartIndex() - 1, suffix.getStopIndex() + 1);
        }
        Token further = written.further;
        if (further != null) {
            throw new SyntaxException(
                    "unexpected '" + text(further) + "' after '" + text(written.atom) + "'",
                    further.getStartIndex(),
                    further.getStopIndex() + 1);
        }
    }

    private Expression.Name name(Token token) {
        String name = text(token);
        if (token.getType() == StatementParser.STRING) {
            name = Literals.text(name, StandardCharsets.UTF_8);
        }
        return new Expression.Name(name, token.getStartIndex(), token.getStopIndex() + 1);
    }

    private String text(Token token) {
        return words.of(text, token.getStartIndex(), token.getStopIndex() + 1);
    }
}
