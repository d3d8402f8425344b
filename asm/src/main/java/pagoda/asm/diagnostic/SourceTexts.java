package pagoda.asm.diagnostic;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of the source files read in this run, by name, so that a message can show the line it points at. */
public final class SourceTexts {

    private static final class Text {
        final String chars;
        int @Nullable [] starts;

        Text(String chars) {
            this.chars = chars;
        }

        /** Offsets of the lines' first chars, found when the first message needs them. */
        int[] starts() {
            int[] known = starts;
            if (known == null) {
                known = lineStarts(chars);
                starts = known;
            }
            return known;
        }
    }

    private final Map<String, Text> texts = new HashMap<>();

    /** Remembers a file's whole text under the name that its positions carry; a name given again is replaced. */
    public void add(String file, String text) {
        texts.put(file, new Text(text));
    }

    /** Line {@code line} (from 1) without its line end, or null if the file or the line is not known. */
    public @Nullable String line(String file, int line) {
        Text text = texts.get(file);
        if (text == null) {
            return null;
        }
        int[] starts = text.starts();
        if (line < 1 || line > starts.length) {
            return null;
        }
        int start = starts[line - 1];
        int end = line < starts.length ? starts[line] : text.chars.length();
        while (end > start && (text.chars.charAt(end - 1) == '\n' || text.chars.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.chars.substring(start, end);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
        int line = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts[line++] = at + 1;
        }
        return starts;
    }
}
