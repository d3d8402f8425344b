package pagoda.asm.macro;

import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Head;

/**
 * Cuts the text behind a macro's name into arguments. Commas separate them, and so do blanks between two words; a string's
 * quotes are taken off.
 */
final class ArgumentScanner {

    private final String text;
    private final int end;
    private final boolean quoted;
    private int at;

    ArgumentScanner(String text, int start, int end) {
        this(text, start, end, false);
    }

    /** @param quoted whether strings keep their quotes, as in RARS */
    ArgumentScanner(String text, int start, int end, boolean quoted) {
        this.quoted = quoted;
        this.text = text;
        this.at = start;
        this.end = end;
        skipBlanks();
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at >= end;
    }

    private void skipBlanks() {
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
    }

    /** All that is left. */
    String rest() {
        String rest = text.substring(Math.min(at, end), end).strip();
        at = end;
        return rest;
    }

    /** The name before a {@code =} that comes next, taken with it, or null if there is none. */
    @Nullable
    String keyword() {
        int behind = at;
        while (behind < end && Head.isNamePart(text.charAt(behind))) {
            behind++;
        }
        int sign = behind;
        while (sign < end && text.charAt(sign) <= ' ') {
            sign++;
        }
        boolean single = sign + 1 >= end || text.charAt(sign + 1) != '=';
        return behind > at && sign < end && text.charAt(sign) == '=' && single ? text.substring(at, behind) : null;
    }

    void skipKeyword() {
        at = text.indexOf('=', at) + 1;
        skipBlanks();
    }

    /** The next argument, which may be empty; the separator behind it is taken too. */
    String next() {
        String argument = at < end && text.charAt(at) == '"' && !quoted ? string() : plain();
        skipBlanks();
        if (at < end && text.charAt(at) == ',') {
            at++;
            skipBlanks();
        }
        return argument;
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '\\' && at < end && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else if (c == '\\' && at < end) {
                value.append(c).append(text.charAt(at++));
            } else if (c == '"' && at < end && text.charAt(at) == '"') {
                value.append('"');
                at++;
            } else if (c == '"') {
                break;
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    private String plain() {
        int start = at;
        while (at < end && text.charAt(at) != ',') {
            char c = text.charAt(at);
            if (c == '"') {
                at = Math.min(end, Head.stringEnd(text, at));
            } else if (c == '\'' && at + 1 < end) {
                at += text.charAt(at + 1) == '\\' && at + 2 < end ? 3 : 2;
                if (at < end && text.charAt(at) == '\'') {
                    at++;
                }
            } else if (c <= ' ') {
                int blank = at;
                skipBlanks();
                if (at < end && at > start && endsWord(text.charAt(blank - 1)) && beginsWord(text.charAt(at))) {
                    return text.substring(start, blank);
                }
            } else {
                at++;
            }
        }
        return text.substring(start, Math.min(at, end)).strip();
    }

    private static boolean endsWord(char c) {
        return Head.isNamePart(c) || c == ')' || c == '"' || c == '\'';
    }

    private static boolean beginsWord(char c) {
        return Head.isNamePart(c) || c == '"' || c == '\'' || c == '\\';
    }
}
