package pagoda.asm.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.ParsedStatement.Assignment;
import pagoda.asm.syntax.ParsedStatement.Body;
import pagoda.asm.syntax.ParsedStatement.Operation;

/**
 * Parses statements, one after the other, with one lexer and one parser that are used again and again. ANTLR's tree lives
 * until the statement's own is built.
 */
public final class StatementReader {

    /** Parentheses and prefix operators inside each other, and infix operators side by side, that an operand may have. */
    static final int MAX_NESTING = 200;

    static final int MAX_OPERATORS = 1000;

    private static final int MAX_LENGTH = 1 << 20;

    /** Compilers and macros write the same statements again and again; trees do not change, and know no place. */
    private static final int MAX_REMEMBERED = 10_000;

    private static final int MAX_REMEMBERED_LENGTH = 100;

    private final Map<String, ParsedStatement> remembered = new HashMap<>();
    private final Characters characters = new Characters();
    private final StatementLexer lexer = new StatementLexer(characters);
    private final Tokens tokens = new Tokens(lexer);
    private final StatementParser parser = new StatementParser(tokens);

    public StatementReader() {
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    }

    /**
     * The tree of a statement.
     *
     * @param text its text without comments
     * @throws SyntaxException if it does not parse
     */
    public ParsedStatement read(String text) throws SyntaxException {
        ParsedStatement known = remembered.get(text);
        if (known == null) {
            known = parse(text);
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
            if (text.length() <= MAX_REMEMBERED_LENGTH) {
                remembered.put(text, known);
            }
        }
        return known;
    }

    private ParsedStatement parse(String text) throws SyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException("statement is longer than " + MAX_LENGTH + " characters", 0, 1);
        }
        characters.read(text);
        lexer.setInputStream(characters);
        tokens.fill();
        if (tokens.size() > MAX_NESTING) {
            checkNesting(text);
        }
        parser.setTokenStream(tokens);
        StatementParser.StatementContext tree;
        try {
            tree = parser.statement();
        } catch (ParseCancellationException failed) {
            throw SyntaxMessages.of(text, tokens, stop(failed));
        }
        List<Expression> labels = List.of();
        Body body = null;
        for (ParseTree child : tree.children) {
            if (child instanceof StatementParser.LabelContext label) {
                labels = labels.isEmpty() ? new ArrayList<>(2) : labels;
                labels.add(label(label));
            } else if (child instanceof StatementParser.BodyContext written) {
                body = body(written, text);
            }
        }
        return new ParsedStatement(labels, body);
    }

    /** The token where the parser saw that no statement goes on so. */
    private Token stop(ParseCancellationException failed) {
        Token token = failed.getCause() instanceof RecognitionException reason ? reason.getOffendingToken() : null;
        return token == null ? parser.getCurrentToken() : token;
    }

    /** Deep or long expressions would need a deep stack, here and wherever they are evaluated. */
    private void checkNesting(String text) throws SyntaxException {
        int depth = 0;
        int prefixes = 0;
        int operators = 0;
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            switch (text.charAt(Math.min(token.getStartIndex(), text.length() - 1))) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> operators = 0;
                case '-', '+', '~', '!' -> {
                    prefixes++;
                    operators++;
                }
                default -> {
                    operators++;
                    prefixes = 0;
                }
            }
            if (depth + prefixes > MAX_NESTING || operators > 2 * MAX_OPERATORS) {
                int start = token.getStartIndex();
                throw new SyntaxException("expression is too complex", start, Math.min(start + 1, text.length()));
            }
        }
    }

    private static Expression label(StatementParser.LabelContext label) throws SyntaxException {
        Token token = label.getStart();
        if (token.getType() == StatementParser.INTEGER) {
            return integer(token);
        }
        return name(token);
    }

    private static @Nullable Body body(StatementParser.@Nullable BodyContext body, String text) throws SyntaxException {
        if (body instanceof StatementParser.AssignmentContext assignment) {
            boolean once = assignment.getChild(1).getText().equals("==");
            return new Assignment(name(assignment.symbol().getStart()), once, expression(assignment.expression()));
        }
        if (body instanceof StatementParser.OperationContext operation) {
            List<Operand> operands = List.of();
            if (operation.getChildCount() > 1) {
                StatementParser.OperandsContext written = (StatementParser.OperandsContext) operation.getChild(1);
                operands = new ArrayList<>(written.getChildCount());
                for (ParseTree child : written.children) {
                    operands.add(
                            child instanceof StatementParser.FurtherContext further
                                    ? further(further, text)
                                    : operand((StatementParser.OperandContext) child, text));
                }
            }
            return new Operation(name(operation.getStart()), operands);
        }
        return null;
    }

    private static Operand further(StatementParser.FurtherContext further, String text) throws SyntaxException {
        if (further.getChildCount() > 1) {
            return operand((StatementParser.OperandContext) further.getChild(1), text);
        }
        int comma = further.getStart().getStartIndex();
        return new Operand.Absent(comma, comma + 1);
    }

    private static Operand operand(StatementParser.OperandContext operand, String text) throws SyntaxException {
        int start = operand.getStart().getStartIndex();
        int end = end(operand);
        if (operand instanceof StatementParser.TextContext) {
            return new Operand.Text(text.substring(start, end), start, end);
        }
        if (operand instanceof StatementParser.TypeNameContext type) {
            return new Operand.Type(type.NAME().getText(), start, end);
        }
        if (operand instanceof StatementParser.PercentNameContext type) {
            return new Operand.Type(type.NAME().getText(), start, end);
        }
        if (operand instanceof StatementParser.RelocatedContext relocated) {
            Expression.Name base =
                    relocated.NAME().size() > 1 ? name(relocated.NAME(1).getSymbol()) : null;
            return new Operand.Value(relocated.NAME(0).getText(), expression(relocated.expression()), base, start, end);
        }
        Expression expression = expression((StatementParser.ExpressionContext) operand.getChild(0));
        boolean based = operand.getChildCount() > 1;
        Expression.Name base = based ? name(((TerminalNode) operand.getChild(2)).getSymbol()) : null;
        return new Operand.Value(null, expression, base, start, end);
    }

    private static Expression expression(StatementParser.ExpressionContext expression) throws SyntaxException {
        if (expression instanceof StatementParser.LeafContext leaf) {
            return primary((StatementParser.PrimaryContext) leaf.getChild(0));
        }
        if (expression instanceof StatementParser.UnaryContext unary) {
            Expression operand = expression((StatementParser.ExpressionContext) unary.getChild(1));
            Operator operator = Operator.prefix(unary.getStart().getText());
            return new Expression.Unary(operator, operand, unary.getStart().getStartIndex(), operand.end());
        }
        StatementParser.BinaryContext binary = (StatementParser.BinaryContext) expression;
        return new Expression.Binary(
                Operator.infix(binary.getChild(1).getText()),
                expression((StatementParser.ExpressionContext) binary.getChild(0)),
                expression((StatementParser.ExpressionContext) binary.getChild(2)));
    }

    private static Expression primary(StatementParser.PrimaryContext primary) throws SyntaxException {
        Token token = primary.getStart();
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        String text = token.getText();
        return switch (token.getType()) {
            case StatementParser.INTEGER -> integer(token);
            case StatementParser.FLOAT -> new Expression.Floating(text, start, end);
            case StatementParser.CHARACTER -> new Expression.Number(Literals.character(text), start, end);
            case StatementParser.NUMBERED -> numbered(text, start, end);
            case StatementParser.NAME, StatementParser.STRING -> name((StatementParser.NameContext) primary);
            default ->
                new Expression.Group(
                        expression(((StatementParser.ParenthesesContext) primary).expression()), start, end(primary));
        };
    }

    private static Expression numbered(String text, int start, int end) throws SyntaxException {
        try {
            int number = Integer.parseInt(text.substring(0, text.length() - 1));
            return new Expression.NumberedLabel(number, text.endsWith("f"), start, end);
        } catch (NumberFormatException tooLarge) {
            throw new SyntaxException("label number " + text + " is too large", start, end);
        }
    }

    private static Expression.Number integer(Token token) throws SyntaxException {
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        try {
            return new Expression.Number(Literals.integer(token.getText()), start, end);
        } catch (NumberFormatException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), start, end);
        }
    }

    /** A name; {@code @plt} behind it, which compilers write in calls, changes nothing in static programs. */
    private static Expression.Name name(StatementParser.NameContext name) throws SyntaxException {
        if (name.getChildCount() > 1 && !name.NAME().getText().equals("plt")) {
            Token suffix = name.NAME().getSymbol();
            throw new SyntaxException(
                    "unknown suffix '@" + suffix.getText() + "'",
                    suffix.getStartIndex() - 1,
                    suffix.getStopIndex() + 1);
        }
        return name(name.getStart());
    }

    private static Expression.Name name(Token token) {
        String text = token.getText();
        if (token.getType() == StatementParser.STRING) {
            text = Literals.text(text, java.nio.charset.StandardCharsets.UTF_8);
        }
        return new Expression.Name(text, token.getStartIndex(), token.getStopIndex() + 1);
    }

    private static int end(ParserRuleContext rule) {
        return rule.getStop().getStopIndex() + 1;
    }
}
