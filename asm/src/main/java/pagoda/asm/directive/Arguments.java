package pagoda.asm.directive;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.assembly.Assembly;
import pagoda.asm.assembly.StatementException;
import pagoda.asm.syntax.Head;
import pagoda.asm.syntax.Literals;

/** Reads what stands behind a directive's name, for directives whose arguments are no expressions. */
public final class Arguments {

    private final Assembly assembly;
    private final String text;
    private int at;

    Arguments(Assembly assembly, int start) {
        this.assembly = assembly;
        this.text = assembly.statement().text();
        this.at = start;
    }

    /** The offset, in the statement's text, of the next argument. */
    public int offset() {
        at = Head.skipBlanks(text, at);
        return at;
    }

    public boolean atEnd() {
        return offset() >= text.length();
    }

    /** The rest, without blanks around it. */
    public String rest() {
        String rest = text.substring(offset());
        at = text.length();
        return rest;
    }

    /** Takes the character if it comes next. */
    public boolean take(char wanted) {
        if (!atEnd() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** The next character, or 0 at the end. */
    public char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    /** A string literal's value, or null if none comes next. */
    public @Nullable String string() {
        if (peek() != '"') {
            return null;
        }
        int start = at;
        at = Head.stringEnd(text, at);
        if (at - start < 2 || text.charAt(at - 1) != '"') {
            throw new StatementException(start, text.length(), "unterminated string");
        }
        return Literals.text(
                text.substring(start, at), assembly.statement().file().charset());
    }

    /** A string literal's value; ends the directive with an error if none comes next. */
    public String needString(String what) {
        String string = string();
        if (string == null) {
            throw expected(what);
        }
        return string;
    }

    /** A word: all up to a blank, a comma or a quote; empty if none comes next. */
    public String word() {
        int start = offset();
        while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) != ',' && text.charAt(at) != '"') {
            at++;
        }
        return text.substring(start, at);
    }

    /** A word or string; ends the directive with an error if none comes next. */
    public String needWord(String what) {
        String word = string();
        word = word == null ? word() : word;
        if (word.isEmpty()) {
            throw expected(what);
        }
        return word;
    }

    /** A number that is not negative, written as a literal; ends the directive with an error if none comes next, or one above {@code most}. */
    public long needNumber(String what, long most) {
        int start = offset();
        String word = word();
        BigInteger number = Literals.wide(word);
        if (number == null) {
            at = start;
            throw expected(what);
        }
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new StatementException(start, at, "'" + word + "' is too large here: at most " + most);
        }
        return number.longValue();
    }

    /** A name; empty if none comes next. */
    public String name() {
        int start = offset();
        while (at < text.length() && Head.isNamePart(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** The words and strings that are left, whether commas or blanks stand between them. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        while (!atEnd()) {
            if (take(',')) {
                continue;
            }
            words.add(needWord("a word"));
        }
        return words;
    }

    public void expectComma() {
        if (!take(',')) {
            throw expected("','");
        }
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw new StatementException(at, text.length(), "unexpected '" + text.substring(at) + "'");
        }
    }

    /** An error that says what should come next. */
    public StatementException expected(String what) {
        if (atEnd()) {
            Head head = Head.of(text);
            return new StatementException(head.start(), head.end(), "'" + head.word() + "' needs " + what);
        }
        int start = offset();
        return new StatementException(
                start, text.length(), "expected " + what + ", found '" + text.substring(start) + "'");
    }
}
