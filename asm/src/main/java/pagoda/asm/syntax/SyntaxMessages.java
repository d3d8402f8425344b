package pagoda.asm.syntax;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Says in words what is wrong with a statement that does not parse, from the token where its parser stopped. */
final class SyntaxMessages {

    private SyntaxMessages() {}

    static SyntaxException of(String text, Tokens tokens, Token parserStop) {
        Token stop = parserStop;
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            // A character that begins no token explains more than what the parser made of it.
            if (token.getType() == StatementLexer.OTHER) {
                stop = token;
                break;
            }
        }
        Token before = before(tokens, stop);
        boolean atEnd = stop.getType() == Token.EOF;
        int start = atEnd ? text.length() : stop.getStartIndex();
        int end = atEnd ? text.length() + 1 : stop.getStopIndex() + 1;
        String found = stop.getText();
        if (stop.getType() == StatementLexer.OTHER) {
            return switch (found) {
                case "\"" -> new SyntaxException("unterminated string", start, text.length());
                case "'" -> new SyntaxException("unterminated character constant", start, end);
                default -> new SyntaxException("unexpected character '" + found + "'", start, end);
            };
        }
        if (before == null) {
            return new SyntaxException(
                    "expected a label, an instruction or a directive, found '" + found + "'", start, end);
        }
        if (atEnd) {
            if (openParentheses(tokens) > 0 && endsOperand(before)) {
                return new SyntaxException("expected ')' at the end of the statement", start, end);
            }
            String what = before.getText().equals(",") ? "an operand" : "an expression";
            return new SyntaxException(
                    "expected " + what + " after '" + before.getText() + "'",
                    before.getStartIndex(),
                    before.getStopIndex() + 1);
        }
        if (endsOperand(before) && beginsOperand(stop)) {
            if (isFirstOperand(tokens, before)) {
                return new SyntaxException("unexpected '" + found + "' after '" + before.getText() + "'", start, end);
            }
            return new SyntaxException("expected ',' before '" + found + "'", start, end);
        }
        if (before.getText().equals("(")
                && before.getTokenIndex() > 0
                && endsOperand(tokens.get(before.getTokenIndex() - 1))) {
            return new SyntaxException("expected a register after '(', found '" + found + "'", start, end);
        }
        if (before.getText().equals(",")) {
            return new SyntaxException("expected an operand before '" + found + "'", start, end);
        }
        if (found.equals(")") && openParentheses(tokens) < 0) {
            return new SyntaxException("')' without '('", start, end);
        }
        return new SyntaxException("unexpected '" + found + "' after '" + before.getText() + "'", start, end);
    }

    private static @Nullable Token before(Tokens tokens, Token stop) {
        int index = stop.getTokenIndex() - 1;
        return index < 0 ? null : tokens.get(index);
    }

    private static boolean isFirstOperand(Tokens tokens, Token before) {
        return before.getTokenIndex() == 0
                || tokens.get(before.getTokenIndex() - 1).getText().equals(":");
    }

    private static boolean endsOperand(Token token) {
        return beginsOperand(token) && !token.getText().equals("(")
                || token.getText().equals(")");
    }

    private static boolean beginsOperand(Token token) {
        return switch (token.getType()) {
            case StatementLexer.NAME,
                    StatementLexer.INTEGER,
                    StatementLexer.FLOAT,
                    StatementLexer.NUMBERED,
                    StatementLexer.CHARACTER,
                    StatementLexer.STRING -> true;
            default -> token.getText().equals("(") || token.getText().equals("@");
        };
    }

    private static int openParentheses(Tokens tokens) {
        int open = 0;
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            open += token.getText().equals("(") ? 1 : token.getText().equals(")") ? -1 : 0;
        }
        return open;
    }
}
