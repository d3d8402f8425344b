package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bits of an instruction as the manual draws them, read from a row of the instruction table. The fields are read when they
 * are first asked for: of most rows, a run needs the constant bits alone.
 */
final class Encoding {
    private final String bits;
    private final int match;
    private final int mask;
    private final int length;
    private @Nullable Fields fields;

    private Encoding(String bits, int length, int match, int mask) {
        this.bits = bits;
        this.length = length;
        this.match = match;
        this.mask = mask;
    }

    /**
     * Reads a row such as {@code "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"}, most significant bit first. A register field
     * has five bits, or with a prime three, which name x8 to x15; a field written {@code rd!=2}, or an immediate whose name begins
     * with {@code nz} or a compressed {@code shamt}, must not hold that number, or zero.
     *
     * @throws IllegalArgumentException if the bits are neither 32 nor 16
     */
    static Encoding parse(String bits) {
        int width = 0;
        long match = 0;
        long mask = 0;
        for (int begin = 0; begin < bits.length(); ) {
            int end = Token.end(bits, begin);
            boolean constant = Character.isDigit(bits.charAt(begin));
            int more = constant ? end - begin : Token.width(bits.substring(begin, end));
            match = match << more | (constant ? Long.parseLong(bits, begin, end, 2) : 0);
            mask = mask << more | (constant ? (1L << more) - 1 : 0);
            width += more;
            begin = end + 1;
        }
        if (width != 32 && width != 16) {
            throw new IllegalArgumentException("neither 32 nor 16 bits: " + bits);
        }
        return new Encoding(bits, width / 8, (int) match, (int) mask);
    }

    /**
     * The fields of a row. Machines in several threads may read the same row at once, and get equal ones.
     *
     * @param restricted those that must not hold some number
     */
    private record Fields(Map<String, Field> byName, Field[] restricted) {
        static Fields parse(String bits, int width) {
            int position = width;
            Map<String, List<Field.Slice>> slices = new LinkedHashMap<>();
            Map<String, Integer> excluded = new LinkedHashMap<>();
            for (int begin = 0; begin < bits.length(); begin = Token.end(bits, begin) + 1) {
                Token token = Token.of(bits.substring(begin, Token.end(bits, begin)));
                if (Character.isDigit(token.name.charAt(0))) {
                    position -= token.width();
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
            return new Fields(Map.copyOf(fields), restricted.toArray(new Field[0]));
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
        /** Where the word that begins there ends. */
        static int end(String bits, int begin) {
            int space = bits.indexOf(' ', begin);
            return space < 0 ? bits.length() : space;
        }

        static Token of(String text) {
            int not = text.indexOf('!');
            String field = not < 0 ? text : text.substring(0, not);
            int excluded = not < 0 ? Field.NONE : Integer.parseInt(text.substring(not + 2));
            int bracket = field.indexOf('[');
            if (bracket < 0) {
                return new Token(field, List.of(new Range(plainWidth(field) - 1, 0)), excluded);
            }
            List<Range> ranges = new ArrayList<>();
            for (String range : field.substring(bracket + 1, field.length() - 1).split("\\|")) {
                int colon = range.indexOf(':');
                int high = Integer.parseInt(colon < 0 ? range : range.substring(0, colon));
                ranges.add(new Range(high, colon < 0 ? high : Integer.parseInt(range.substring(colon + 1))));
            }
            return new Token(field.substring(0, bracket), ranges, excluded);
        }

        /** The width of constant bits, or of a field without ranges. */
        private static int plainWidth(String name) {
            if (Character.isDigit(name.charAt(0))) {
                return name.length();
            }
            boolean flag = name.equals("aq") || name.equals("rl");
            return flag ? 1 : name.endsWith("'") ? 3 : 5;
        }

        /** The width of what {@link #of} would read, in bits. */
        static int width(String text) {
            return text.indexOf('[') < 0 && text.indexOf('!') < 0
                    ? plainWidth(text)
                    : of(text).width();
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
        return length;
    }

    private Fields fields() {
        Fields known = fields;
        if (known == null) {
            known = Fields.parse(bits, length * 8);
            fields = known;
        }
        return known;
    }

    /** Whether the word has the constant bits, and none of its fields what it must not hold. */
    boolean matches(int word) {
        if ((word & mask) != match) {
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
        return match;
    }

    int mask() {
        return mask;
    }

    @Nullable
    Field field(String name) {
        return fields().byName.get(name);
    }
}
