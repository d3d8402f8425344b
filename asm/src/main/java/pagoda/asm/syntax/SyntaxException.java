package pagoda.asm.syntax;

import org.jspecify.annotations.Nullable;

/** A statement that does not parse: what to say, and which characters of its text to say it about. */
public final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;
    private final @Nullable String tip;

    SyntaxException(String message, int start, int end, @Nullable String tip) {
        super(message, null, false, false);
        this.start = start;
        this.end = end;
        this.tip = tip;
    }

    SyntaxException(String message, int start, int end) {
        this(message, start, end, null);
    }

    /** The message; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public @Nullable String tip() {
        return tip;
    }
}
