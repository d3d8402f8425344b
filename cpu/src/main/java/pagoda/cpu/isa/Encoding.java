package pagoda.cpu.isa;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bits of an instruction as the manual draws them, read from a row of the instruction table. Most is read when it is first
 * asked for: of most rows, a run needs to know only that they are not meant. A start reads hundreds of rows in a JVM that
 * interprets its own bytecode, so nothing here is done for a row that its bytes do not need.
 */
final class Encoding {
    /** How many bits of a word {@link #mayEndIn} looks at. */
    static final int END_BITS = 7;

    private final String bits;
    private final int endMatch;
    private final int endMask;
    private @Nullable Constants constants;
    private @Nullable Fields fields;

    /**
     * A row such as {@code "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"}, most significant bit first. A register field
     * has five bits, or with a prime three, which name x8 to x15; a field written {@code rd!=2}, or an immediate whose name begins
     * with {@code nz} or a compressed {@code shamt}, must not hold that number, or zero. A row ends in constant bits.
     */
    Encoding(String bits) {
        this.bits = bits;
        char[] end = new char[END_BITS];
        bits.getChars(bits.length() - END_BITS, bits.length(), end, 0);
        int match = 0;
        int mask = 0;
        for (int place = 0; place < END_BITS; place++) {
            char bit = end[END_BITS - 1 - place];
            if (bit != '0' && bit != '1') {
                break;
            }
            match |= (bit - '0') << place;
            mask |= 1 << place;
        }
        endMatch = match;
        endMask = mask;
    }

    /** Whether a word that ends in these {@link #END_BITS} bits can have the constant bits at the end of the row. */
    boolean mayEndIn(int lowest) {
        return (lowest & endMask) == endMatch;
    }

    /** What tells a row's words from others. Machines in several threads may read the same row at once, and get the same. */
    private record Constants(int length, int match, int mask) {
        /** @throws IllegalArgumentException if the bits are neither 32 nor 16 */
        static Constants of(String bits) {
            int match = 0;
            int mask = 0;
            Pieces pieces = new Pieces(bits);
            while (pieces.next()) {
                if (pieces.isConstant()) {
                    match |= pieces.low << pieces.position;
                    mask |= 1 << pieces.position;
                }
            }
            if (pieces.position != 32 && pieces.position != 16) {
                throw new IllegalArgumentException("neither 32 nor 16 bits: " + bits);
            }
            return new Constants(pieces.position / 8, match, mask);
        }
    }

    /**
     * The fields of a row.
     *
     * @param restricted those that must not hold some number
     */
    private record Fields(Field[] all, Field[] restricted) {
        static Fields of(String bits, int length) {
            List<String> names = new ArrayList<>();
            List<List<Field.Slice>> slices = new ArrayList<>();
            List<Integer> excluded = new ArrayList<>();
            Pieces pieces = new Pieces(bits);
            while (pieces.next()) {
                if (pieces.isConstant()) {
                    continue;
                }
                String name = pieces.name();
                int number = names.indexOf(name);
                if (number < 0) {
                    number = names.size();
                    names.add(name);
                    slices.add(new ArrayList<>());
                    boolean nonzero = name.startsWith("nz") || length == 2 && name.equals("shamt");
                    excluded.add(nonzero ? 0 : pieces.excluded());
                }
                slices.get(number).add(new Field.Slice(pieces.position, pieces.low, pieces.width));
            }
            List<Field> all = new ArrayList<>();
            List<Field> restricted = new ArrayList<>();
            for (int number = 0; number < names.size(); number++) {
                String name = names.get(number);
                boolean signed = name.equals("imm") || name.equals("nzimm");
                int bias = name.endsWith("'") ? 8 : 0;
                Field field = new Field(name, signed, slices.get(number), bias, excluded.get(number));
                all.add(field);
                if (field.excluded() != Field.NONE) {
                    restricted.add(field);
                }
            }
            return new Fields(all.toArray(new Field[0]), restricted.toArray(new Field[0]));
        }
    }

    /** Walks along a row from its end, piece by piece: a constant bit, or bits of a field that lie side by side. */
    private static final class Pieces {
        private final byte[] row;

        /** The part of the row that has not been read ends here. */
        private int end;

        /** Where the word begins that the piece is in, and where it ends. */
        private int wordStart;

        private int wordEnd;

        /** The place of the piece's lowest bit in the instruction; at the end, how many bits that has. */
        int position;

        /** How many bits the piece has. */
        int width;

        /** The number of its lowest bit in the field; of a constant bit, what it is. */
        int low;

        Pieces(String bits) {
            row = bits.getBytes(StandardCharsets.ISO_8859_1);
            wordStart = row.length + 1;
            end = wordStart;
        }

        boolean next() {
            position += width;
            width = 0;
            if (end <= wordStart) {
                if (wordStart == 0) {
                    return false;
                }
                beginWord();
            }
            if (isConstant()) {
                end--;
                low = row[end] - '0';
                width = 1;
            } else if (row[end - 1] == ']' || row[end - 1] == '|') {
                end--;
                range();
            } else {
                low = 0;
                width = widthByName();
                end = wordStart;
            }
            return true;
        }

        private void beginWord() {
            end = wordStart - 1;
            wordEnd = end;
            wordStart = end;
            while (wordStart > 0 && row[wordStart - 1] != ' ') {
                wordStart--;
            }
        }

        boolean isConstant() {
            return row[wordStart] == '0' || row[wordStart] == '1';
        }

        /** Reads the last of {@code 12|10:5}. */
        private void range() {
            low = number();
            int high = low;
            if (row[end - 1] == ':') {
                end--;
                high = number();
            }
            width = high - low + 1;
            if (row[end - 1] == '[') {
                end = wordStart;
            }
        }

        private int number() {
            int number = 0;
            for (int scale = 1; row[end - 1] >= '0' && row[end - 1] <= '9'; scale *= 10) {
                end--;
                number += (row[end] - '0') * scale;
            }
            return number;
        }

        private int widthByName() {
            int nameEnd = nameEnd();
            boolean flag = nameEnd - wordStart == 2
                    && (row[wordStart] == 'a' && row[wordStart + 1] == 'q'
                            || row[wordStart] == 'r' && row[wordStart + 1] == 'l');
            return flag ? 1 : row[nameEnd - 1] == '\'' ? 3 : 5;
        }

        private int nameEnd() {
            int at = wordStart;
            while (at < wordEnd && row[at] != '[' && row[at] != '!') {
                at++;
            }
            return at;
        }

        /** The name of the field that the piece is of. */
        String name() {
            return new String(row, wordStart, nameEnd() - wordStart, StandardCharsets.ISO_8859_1);
        }

        /** What the word says that the field must not hold, or {@link Field#NONE}. */
        int excluded() {
            int not = nameEnd();
            if (not == wordEnd || row[not] != '!') {
                return Field.NONE;
            }
            return Integer.parseInt(new String(row, not + 2, wordEnd - not - 2, StandardCharsets.ISO_8859_1));
        }
    }

    private Constants constants() {
        Constants known = constants;
        if (known == null) {
            known = Constants.of(bits);
            constants = known;
        }
        return known;
    }

    private Fields fields() {
        Fields known = fields;
        if (known == null) {
            known = Fields.of(bits, length());
            fields = known;
        }
        return known;
    }

    /** The encoding's length in bytes: 4 or 2. */
    int length() {
        return constants().length;
    }

    /** Whether the word has the constant bits, and none of its fields what it must not hold. */
    boolean matches(int word) {
        Constants known = constants();
        if ((word & known.mask) != known.match) {
            return false;
        }
        for (Field field : fields().restricted) {
            if (field.extract(word) == field.excluded()) {
                return false;
            }
        }
        return true;
    }

    int match() {
        return constants().match;
    }

    int mask() {
        return constants().mask;
    }

    /** The fields, each once. */
    Field[] all() {
        return fields().all;
    }

    @Nullable
    Field field(String name) {
        for (Field field : fields().all) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }
}
