package pagoda.asm.source;

import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.SourcePosition;

/**
 * One statement as text: comments are blanked, there is no blank at either end, and each character knows where it stands in
 * its file, also after comments over several lines and after macro arguments were put in.
 */
public final class Statement {

    /** Macro calls around a statement that a message names. */
    private static final int MAX_NOTES = 8;

    private final SourceFile file;
    private final String text;
    private final Pieces pieces;
    private final @Nullable Expansion expansion;

    Statement(SourceFile file, String text, Pieces pieces, @Nullable Expansion expansion) {
        this.file = file;
        this.text = text;
        this.pieces = pieces;
        this.expansion = expansion;
    }

    /** A statement whose characters stand one after the other on one line. */
    public static Statement of(SourceFile file, String text, int line, int column) {
        return new Statement(file, text, Pieces.at(line, column), null);
    }

    public SourceFile file() {
        return file;
    }

    public String text() {
        return text;
    }

    Pieces pieces() {
        return pieces;
    }

    /** The macro call that brought it, or null if it is assembled where it stands. */
    public @Nullable Expansion expansion() {
        return expansion;
    }

    /** The same statement as part of a macro's expansion. */
    public Statement within(@Nullable Expansion call) {
        return new Statement(file, text, pieces, call);
    }

    /** The line its first character stands on, from 1. */
    public int line() {
        return pieces.line(0);
    }

    /** The outermost statement: this one, or the call in a file that led to it. */
    public Statement written() {
        Statement statement = this;
        while (statement.expansion != null) {
            statement = statement.expansion.call();
        }
        return statement;
    }

    /** How deep in macro calls it stands: 0 for a statement of a file. */
    public int depth() {
        return expansion == null ? 0 : expansion.depth();
    }

    /** Where the characters from offset {@code start} to before {@code end} stand. */
    public SourcePosition position(int start, int end) {
        return pieces.position(file.name(), start, Math.max(end, start + 1));
    }

    /** Where the whole statement stands. */
    public SourcePosition position() {
        return position(0, text.length());
    }

    /** An error at these characters, with notes about the macro calls around them. */
    public Diagnostic error(int start, int end, String message) {
        return noted(Diagnostic.error(position(start, end), message));
    }

    /** A warning at these characters, with notes about the macro calls around them. */
    public Diagnostic warning(int start, int end, String message) {
        return noted(Diagnostic.warning(position(start, end), message));
    }

    private Diagnostic noted(Diagnostic plain) {
        Diagnostic diagnostic = plain;
        SourcePosition inner = null;
        int notes = 0;
        for (Expansion around = expansion; around != null && notes < MAX_NOTES; around = around.outer()) {
            SourcePosition place = around.position();
            // A macro that calls itself is named once.
            if (!place.equals(inner)) {
                diagnostic = diagnostic.withNote(place, "in expansion of '" + around.name() + "'");
                notes++;
            }
            inner = place;
        }
        return diagnostic;
    }

    @Override
    public String toString() {
        return text;
    }
}
