package pagoda.asm.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A statement's text as ANTLR's lexer reads it: by {@code char}, so that its offsets are the text's. Used again and again.
 *
 * <p>It ends in zeros, which the grammar has a token for: at the end of a stream the lexer's simulator would work out anew, for
 * each statement, what it caches for characters.
 */
final class Characters implements CharStream {

    private static final char END = 0;

    /** What a zero in the text is taken as: as wrong as that, but not the end. */
    private static final char WRONG = 1;

    private String text = "";
    private char[] chars = new char[128];
    private int at;

    void read(String newText) {
        text = newText;
        at = 0;
        int length = text.length();
        if (length + 2 > chars.length) {
            chars = new char[length + length / 2 + 2];
        }
        text.getChars(0, length, chars, 0);
        chars[length] = END;
        chars[length + 1] = END;
        for (int index = text.indexOf(END); index >= 0; index = text.indexOf(END, index + 1)) {
            chars[index] = WRONG;
        }
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public void consume() {
        at++;
    }

    @Override
    public int LA(int distance) {
        int index = distance > 0 ? at + distance - 1 : at + distance;
        return index >= 0 && index < text.length() + 2 ? chars[index] : IntStream.EOF;
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
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }
}
