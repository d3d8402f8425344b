package pagoda.asm.diagnostic;

/**
 * The look of one message, GCC's: the place and the message, the source line with its number, the carets, tip, notes.
 *
 * <pre>
 * prog.s:12:16: error: immediate 5000 out of range [-2048, 2047]
 *    12 |   addi a0, a0, 5000
 *       |                ^~~~
 * tip: li t0, 5000, then add a0, a0, t0
 * </pre>
 *
 * <p>The gutter is eight columns wide, as a tab stop, and the caret line repeats the tabs of the source line, so carets
 * stand right whatever the terminal makes of a tab. Control characters are shown as {@code ?}: a source cannot drive
 * the terminal.
 */
final class DiagnosticText {

    /** Columns of a source line that are shown; of a longer one, a window around the carets. */
    private static final int WIDTH = 160;

    private static final String CUT = "...";

    /** First and last of the characters that take two columns (Unicode's East Asian Width, roughly). */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x2e80, 0x303e},
        {0x3040, 0xa4cf},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x1f300, 0x1faff},
        {0x20000, 0x3fffd},
    };

    private DiagnosticText() {}

    static void append(StringBuilder out, Diagnostic diagnostic) {
        SourcePosition position = diagnostic.position();
        if (position != null) {
            out.append(printable(position.toString())).append(": ");
        }
        out.append(diagnostic.severity().word())
                .append(": ")
                .append(printable(diagnostic.message()))
                .append('\n');
        String source = diagnostic.sourceLine();
        if (position != null && source != null) {
            appendSource(out, position, source);
        }
        if (diagnostic.tip() != null) {
            out.append("tip: ").append(printable(diagnostic.tip())).append('\n');
        }
        for (Note note : diagnostic.notes()) {
            out.append(printable(note.render())).append('\n');
        }
    }

    private static void appendSource(StringBuilder out, SourcePosition position, String source) {
        String line = source;
        // From here, start and end are offsets of the underlined chars; column 0 means nothing is underlined.
        int start = Math.min(Math.max(position.column() - 1, 0), line.length());
        int end = (int) Math.min((long) start + Math.max(position.length(), 1), Math.max(line.length(), start + 1));
        if (line.length() > WIDTH) {
            int from = start < WIDTH - 40 ? 0 : start - 40;
            int to = Math.min(line.length(), from + WIDTH);
            line = (from > 0 ? CUT : "") + line.substring(from, to) + (to < line.length() ? CUT : "");
            int shift = from - (from > 0 ? CUT.length() : 0);
            end = Math.min(end, Math.max(to, start + 1)) - shift;
            start -= shift;
        }
        String number = Integer.toString(position.line());
        out.append(" ".repeat(Math.max(0, 5 - number.length()))).append(number);
        out.append(" | ").append(printable(line)).append('\n');
        if (position.column() > 0) {
            String gutter = " ".repeat(Math.max(5, number.length())) + " | ";
            out.append(gutter).append(carets(line, start, end)).append('\n');
        }
    }

    private static String carets(String line, int start, int end) {
        StringBuilder out = new StringBuilder();
        int offset = 0;
        while (offset < Math.min(start, line.length())) {
            int character = line.codePointAt(offset);
            out.append(character == '\t' ? "\t" : " ".repeat(columns(character)));
            offset += Character.charCount(character);
        }
        int width = 0;
        while (offset < Math.min(end, line.length())) {
            int character = line.codePointAt(offset);
            width += character == '\t' ? 1 : columns(character);
            offset += Character.charCount(character);
        }
        return out.append('^').append("~".repeat(Math.max(0, width - 1))).toString();
    }

    /** Terminal columns of a character: 0 for one that combines, 2 for wide East Asian ones and pictures, else 1. */
    private static int columns(int character) {
        if (character < 0x300) {
            return 1;
        }
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (character >= range[0] && character <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = (c < ' ' && c != '\t') || (c >= 0x7f && c <= 0x9f) || reorders(c);
            out.append(control ? '?' : c);
        }
        return out.toString();
    }

    /** Marks that would reorder what follows them on the terminal. */
    private static boolean reorders(char c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
    }
}
