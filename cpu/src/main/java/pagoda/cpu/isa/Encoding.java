package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bits of an instruction as the manual draws them, read from a row of the instruction table. Most is read when it is first
 * asked for: of most rows, a run needs to know only that they are not meant.
 */
final class Encoding {
    /** How many bits of a word {@link #mayEndIn} looks at. */
    static final int END_BITS = 7;

    private final String bits;
    private final int endMatch;
    private final int endMask;
    private @Nullable Parts parts;

    /**
     * A row such as {@code "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"}, most significant bit first. A register field
     * has five bits, or with a prime three, which name x8 to x15; a field written {@code rd!=2}, or an immediate whose name begins
     * with {@code nz} or a compressed {@code shamt}, must not hold that number, or zero. A row ends in constant bits.
     */
    Encoding(String bits) {
        this.bits = bits;
        int match = 0;
        int mask = 0;
        for (int place = 0; place < END_BITS; place++) {
            char bit = bits.charAt(bits.length() - 1 - place);
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

    /**
     * What a row says. Machines in several threads may read the same row at once, and get equal parts.
     *
     * @param restricted the fields that must not hold some number
     */
    private record Parts(int length, int match, int mask, Map<String, Field> fields, Field[] restricted) {
        /** @throws IllegalArgumentException if the bits are neither 32 nor 16 */
        static Parts parse(String bits) {
            List<Token> tokens = new ArrayList<>();
            int width = 0;
            for (String text : bits.split(" ")) {
                Token token = Token.of(text);
                tokens.add(token);
                width += token.width();
            }
            if (width != 32 && width != 16) {
                throw new IllegalArgumentException("neither 32 nor 16 bits: " + bits);
            }
            int match = 0;
            int mask = 0;
            int position = width;
            Map<String, List<Field.Slice>> slices = new LinkedHashMap<>();
            Map<String, Integer> excluded = new LinkedHashMap<>();
            for (Token token : tokens) {
                if (token.isConstant()) {
                    position -= token.width();
                    match |= (int) (Long.parseLong(token.name, 2) << position);
                    mask |= (int) (((1L << token.width()) - 1) << position);
                    continue;
                }
                boolean nonzero = token.name.startsWith("nz") || width == 16 && token.name.equals("shamt");
                excluded.put(token.name, nonzero ? 0 : token.excluded);
                for (Range range : token.ranges) {
                    position -= range.width();
                    slices.computeIfAbsent(token.name, unused -> new ArrayList<>())
                            .add(new Field.Slice(position, range.low, range.width()));
                }
            }
            Map<String, Field> fields = new LinkedHashMap<>();
            List<Field> restricted = new ArrayList<>();
            for (Map.Entry<String, List<Field.Slice>> entry : slices.entrySet()) {
                String name = entry.getKey();
                boolean signed = name.equals("imm") || name.equals("nzimm");
                int bias = name.endsWith("'") ? 8 : 0;
                Field field = new Field(name, signed, entry.getValue(), bias, excluded.getOrDefault(name, Field.NONE));
                fields.put(name, field);
                if (field.excluded() != Field.NONE) {
                    restricted.add(field);
                }
            }
            return new Parts(width / 8, match, mask, Map.copyOf(fields), restricted.toArray(new Field[0]));
        }
    }

    /** Bits {@code high} to {@code low} of a field's number. */
    private record Range(int high, int low) {
        int width() {
            return high - low + 1;
        }
    }

    /**
     * One word of a row: constant bits, or a field.
     *
     * @param name the field's name, or the bits
     * @param ranges which bits of the number it places, the most significant first
     * @param excluded the number that the field must not hold, or {@link Field#NONE}
     */
    private record Token(String name, List<Range> ranges, int excluded) {
        static Token of(String text) {
            int not = text.indexOf('!');
            String field = not < 0 ? text : text.substring(0, not);
            int excluded = not < 0 ? Field.NONE : Integer.parseInt(text.substring(not + 2));
            int bracket = field.indexOf('[');
            if (bracket < 0) {
                boolean constant = Character.isDigit(field.charAt(0));
                boolean flag = field.equals("aq") || field.equals("rl");
                int width = constant ? field.length() : flag ? 1 : field.endsWith("'") ? 3 : 5;
                return new Token(field, List.of(new Range(width - 1, 0)), excluded);
            }
            List<Range> ranges = new ArrayList<>();
            for (String range : field.substring(bracket + 1, field.length() - 1).split("\\|")) {
                int colon = range.indexOf(':');
                int high = Integer.parseInt(colon < 0 ? range : range.substring(0, colon));
                ranges.add(new Range(high, colon < 0 ? high : Integer.parseInt(range.substring(colon + 1))));
            }
            return new Token(field.substring(0, bracket), ranges, excluded);
        }

        boolean isConstant() {
            return Character.isDigit(name.charAt(0));
        }

        int width() {
            int width = 0;
            for (Range range : ranges) {
                width += range.width();
            }
            return width;
        }
    }

    /** The encoding's length in bytes: 4 or 2. */
    int length() {
        return parts().length;
    }

    private Parts parts() {
        Parts known = parts;
        if (known == null) {
            known = Parts.parse(bits);
            parts = known;
        }
        return known;
    }

    /** Whether the word has the constant bits, and none of its fields what it must not hold. */
    boolean matches(int word) {
        Parts known = parts();
        if ((word & known.mask) != known.match) {
            return false;
        }
        for (Field field : known.restricted) {
            if (field.extract(word) == field.excluded()) {
                return false;
            }
        }
        return true;
    }

    int match() {
        return parts().match;
    }

    int mask() {
        return parts().mask;
    }

    @Nullable
    Field field(String name) {
        return parts().fields.get(name);
    }
}
