package pagoda.asm.syntax;

/**
 * The word that decides what a statement is, found without parsing the rest: behind its labels, if any.
 *
 * @param word the word, empty if there is none
 * @param start its offset in the statement's text
 * @param end the offset behind it
 */
public record Head(String word, int start, int end) {

    /** Finds the head of a statement's text. */
    public static Head of(String text) {
        int at = 0;
        while (true) {
            at = skipBlanks(text, at);
            int start = at;
            if (at < text.length() && text.charAt(at) == '"') {
                at = stringEnd(text, at);
            } else {
                while (at < text.length() && isNamePart(text.charAt(at))) {
                    at++;
                }
            }
            int end = at;
            at = skipBlanks(text, at);
            if (end > start && at < text.length() && text.charAt(at) == ':') {
                at++;
                continue;
            }
            return new Head(text.substring(start, end), start, end);
        }
    }

    /** Whether the character can stand in a name. */
    public static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == '$'
                || c >= 0x80;
    }

    /** Whether the character can begin a name. */
    public static boolean isNameStart(char c) {
        return isNamePart(c) && !(c >= '0' && c <= '9');
    }

    /** Whether a name, and nothing else, stands before {@code end}. */
    static boolean isName(String text, int end) {
        int at = 0;
        while (at < end && isNamePart(text.charAt(at))) {
            at++;
        }
        return at == end && end > 0 && isNameStart(text.charAt(0));
    }

    /** The first offset from {@code at} on that is no blank. */
    public static int skipBlanks(String text, int at) {
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        return next;
    }

    /** The offset behind the string literal that begins at {@code at}, or the text's length if nothing ends it. */
    public static int stringEnd(String text, int at) {
        int next = at + 1;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '"') {
                return next;
            }
            if (c == '\\' && next < text.length()) {
                next++;
            }
        }
        return text.length();
    }
}
