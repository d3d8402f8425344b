package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word's instruction in the table, and packs it for the interpreter into one {@code long}:
 *
 * <pre>
 *  63            32 31 30    28 27  22 21  16 15   9 8    0
 * +----------------+--+--------+------+------+------+------+
 * |      imm       |0 | length | rs2  | rs1  |  rd  |  op  |
 * +----------------+--+--------+------+------+------+------+
 * </pre>
 *
 * {@code op} is a constant of {@link Op}; registers 32 to 63 are f0 to f31; {@code rd} is {@link #SINK} where the program
 * wrote x0, so that x0 needs no test; {@code rs1} holds the immediate of csrrwi and its kin; {@code length} is 2 or 4 bytes.
 * {@code imm} is the immediate, sign-extended by an arithmetic shift, or the number of a CSR, or for floating point
 * {@code rs3} with the rounding mode 8 bits up. A compressed instruction is packed as the one it stands for, and so are loads
 * and stores of floating-point registers that move bits as those of integers do.
 */
public final class Decoder {
    /** The register number that stands for x0 as a destination: written, never read. */
    public static final int SINK = 64;

    /** Where the length lies in a packed instruction. */
    public static final int LENGTH = 28;

    /** What is added to the number of a floating-point register. */
    public static final int FLOAT = 32;

    /** Rows by the lowest bits of the word, the most special first; a place is filled when it is first looked at. */
    private static final @Nullable Rows[] BY_OPCODE = new @Nullable Rows[1 << Encoding.END_BITS];

    private record Rows(Instruction[] candidates) {}

    private Decoder() {}

    static @Nullable Instruction find(int word) {
        int bits = (word & 3) == 3 ? word : word & 0xffff;
        for (Instruction candidate : rows(bits & BY_OPCODE.length - 1).candidates) {
            if (candidate.matches(bits)) {
                return candidate;
            }
        }
        return null;
    }

    /** The length in bytes of the instruction that begins with these bits: 2 if the lowest two are not both set, else 4. */
    public static int length(int bits) {
        return (bits & 3) == 3 ? 4 : 2;
    }

    /** The packed form of the word's instruction, or {@link Op#UNDECODED} (zero) if the word encodes none. */
    public static long pack(int word) {
        Instruction instruction = find(word);
        if (instruction == null) {
            return Op.UNDECODED;
        }
        if (instruction.length() == 2) {
            return pack(Compression.expand(instruction, word)) & ~(7L << LENGTH) | 2L << LENGTH;
        }
        long packed = op(instruction) | 4L << LENGTH;
        boolean hasDestination = false;
        for (Field field : instruction.fields()) {
            long number = field.extract(word);
            switch (field.name()) {
                case "rd", "fd" -> {
                    hasDestination = true;
                    packed |= (isFloat(field) ? number + FLOAT : number == 0 ? SINK : number) << 9;
                }
                case "rs1", "uimm" -> packed |= number << 16;
                case "fs1" -> packed |= (number + FLOAT) << 16;
                case "rs2" -> packed |= number << 22;
                case "fs2" -> packed |= (number + FLOAT) << 22;
                case "fs3" -> packed |= (number + FLOAT) << 32;
                case "imm", "shamt", "csr" -> packed |= number << 32;
                case "rm" -> packed |= number << 40;
                default -> {} // what is no matter for the interpreter, such as aq
            }
        }
        return hasDestination ? packed : packed | (long) SINK << 9;
    }

    private static boolean isFloat(Field field) {
        return field.name().charAt(0) == 'f';
    }

    private static int op(Instruction instruction) {
        return switch (instruction) {
            case FLD -> Op.LD;
            case FSD -> Op.SD;
            case FSW -> Op.SW;
            case PAUSE -> Op.FENCE;
            default -> instruction.op();
        };
    }

    private static Rows rows(int bits) {
        Rows rows = BY_OPCODE[bits];
        if (rows == null) {
            rows = new Rows(candidates(bits));
            BY_OPCODE[bits] = rows;
        }
        return rows;
    }

    private static Instruction[] candidates(int bits) {
        List<Instruction> sorted = new ArrayList<>();
        for (Instruction row : Instruction.values()) {
            if (row.mayEndIn(bits)
                    && row.length() == length(bits)
                    && ((row.match() ^ bits) & row.mask() & BY_OPCODE.length - 1) == 0) {
                int place = sorted.size();
                while (place > 0 && constants(sorted.get(place - 1)) < constants(row)) {
                    place--;
                }
                sorted.add(place, row);
            }
        }
        return sorted.toArray(new Instruction[0]);
    }

    private static int constants(Instruction row) {
        return Integer.bitCount(row.mask());
    }
}
