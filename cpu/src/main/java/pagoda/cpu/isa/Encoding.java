package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bits of an instruction as the manual draws them, read from a row of the instruction table. */
final class Encoding {
    private final int match;
    private final int mask;
    private final int length;
    private final Map<String, Field> fields;
    private final Field[] restricted;

    private Encoding(int length, int match, int mask, Map<String, Field> fields) {
        this.length = length;
        this.match = match;
        this.mask = mask;
        this.fields = fields;
        this.restricted = fields.values().stream()
                .filter(field -> field.excluded() != Field.NONE)
                .toArray(Field[]::new);
    }

    /**
     * Reads a row such as {@code "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"}, most significant bit first. A register field
     * has five bits, or with a prime three, which name x8 to x15; a field written {@code rd!=2}, or an immediate whose name begins
     * with {@code nz} or a compressed {@code shamt}, must not hold that number, or zero.
     *
     * @throws IllegalArgumentException if the bits are neither 32 nor 16
     */
    static Encoding parse(String bits) {
        String[] tokens = bits.split(" ");
        int width = 0;
        for (String token : tokens) {
            width += ranges(token).stream().mapToInt(Range::width).sum();
        }
        if (width != 32 && width != 16) {
            throw new IllegalArgumentException("neither 32 nor 16 bits: " + bits);
        }
        int match = 0;
        int mask = 0;
        int position = width;
        Map<String, List<Field.Slice>> slices = new LinkedHashMap<>();
        Map<String, Integer> excluded = new LinkedHashMap<>();
        for (String token : tokens) {
            if (isConstant(token)) {
                position -= token.length();
                match |= (int) (Long.parseLong(token, 2) << position);
                mask |= (int) (((1L << token.length()) - 1) << position);
                continue;
            }
            String name = token.replaceFirst("\\[.*|!=.*", "");
            int not = token.indexOf("!=");
            boolean nonzero = name.startsWith("nz") || width == 16 && name.equals("shamt");
            excluded.put(name, not >= 0 ? Integer.parseInt(token.substring(not + 2)) : nonzero ? 0 : Field.NONE);
            for (Range range : ranges(token)) {
                position -= range.width();
                slices.computeIfAbsent(name, unused -> new ArrayList<>())
                        .add(new Field.Slice(position, range.low, range.width()));
            }
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        slices.forEach((name, list) -> {
            boolean signed = name.equals("imm") || name.equals("nzimm");
            int bias = name.endsWith("'") ? 8 : 0;
            fields.put(name, new Field(name, signed, list, bias, excluded.getOrDefault(name, Field.NONE)));
        });
        return new Encoding(width / 8, match, mask, fields);
    }

    /** Bits {@code high} to {@code low} of a field's number. */
    private record Range(int high, int low) {
        int width() {
            return high - low + 1;
        }
    }

    private static boolean isConstant(String token) {
        return token.charAt(0) == '0' || token.charAt(0) == '1';
    }

    /** Which bits of its number a token places, the most significant first. */
    private static List<Range> ranges(String token) {
        if (isConstant(token)) {
            return List.of(new Range(token.length() - 1, 0));
        }
        int bracket = token.indexOf('[');
        if (bracket < 0) {
            boolean flag = token.equals("aq") || token.equals("rl");
            return List.of(new Range(flag ? 0 : token.endsWith("'") ? 2 : 4, 0));
        }
        List<Range> ranges = new ArrayList<>();
        for (String range : token.substring(bracket + 1, token.length() - 1).split("\\|")) {
            int colon = range.indexOf(':');
            int high = Integer.parseInt(colon < 0 ? range : range.substring(0, colon));
            ranges.add(new Range(high, colon < 0 ? high : Integer.parseInt(range.substring(colon + 1))));
        }
        return ranges;
    }

    /** The encoding's length in bytes: 4 or 2. */
    int length() {
        return length;
    }

    /** Whether the word has the constant bits, and none of its fields what it must not hold. */
    boolean matches(int word) {
        if ((word & mask) != match) {
            return false;
        }
        for (Field field : restricted) {
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
        return fields.get(name);
    }
}
