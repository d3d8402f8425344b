package pagoda.asm.syntax;

import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Parses statements, one after the other, with one lexer and one parser that are used again and again. ANTLR builds no tree:
 * {@link TreeBuilder} takes what the rules have labelled.
 */
public final class StatementReader {

    /** Parentheses and prefix operators inside each other, and infix operators side by side, that an operand may have. */
    static final int MAX_NESTING = 200;

    static final int MAX_OPERATORS = 1000;

    private static final int MAX_LENGTH = 1 << 20;

    /**
     * Compilers and macros write the same statements again and again; trees do not change, and know no place. Those with
     * labels do not come again.
     */
    private static final int REMEMBERED = 1 << 12;

    private static final int MAX_REMEMBERED_LENGTH = 100;

    /** The statement that was read last of those with the same low bits of their texts' hash codes. */
    private final @Nullable String[] texts = new @Nullable String[REMEMBERED];

    private final @Nullable ParsedStatement[] trees = new @Nullable ParsedStatement[REMEMBERED];
    private final TreeBuilder builder = new TreeBuilder();
    private final Characters characters = new Characters();
    private final StatementLexer lexer = new StatementLexer(characters);
    private final Tokens tokens = new Tokens(lexer);
    private final StatementParser parser = new StatementParser(tokens);

    public StatementReader() {
        lexer.removeErrorListeners();
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.setBuildParseTree(false);
        lexer.setTokenFactory(tokens);
    }

    /**
     * The tree of a statement.
     *
     * @param text its text without comments
     * @throws SyntaxException if it does not parse
     */
    public ParsedStatement read(String text) throws SyntaxException {
        int behindName = text.length() - 1;
        if (text.endsWith(":") && Head.isName(text, behindName)) { // as compilers write their labels
            return new ParsedStatement(
                    List.of(new Expression.Name(text.substring(0, behindName), 0, behindName)), /* body= */ null);
        }
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 12) & REMEMBERED - 1;
        ParsedStatement known = trees[slot];
        if (known == null || !text.equals(texts[slot])) {
            known = parse(text);
            if (text.length() <= MAX_REMEMBERED_LENGTH && text.indexOf(':') < 0) {
                texts[slot] = text;
                trees[slot] = known;
            }
        }
        return known;
    }

    private ParsedStatement parse(String text) throws SyntaxException {
        if (text.length() > MAX_LENGTH) {
            throw new SyntaxException("statement is longer than " + MAX_LENGTH + " characters", 0, 1);
        }
        characters.read(text);
        tokens.fill();
        if (tokens.size() > MAX_NESTING) {
            checkNesting(text);
        }
        parser.reset();
        try {
            return builder.statement(text, parser.statement());
        } catch (ParseCancellationException failed) {
            throw SyntaxMessages.of(text, tokens, stop(failed));
        }
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
}
