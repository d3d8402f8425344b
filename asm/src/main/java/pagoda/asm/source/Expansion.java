package pagoda.asm.source;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.SourcePosition;

/**
 * What brought a statement into being that does not stand in the source where it is assembled: a macro's call.
 *
 * @param name the macro's
 * @param call the statement that calls it
 * @param start offset of the name in the call's text
 * @param depth 1 for a call that stands in a file, one more for each call around it
 */
public record Expansion(String name, Statement call, int start, int depth) {

    /** Where the call stands. */
    public SourcePosition position() {
        return call.position(start, start + name.length());
    }

    /** The expansion that the call itself comes from, or null if it stands in a file. */
    public @Nullable Expansion outer() {
        return call.expansion();
    }
}
