package pagoda.tests.cpu;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import pagoda.cpu.isa.Compression;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;

/** Code in the making, in parcels of 16 bits; about every second instruction that has a short form gets it. */
final class RandomCode {
    private final SplittableRandom random;
    private final List<Integer> parcels = new ArrayList<>();
    private final Set<Instruction> used = EnumSet.noneOf(Instruction.class);

    RandomCode(SplittableRandom random) {
        this.random = random;
    }

    /** The word of an instruction, with operands in the order in which they are written; a target is a distance. */
    static int word(Instruction instruction, long... operands) {
        int word = instruction.match();
        int next = 0;
        for (Operand operand : instruction.operands()) {
            long value = operands[next++];
            word = operand.field().insert(word, operand.kind() == Operand.Kind.UPPER ? value << 12 : value);
            if (operand.kind() == Operand.Kind.OFFSET_BASE) {
                word = Objects.requireNonNull(operand.base()).insert(word, operands[next++]);
            }
        }
        return word;
    }

    /** How many bytes there are. */
    int size() {
        return 2 * parcels.size();
    }

    /** The code, 16 bits a piece. */
    List<Integer> parcels() {
        return parcels;
    }

    /** The instructions that occur in it. */
    Set<Instruction> used() {
        return used;
    }

    /** Appends an instruction or its short form. */
    void emit(Instruction instruction, long... operands) {
        int word = word(instruction, operands);
        int half = instruction.length() == 4 && random.nextBoolean() ? Compression.compress(word) : 0;
        append(half == 0 ? word : half);
    }

    /** Appends just this instruction. */
    void emitAsIs(Instruction instruction, long... operands) {
        append(word(instruction, operands));
    }

    /** Appends the instruction with these bits. */
    void append(int word) {
        Instruction instruction =
                Objects.requireNonNull(Instruction.decode(word), () -> "no instruction: " + Integer.toHexString(word));
        used.add(instruction);
        parcels.add(word & 0xffff);
        if (instruction.length() == 4) {
            parcels.add(word >>> 16);
        }
    }

    /** Sets bits in the last word. */
    void or(int bits) {
        int last = parcels.size() - 2;
        parcels.set(last, parcels.get(last) | bits & 0xffff);
        parcels.set(last + 1, parcels.get(last + 1) | bits >>> 16);
    }

    /** Sets the immediate of the instruction {@code at} bytes into the code. */
    void patch(int at, Field field, long value) {
        int first = at / 2;
        boolean isShort = (parcels.get(first) & 3) != 3;
        int word = field.insert(parcels.get(first) | (isShort ? 0 : parcels.get(first + 1) << 16), value);
        parcels.set(first, word & 0xffff);
        if (!isShort) {
            parcels.set(first + 1, word >>> 16);
        }
    }
}
