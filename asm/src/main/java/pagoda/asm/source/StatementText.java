package pagoda.asm.source;

import org.jspecify.annotations.Nullable;

/** A statement's text while it is put together from parts of another one's and from other text, such as macro arguments. */
public final class StatementText {

    private final Statement template;
    private final StringBuilder text = new StringBuilder();
    private final Pieces.Builder pieces = new Pieces.Builder();

    /** An empty text whose parts come from {@code template} or replace parts of it. */
    public StatementText(Statement template) {
        this.template = template;
    }

    /** Takes over the template's characters from {@code start} to before {@code end}. */
    public void literal(int start, int end) {
        if (start < end) {
            template.pieces().copy(pieces, start, end, text.length());
            text.append(template.text(), start, end);
        }
    }

    /** Puts {@code replacement} in the place of the template's characters from {@code start} to before {@code end}. */
    public void substituted(String replacement, int start, int end) {
        if (replacement.isEmpty()) {
            return;
        }
        var place = template.position(start, end);
        pieces.substituted(text.length(), place.line(), place.column(), place.length());
        text.append(replacement);
    }

    public int length() {
        return text.length();
    }

    /** The statement put together. It may hold separators, and is to be split again. */
    public Statement statement(@Nullable Expansion expansion) {
        if (text.isEmpty()) {
            return new Statement(template.file(), "", Pieces.at(template.line(), 1), expansion);
        }
        return new Statement(template.file(), text.toString(), pieces.build(), expansion);
    }
}
