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
    private final Map<String, Field> fields;

    private Encoding(int match, int mask, Map<String, Field> fields) {
        this.match = match;
        this.mask = mask;
        this.fields = fields;
    }

    /**
     * Reads a row such as {@code "imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011"}, most significant bit first.
     *
     * @throws IllegalArgumentException if the bits are not 32
     */
    static Encoding parse(String bits) {
        int match = 0;
        int mask = 0;
        int position = 32;
        Map<String, List<Field.Slice>> slices = new LinkedHashMap<>();
        for (String token : bits.split(" ")) {
            char first = token.charAt(0);
            if (first == '0' || first == '1') {
                position -= token.length();
                match |= (int) (Long.parseLong(token, 2) << position);
                mask |= (int) (((1L << token.length()) - 1) << position);
                continue;
            }
            int bracket = token.indexOf('[');
            String name = bracket < 0 ? token : token.substring(0, bracket);
            List<Field.Slice> list = slices.computeIfAbsent(name, unused -> new ArrayList<>());
            String ranges = bracket < 0
                    ? (name.startsWith("r") && name.length() > 2 || name.equals("rd") ? "4:0" : "0")
                    : token.substring(bracket + 1, token.length() - 1);
            for (String range : ranges.split("\\|")) {
                int colon = range.indexOf(':');
                int high = Integer.parseInt(colon < 0 ? range : range.substring(0, colon));
                int low = colon < 0 ? high : Integer.parseInt(range.substring(colon + 1));
                position -= high - low + 1;
                list.add(new Field.Slice(position, low, high - low + 1));
            }
        }
        if (position != 0) {
            throw new IllegalArgumentException("not 32 bits: " + bits);
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        slices.forEach((name, list) -> fields.put(name, new Field(name, name.equals("imm"), list)));
        return new Encoding(match, mask, fields);
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
