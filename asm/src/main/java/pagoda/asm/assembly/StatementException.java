package pagoda.asm.assembly;

import org.jspecify.annotations.Nullable;

/** A statement that means nothing: what to say, and which characters of its text to say it about. It ends the statement. */
public final class StatementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;
    private final @Nullable String tip;

    public StatementException(int start, int end, String message, @Nullable String tip) {
        super(message, null, false, false);
        this.start = start;
        this.end = end;
        this.tip = tip;
    }

    public StatementException(int start, int end, String message) {
        this(start, end, message, null);
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
