package pagoda.asm.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.WritableToken;
import org.antlr.v4.runtime.misc.Interval;

/** A statement's tokens as ANTLR's parser reads them. They are few, so all are lexed before; used again and again. */
final class Tokens implements TokenStream {

    private final Lexer lexer;
    private Token[] tokens = new Token[64];
    private int count;
    private int at;

    Tokens(Lexer lexer) {
        this.lexer = lexer;
    }

    /** Takes all tokens that the lexer has, with the one that stands for the end. */
    void fill() {
        count = 0;
        at = 0;
        Token token;
        do {
            token = lexer.nextToken();
            if (count == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * count);
            }
            ((WritableToken) token).setTokenIndex(count);
            tokens[count++] = token;
        } while (token.getType() != Token.EOF);
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
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return tokens[Math.min(Math.max(index, 0), count - 1)];
    }

    @Override
    public int LA(int distance) {
        return LT(distance).getType();
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
