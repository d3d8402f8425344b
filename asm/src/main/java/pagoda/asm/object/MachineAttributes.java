package pagoda.asm.object;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an object says of the machine it is for: the tags and values of {@code .attribute}, which stand in the section
 * {@code .riscv.attributes} (RISC-V ELF psABI, "Attributes").
 */
public final class MachineAttributes {

    /** The tag of the ISA string. */
    public static final int ARCH = 5;

    private static final Map<String, Integer> TAGS = Map.of(
            "stack_align", 4,
            "arch", ARCH,
            "unaligned_access", 6,
            "priv_spec", 8,
            "priv_spec_minor", 10,
            "priv_spec_revision", 12,
            "atomic_abi", 14,
            "x3_reg_usage", 16);
    private static final int MOST_TAG = 0xffff;

    private static final int FILE = 1;

    /** By tag: a string for odd ones, a number for even ones. */
    private final Map<Integer, Object> values = new TreeMap<>();

    /** The tag of that name (also {@code Tag_RISCV_NAME}) or number, or null. */
    public static @Nullable Integer tag(String word) {
        Integer known = TAGS.get(word.startsWith("Tag_RISCV_") ? word.substring("Tag_RISCV_".length()) : word);
        if (known != null
                || word.isEmpty()
                || word.length() > 5
                || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return known;
        }
        int number = Integer.parseInt(word);
        return number > MOST_TAG ? null : number;
    }

    /** The names of all tags. */
    public static Set<String> names() {
        return TAGS.keySet();
    }

    public void put(int tag, String text) {
        values.put(tag, text);
    }

    /** Zero is what a tag means that is not there. */
    public void put(int tag, long number) {
        if (number == 0) {
            values.remove(tag);
        } else {
            values.put(tag, number);
        }
    }

    public void putAll(MachineAttributes others) {
        values.putAll(others.values);
    }

    /** The calling convention that goes with the extensions that {@code arch} names: by default that of D. */
    public FloatAbi floatAbi() {
        String arch = String.valueOf(values.getOrDefault(ARCH, "rv64g"));
        FloatAbi abi = FloatAbi.SOFT;
        for (int i = 0; i < arch.length(); i++) {
            switch (arch.charAt(i)) {
                case 'd', 'g' -> {
                    return FloatAbi.DOUBLE;
                }
                case 'f' -> abi = FloatAbi.SINGLE;
                case '_' -> {
                    // Extensions of several letters follow those of one.
                    if (i + 1 < arch.length() && "zsx".indexOf(arch.charAt(i + 1)) >= 0) {
                        return abi;
                    }
                }
                default -> {}
            }
        }
        return abi;
    }

    /** The bytes of {@code .riscv.attributes}. */
    public byte[] section() {
        ByteArrayOutputStream pairs = new ByteArrayOutputStream();
        values.forEach((tag, value) -> {
            uleb(pairs, tag);
            if (value instanceof Long number) {
                uleb(pairs, number);
            } else {
                text(pairs, String.valueOf(value));
            }
        });
        ByteArrayOutputStream vendor = new ByteArrayOutputStream();
        text(vendor, "riscv");
        vendor.write(FILE);
        length(vendor, 1 + 4 + pairs.size());
        vendor.writeBytes(pairs.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('A');
        length(out, 4 + vendor.size());
        out.writeBytes(vendor.toByteArray());
        return out.toByteArray();
    }

    private static void uleb(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write(0);
    }

    private static void length(ByteArrayOutputStream out, int bytes) {
        for (int i = 0; i < 4; i++) {
            out.write(bytes >>> 8 * i);
        }
    }
}
