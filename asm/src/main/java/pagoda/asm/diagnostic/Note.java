package pagoda.asm.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * A second place that belongs to a message: {@code note: MESSAGE at FILE:LINE:COLUMN}.
 *
 * @param position the place, or null for a note that has none
 * @param message without the place, such as {@code in expansion of 'NAME'} or {@code first defined}
 */
public record Note(@Nullable SourcePosition position, String message) {

    /** The note's one line, without a line end. */
    public String render() {
        return position == null ? "note: " + message : "note: " + message + " at " + position;
    }
}
