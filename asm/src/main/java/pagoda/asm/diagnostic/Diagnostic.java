package pagoda.asm.diagnostic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to the user.
 *
 * @param severity error or warning
 * @param position what it points at, or null if it belongs to no place
 * @param message one line, without a full stop
 * @param sourceLine the text of the line pointed at, without its line end; null lets {@link Diagnostics} look it up
 * @param tip what would help, or null
 * @param notes further places, in the order they are shown
 */
public record Diagnostic(
        Severity severity,
        @Nullable SourcePosition position,
        String message,
        @Nullable String sourceLine,
        @Nullable String tip,
        List<Note> notes) {

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(@Nullable SourcePosition position, String message) {
        return new Diagnostic(Severity.ERROR, position, message, null, null, List.of());
    }

    public static Diagnostic warning(@Nullable SourcePosition position, String message) {
        return new Diagnostic(Severity.WARNING, position, message, null, null, List.of());
    }

    public Diagnostic withSourceLine(@Nullable String text) {
        return new Diagnostic(severity, position, message, text, tip, notes);
    }

    public Diagnostic withTip(@Nullable String text) {
        return new Diagnostic(severity, position, message, sourceLine, text, notes);
    }

    /** This message with one more note, after those it has. */
    public Diagnostic withNote(@Nullable SourcePosition place, String text) {
        List<Note> more = new ArrayList<>(notes);
        more.add(new Note(place, text));
        return new Diagnostic(severity, position, message, sourceLine, tip, more);
    }
}
