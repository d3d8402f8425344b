package pagoda.cpu.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compressed instructions and the ones they stand for (RISC-V unprivileged manual, chapter "C"): both ways follow from the
 * expansions in the instruction table.
 */
public final class Compression {

    /** A field of the expansion and where its number stands in the compressed instruction. */
    private record Link(Field expanded, Field compressed) {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Short(Instruction row, Instruction expansion, Link[] links) {
        int expand(int half) {
            int word = expansion.match();
            for (Link link : links) {
                word = link.expanded.insert(word, link.compressed.extract(half));
            }
            return word;
        }

        /** The compressed form of a word of the expansion, or 0. */
        int compress(int word) {
            int half = row.match();
            for (Link link : links) {
                long value = link.expanded.extract(word);
                if (!link.compressed.holds(value)) {
                    return 0;
                }
                half = link.compressed.insert(half, value);
            }
            return Decoder.find(half) == row && expand(half) == word ? half : 0;
        }
    }

    /** The forms by their rows' ordinals; a place is filled when it is first looked at. */
    private static final @Nullable Short[] BY_ROW = new @Nullable Short[Instruction.values().length];

    private static final @Nullable Forms[] BY_EXPANSION = new @Nullable Forms[BY_ROW.length];

    private record Forms(List<Short> all) {}

    private Compression() {}

    private static Short form(Instruction row) {
        Short form = BY_ROW[row.ordinal()];
        if (form == null) {
            form = link(row);
            BY_ROW[row.ordinal()] = form;
        }
        return form;
    }

    /** The forms that stand for this instruction, in the table's order. */
    private static Forms formsOf(Instruction expansion) {
        Forms forms = BY_EXPANSION[expansion.ordinal()];
        if (forms == null) {
            List<Short> all = new ArrayList<>();
            for (Instruction row : Instruction.values()) {
                if (expanded(row.expansion()).equals(expansion.mnemonic())) {
                    all.add(form(row));
                }
            }
            forms = new Forms(List.copyOf(all));
            BY_EXPANSION[expansion.ordinal()] = forms;
        }
        return forms;
    }

    /** The mnemonic of an expansion. */
    private static String expanded(String expansion) {
        int space = expansion.indexOf(' ');
        return space < 0 ? expansion : expansion.substring(0, space);
    }

    private static Short link(Instruction row) {
        String text = row.expansion();
        Instruction expansion = Objects.requireNonNull(Instruction.named(expanded(text)), text);
        List<Link> links = new ArrayList<>();
        List<Operand> operands = row.expandedOperands();
        for (int i = 0; i < operands.size(); i++) {
            Operand expanded = expansion.operands().get(i);
            Operand compressed = operands.get(i);
            links.add(new Link(expanded.field(), compressed.field()));
            if (expanded.base() != null && compressed.base() != null) {
                links.add(new Link(expanded.base(), compressed.base()));
            }
        }
        return new Short(row, expansion, links.toArray(new Link[0]));
    }

    /** The 32-bit word that a compressed instruction stands for; {@code row} is what {@code half} encodes. */
    public static int expand(Instruction row, int half) {
        return form(row).expand(half);
    }

    /**
     * The 16 bits that do the same as a 32-bit word, or 0 if there are none, chosen as GNU as chooses them: no hint is made,
     * except that {@code nop} stays one.
     */
    public static int compress(int word) {
        Instruction instruction = Decoder.find(word);
        if (instruction == null || instruction.length() != 4) {
            return 0;
        }
        Field rd = instruction.field("rd");
        boolean jumps = instruction == Instruction.JAL || instruction == Instruction.JALR;
        if (rd != null && rd.extract(word) == 0 && !jumps && word != Instruction.ADDI.match()) {
            return 0;
        }
        int half = compress(instruction, word);
        return half != 0 ? half : compressOther(instruction, word);
    }

    private static int compress(Instruction instruction, int word) {
        for (Short form : formsOf(instruction).all) {
            int half = form.compress(word);
            boolean hint = form.row == Instruction.C_ADDI && word != Instruction.ADDI.match() && (word >>> 20) == 0
                    || form.row == Instruction.C_SLLI64
                    || form.row == Instruction.C_SRLI64
                    || form.row == Instruction.C_SRAI64;
            if (half != 0 && !hint) {
                return half;
            }
        }
        return 0;
    }

    /** By another instruction that does the same: operands exchanged, or {@code addi} of zero as a move. */
    private static int compressOther(Instruction instruction, int word) {
        int rs1 = word >>> 15 & 31;
        int rs2 = word >>> 20 & 31;
        int registers = word & ~(31 << 15 | 31 << 20);
        return switch (instruction) {
            case ADD, AND, OR, XOR, ADDW ->
                rs2 == (word >>> 7 & 31) ? compress(instruction, registers | rs2 << 15 | rs1 << 20) : 0;
            case ADDI ->
                word >>> 20 == 0 ? compress(Instruction.ADD, Instruction.ADD.match() | word & 31 << 7 | rs1 << 20) : 0;
            default -> 0;
        };
    }
}
