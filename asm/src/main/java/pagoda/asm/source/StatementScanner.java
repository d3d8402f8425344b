package pagoda.asm.source;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;

/**
 * Cuts a text into statements: they end at a line's end or at {@code ;}, outside of strings and character constants.
 * Comments ({@code #}, {@code //}, and {@code /* *}{@code /} over any number of lines) become blanks. Blank statements are
 * left out.
 */
public final class StatementScanner {

    private final SourceFile file;
    private final String text;
    private final @Nullable Statement whole;
    private final Diagnostics diagnostics;
    private int at;
    private int line = 1;
    private int lineStart;

    /** The statements of a file. */
    public StatementScanner(SourceFile file, Diagnostics diagnostics) {
        this.file = file;
        this.text = file.text();
        this.whole = null;
        this.diagnostics = diagnostics;
    }

    /** The statements that a statement falls into which was put together from parts. */
    public StatementScanner(Statement whole, Diagnostics diagnostics) {
        this.file = whole.file();
        this.text = whole.text();
        this.whole = whole;
        this.diagnostics = diagnostics;
    }

    /** The next statement, or null at the end. */
    public @Nullable Statement next() {
        while (at < text.length()) {
            Statement statement = scan();
            if (statement != null) {
                return statement;
            }
        }
        return null;
    }

    /** The offset in the text behind the statements that were taken. */
    public int offset() {
        return at;
    }

    private @Nullable Statement scan() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        int start = at;
        int startLine = line;
        int startColumn = at - lineStart + 1;
        StringBuilder blanked = null;
        Pieces.Builder builder = null;
        int copied = start;
        int end = -1;
        while (at < text.length() && end < 0) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> {
                    end = at++;
                    newLine();
                }
                case ';' -> end = at++;
                case '#' -> {
                    end = at;
                    skipLine();
                }
                case '"' -> skipString();
                case '\'' -> skipCharacter();
                case '/' -> {
                    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
                    if (next == '/') {
                        end = at;
                        skipLine();
                    } else if (next == '*') {
                        if (blanked == null || builder == null) {
                            blanked = new StringBuilder();
                            builder = new Pieces.Builder().literal(0, startLine, startColumn);
                        }
                        blanked.append(text, copied, at).append(' ');
                        skipBlock();
                        builder.literal(blanked.length(), line, at - lineStart + 1);
                        copied = at;
                    } else {
                        at++;
                    }
                }
                default -> at++;
            }
        }
        int stop = end < 0 ? at : end;
        if (blanked != null && builder != null) {
            return blankedStatement(blanked.append(text, copied, stop), builder.build());
        }
        while (stop > start && isBlank(text.charAt(stop - 1))) {
            stop--;
        }
        if (stop == start) {
            return null;
        }
        Pieces pieces = whole == null
                ? Pieces.at(startLine, startColumn)
                : whole.pieces().from(start);
        return new Statement(file, text.substring(start, stop), pieces, whole == null ? null : whole.expansion());
    }

    private @Nullable Statement blankedStatement(StringBuilder blanked, Pieces pieces) {
        int start = 0;
        int stop = blanked.length();
        while (start < stop && isBlank(blanked.charAt(start))) {
            start++;
        }
        while (stop > start && isBlank(blanked.charAt(stop - 1))) {
            stop--;
        }
        if (start == stop) {
            return null;
        }
        Pieces own = whole == null ? pieces.from(start) : Pieces.at(whole.line(), 1);
        return new Statement(file, blanked.substring(start, stop), own, whole == null ? null : whole.expansion());
    }

    private void newLine() {
        line++;
        lineStart = at;
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            at = text.length();
        } else {
            at = end + 1;
            newLine();
        }
    }

    /** Goes behind the string that begins here, or to the end of the line if nothing ends it. */
    private void skipString() {
        at++;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }
    }

    private void skipCharacter() {
        at++;
        if (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        if (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void skipBlock() {
        int start = at;
        int startLine = line;
        int startColumn = at - lineStart + 1;
        at += 2;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '*' && at < text.length() && text.charAt(at) == '/') {
                at++;
                return;
            }
            if (c == '\n') {
                newLine();
            }
        }
        Statement here = whole == null ? Statement.of(file, "/*", startLine, startColumn) : whole;
        diagnostics.report(
                here.error(whole == null ? 0 : start, whole == null ? 2 : start + 2, "unterminated comment"));
    }

    private static boolean isBlank(char c) {
        // A byte order mark is none of the program.
        return c == '\ufeff' || c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0b;
    }
}
