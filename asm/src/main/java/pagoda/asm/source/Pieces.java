package pagoda.asm.source;

import java.util.Arrays;
import pagoda.asm.diagnostic.SourcePosition;

/**
 * Where the characters of a text stand in a file, as a list of pieces by rising offset. A literal piece stands there
 * character by character; a substituted one stands as a whole where its placeholder does.
 */
final class Pieces {

    private static final int OFFSET = 0;
    private static final int LINE = 1;
    private static final int COLUMN = 2;
    /** Length of the placeholder in the file, or 0 for a literal piece. */
    private static final int PLACEHOLDER = 3;

    private static final int FIELDS = 4;

    private static final int[] ONE = new int[FIELDS];

    /** Where the first character stands, if the text is one literal piece, as nearly all are; else 0. */
    private final int onlyLine;

    private final int onlyColumn;
    private final int[] pieces;

    private Pieces(int onlyLine, int onlyColumn, int[] pieces) {
        this.onlyLine = onlyLine;
        this.onlyColumn = onlyColumn;
        this.pieces = pieces;
    }

    static Pieces at(int line, int column) {
        return new Pieces(line, column, ONE);
    }

    /** Collects pieces while a text is put together. */
    static final class Builder {
        private int[] pieces = new int[FIELDS * 2];
        private int used;

        /** From this offset on, the text stands at this line and column. */
        Builder literal(int offset, int line, int column) {
            return add(offset, line, column, 0);
        }

        /** From this offset on, the text replaces a placeholder. */
        Builder substituted(int offset, int line, int column, int length) {
            return add(offset, line, column, Math.max(1, length));
        }

        private Builder add(int offset, int line, int column, int length) {
            if (used >= FIELDS && pieces[used - FIELDS] == offset) {
                used -= FIELDS;
            }
            if (used == pieces.length) {
                pieces = Arrays.copyOf(pieces, 2 * used);
            }
            pieces[used + OFFSET] = offset;
            pieces[used + LINE] = line;
            pieces[used + COLUMN] = column;
            pieces[used + PLACEHOLDER] = length;
            used += FIELDS;
            return this;
        }

        Pieces build() {
            return new Pieces(0, 0, Arrays.copyOf(pieces, used));
        }
    }

    private int find(int offset) {
        int low = 0;
        int high = pieces.length / FIELDS - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pieces[middle * FIELDS] <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low * FIELDS;
    }

    int line(int offset) {
        return onlyLine > 0 ? onlyLine : pieces[find(offset) + LINE];
    }

    int column(int offset) {
        if (onlyLine > 0) {
            return onlyColumn + offset;
        }
        int at = find(offset);
        return pieces[at + COLUMN] + (pieces[at + PLACEHOLDER] == 0 ? offset - pieces[at] : 0);
    }

    private int endColumn(int offset) {
        if (onlyLine > 0) {
            return onlyColumn + offset + 1;
        }
        int at = find(offset);
        int length = pieces[at + PLACEHOLDER];
        return length == 0 ? pieces[at + COLUMN] + offset - pieces[at] + 1 : pieces[at + COLUMN] + length;
    }

    /** Where the characters from {@code start} to before {@code end} stand; of more than one line, the first one's part. */
    SourcePosition position(String file, int start, int end) {
        int line = line(start);
        int column = column(start);
        int last = end - 1;
        while (last > start && line(last) != line) {
            last--;
        }
        return new SourcePosition(file, line, column, Math.max(1, endColumn(last) - column));
    }

    /** Adds to a builder where the characters from {@code start} to before {@code end} stand, put at offset {@code at}. */
    void copy(Builder builder, int start, int end, int at) {
        if (onlyLine > 0) {
            builder.literal(at, onlyLine, onlyColumn + start);
            return;
        }
        for (int piece = find(start); piece < pieces.length && (pieces[piece] < end || pieces[piece] <= start); ) {
            int from = Math.max(start, pieces[piece]);
            int target = at + from - start;
            if (pieces[piece + PLACEHOLDER] == 0) {
                builder.literal(target, pieces[piece + LINE], pieces[piece + COLUMN] + from - pieces[piece]);
            } else {
                builder.substituted(target, pieces[piece + LINE], pieces[piece + COLUMN], pieces[piece + PLACEHOLDER]);
            }
            piece += FIELDS;
        }
    }

    /** The pieces of the text that begins at offset {@code start}. */
    Pieces from(int start) {
        if (start == 0) {
            return this;
        }
        if (onlyLine > 0) {
            return at(onlyLine, onlyColumn + start);
        }
        Builder builder = new Builder();
        copy(builder, start, Integer.MAX_VALUE, 0);
        return builder.build();
    }
}
