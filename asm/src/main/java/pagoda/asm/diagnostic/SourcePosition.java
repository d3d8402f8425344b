package pagoda.asm.diagnostic;

/**
 * A stretch of one source line: what a message points at.
 *
 * @param file the file's name as the user gave it
 * @param line from 1
 * @param column from 1, counted in chars of the line as it was read (a tab is one); 0 if only the line is known
 * @param length chars from {@code column} that the caret line underlines; at least 0, and 0 and 1 both show one caret
 */
public record SourcePosition(String file, int line, int column, int length) {

    public SourcePosition {
        if (line < 1 || column < 0 || length < 0) {
            throw new IllegalArgumentException("no such position: " + file + ":" + line + ":" + column + "+" + length);
        }
    }

    /** A whole line, without a column: messages about it show the line and no caret. */
    public static SourcePosition ofLine(String file, int line) {
        return new SourcePosition(file, line, 0, 0);
    }

    /** {@code file:line:column}, or {@code file:line} if the column is not known. */
    @Override
    public String toString() {
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
