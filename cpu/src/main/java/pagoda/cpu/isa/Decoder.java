package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a word's instruction in the table, and packs it for the interpreter into one {@code long}:
 *
 * <pre>
 *  63            32 31   25 24  20 19  15 14    9 8     0
 * +----------------+-------+------+------+-------+-------+
 * | imm, or csr    |   0   | rs2  | rs1  |  rd   |  op   |
 * +----------------+-------+------+------+-------+-------+
 * </pre>
 *
 * {@code op} is a constant of {@link Op}; {@code rd} is 32 where the program wrote x0, so that x0 needs no test; {@code rs1}
 * holds the immediate of csrrwi and its kin; the immediate is sign-extended by an arithmetic shift.
 */
public final class Decoder {
    /** The register number that stands for x0 as a destination: written, never read. */
    public static final int SINK = 32;

    /** Rows by their major opcode, bits 6 to 2 of the word. */
    private static final Instruction[][] BY_OPCODE = index();

    private Decoder() {}

    static @Nullable Instruction find(int word) {
        if ((word & 3) != 3) {
            return null;
        }
        for (Instruction candidate : BY_OPCODE[word >>> 2 & 31]) {
            if ((word & candidate.mask()) == candidate.match()) {
                return candidate;
            }
        }
        return null;
    }

    /** The packed form of the word's instruction, or {@link Op#UNDECODED} (zero) if the word encodes none. */
    public static long pack(int word) {
        Instruction instruction = find(word);
        if (instruction == null) {
            return Op.UNDECODED;
        }
        long rd = number(instruction, "rd", word);
        long rs1 = number(instruction, "rs1", word) + number(instruction, "uimm", word);
        long imm = number(instruction, "imm", word)
                + number(instruction, "shamt", word)
                + number(instruction, "csr", word);
        return instruction.op()
                | (rd == 0 ? SINK : rd) << 9
                | rs1 << 15
                | number(instruction, "rs2", word) << 20
                | imm << 32;
    }

    private static long number(Instruction instruction, String name, int word) {
        Field field = instruction.field(name);
        return field == null ? 0 : field.extract(word);
    }

    private static Instruction[][] index() {
        List<List<Instruction>> lists = new ArrayList<>();
        for (int opcode = 0; opcode < 32; opcode++) {
            lists.add(new ArrayList<>());
        }
        for (Instruction instruction : Instruction.values()) {
            lists.get(instruction.match() >>> 2 & 31).add(instruction);
        }
        return lists.stream().map(list -> list.toArray(new Instruction[0])).toArray(Instruction[][]::new);
    }
}
