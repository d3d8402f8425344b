package pagoda.asm.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/**
 * A statement's tokens as ANTLR's parser reads them. They are few, so all are lexed before; they live until the next statement
 * is read, which uses them again.
 */
final class Tokens implements TokenStream, TokenFactory<CommonToken> {

    private final Lexer lexer;
    private CommonToken[] tokens = {};
    private int count;
    private int at;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Takes all tokens that the lexer has, with the one that stands for the end. */
    void fill() {
        count = 0;
        at = 0;
        lexer.reset();
        while (lexer.nextToken().getType() != StatementLexer.END) {
            count++;
        }
        tokens[count++].setType(Token.EOF);
    }

    /** The next token of the statement: the one that stood in its place in the statement before, with other contents. */
    @Override
    public CommonToken create(
            Pair<TokenSource, CharStream> source,
            int type,
            @Nullable String text,
            int channel,
            int start,
            int stop,
            int line,
            int column) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count + 16);
            for (int index = count; index < tokens.length; index++) {
                tokens[index] = new CommonToken(source, type, channel, start, stop);
                tokens[index].setTokenIndex(index);
            }
        }
        CommonToken token = tokens[count];
        token.setType(type);
        token.setStartIndex(start);
        token.setStopIndex(stop);
        return token;
    }

    @Override
    public CommonToken create(int type, String text) {
        throw new UnsupportedOperationException("the lexer makes tokens of characters only");
    }

    @Override
    public Token get(int index) {
        return tokens[index];
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Token LT(int distance) {
        if (distance == 1) {
            return tokens[at];
        }
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return tokens[Math.min(Math.max(index, 0), count - 1)];
    }

    @Override
    public int LA(int distance) {
        return distance == 1 ? tokens[at].getType() : LT(distance).getType();
    }

    @Override
    public void consume() {
        if (at < count - 1) {
            at++;
        }
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = index;
    }

    @Override
    public TokenSource getTokenSource() {
        return lexer;
    }

    @Override
    public String getSourceName() {
        return lexer.getSourceName();
    }

    @Override
    public String getText(Interval interval) {
        StringBuilder text = new StringBuilder();
        for (int index = Math.max(0, interval.a); index <= Math.min(interval.b, count - 1); index++) {
            text.append(tokens[index].getText());
        }
        return text.toString();
    }

    @Override
    public String getText() {
        return getText(Interval.of(0, count - 1));
    }

    @Override
    public String getText(RuleContext rule) {
        return getText(rule.getSourceInterval());
    }

    @Override
    public String getText(Token start, Token stop) {
        int first = 0;
        while (first < count - 1 && tokens[first] != start) {
            first++;
        }
        int last = first;
        while (last < count - 1 && tokens[last] != stop) {
            last++;
        }
        return getText(Interval.of(first, last));
    }
}
