package pagoda.tests.cpu;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;

/**
 * A random program over RV64IMA that ends by running off its end, made word by word from the table. It uses x1 to x29 as it
 * likes; x30 counts the rounds of loops; x31 points into the middle of a buffer, and no access goes further than
 * {@link #REACH} from there.
 */
final class RandomProgram {
    /** The register that points into the buffer. */
    static final int BUFFER = 31;

    /** How far from x31 the program reaches, in bytes. */
    static final int REACH = 4096;

    private static final int COUNTER = 30;
    private static final int STEPS = 120;
    private static final int FARTHEST = 12;

    private static final List<Instruction> REGISTER_FORMS = forms(Operand.Kind.REGISTER, 3);
    private static final List<Instruction> IMMEDIATE_FORMS = forms(Operand.Kind.IMMEDIATE, 3);
    private static final List<Instruction> BRANCHES = forms(Operand.Kind.TARGET, 3);
    private static final List<Instruction> LOADS = List.copyOf(EnumSet.range(Instruction.LB, Instruction.LWU));
    private static final List<Instruction> STORES = List.copyOf(EnumSet.range(Instruction.SB, Instruction.SD));
    private static final List<Instruction> AMOS = amos();

    private record Jump(int at, Instruction instruction, int destination, int step) {}

    private final SplittableRandom random;
    private final List<Integer> words = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();
    private final List<Jump> jumps = new ArrayList<>();
    private final Set<Instruction> used = EnumSet.noneOf(Instruction.class);
    private int loopEnds = -1;
    private int loopBegins;

    RandomProgram(SplittableRandom random) {
        this.random = random;
        for (int step = 0; step < STEPS; step++) {
            steps.add(words.size());
            if (step == loopEnds) {
                emit(Instruction.ADDI, COUNTER, COUNTER, -1);
                emit(Instruction.BLT, 0, COUNTER, 4L * (loopBegins - words.size()));
                loopEnds = -1;
            } else if (loopEnds < 0 && step < STEPS - FARTHEST && random.nextInt(12) == 0) {
                emit(Instruction.ADDI, COUNTER, 0, 1 + random.nextInt(6));
                loopBegins = words.size();
                loopEnds = step + 2 + random.nextInt(FARTHEST - 2);
            } else {
                step(step);
            }
        }
        steps.add(words.size());
        jumps.forEach(this::resolve);
    }

    /** A value that arithmetic is likely to go wrong with. */
    static long corner(SplittableRandom random) {
        long value = switch (random.nextInt(6)) {
            case 0 -> 1L << random.nextInt(64);
            case 1 -> -1L << random.nextInt(64);
            case 2 -> -1L >>> random.nextInt(64);
            case 3 -> random.nextInt(-4, 5);
            case 4 -> (long) random.nextInt(-2, 3) << 31;
            default -> random.nextLong();
        };
        return random.nextInt(4) == 0 ? value + random.nextInt(-2, 3) : value;
    }

    /** The program's words. */
    List<Integer> words() {
        return words;
    }

    /** The instructions that occur in it. */
    Set<Instruction> used() {
        return used;
    }

    private void step(int step) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> emit(pick(REGISTER_FORMS), register(), source(), source());
            case 5, 6, 7 -> immediate(pick(IMMEDIATE_FORMS));
            case 8 -> emit(random.nextBoolean() ? Instruction.LUI : Instruction.AUIPC, register(), upper());
            case 9 -> corner();
            case 10, 11 -> load(pick(LOADS));
            case 12, 13 -> store(pick(STORES));
            case 14 -> atomic(pick(AMOS));
            case 15 -> reserved();
            case 16, 17 -> branch(step);
            case 18 -> jump(step);
            default -> fence();
        }
    }

    private void immediate(Instruction instruction) {
        Field field = instruction.operands().get(2).field();
        long value = random.nextLong(field.min(), field.max() + 1);
        emit(instruction, register(), source(), random.nextInt(4) == 0 ? Math.max(field.min(), -1) : value);
    }

    /** Puts a value from the edges of 32 and 64 bits into a register. */
    private void corner() {
        int register = register();
        emit(Instruction.ADDI, register, 0, random.nextInt(-2, 3));
        switch (random.nextInt(4)) {
            case 0 -> emit(Instruction.SLLI, register, register, random.nextInt(64));
            case 1 -> emit(Instruction.SRLI, register, register, random.nextInt(64));
            case 2 -> emit(Instruction.LUI, register, 0x80000);
            default -> {}
        }
    }

    private void load(Instruction instruction) {
        long offset = random.nextLong(-2048, 2040);
        int base = base(random.nextInt(-2048, 2041 - 8));
        emit(instruction, register(), near(base, offset), base);
    }

    private void store(Instruction instruction) {
        long offset = random.nextLong(-2048, 2040);
        int base = base(random.nextInt(-2048, 2041 - 8));
        emit(instruction, source(), near(base, offset), base);
    }

    /** x31 lies in the middle of a page and pages end 2048 from it: brings some accesses close to that. */
    private long near(int base, long offset) {
        return base == BUFFER && random.nextBoolean() ? 2047 - random.nextInt(8) : offset;
    }

    /** Makes a register point into the buffer. */
    private int base(int offset) {
        if (random.nextInt(3) == 0) {
            return BUFFER;
        }
        int base = register();
        if (base == 0) {
            return BUFFER;
        }
        emit(Instruction.ADDI, base, BUFFER, offset);
        return base;
    }

    private void atomic(Instruction instruction) {
        int base = base(random.nextInt(-256, 256) * 8);
        emit(instruction, register(), source(), base);
        order();
    }

    private void reserved() {
        boolean wide = random.nextBoolean();
        int base = base(random.nextInt(-256, 256) * 8);
        int value = register();
        if (value == base) {
            value = 0;
        }
        emit(wide ? Instruction.LR_D : Instruction.LR_W, value, base);
        order();
        int store = source();
        emit(wide ? Instruction.SC_D : Instruction.SC_W, register(), store, base);
        order();
    }

    private void order() {
        int last = words.size() - 1;
        words.set(last, words.get(last) | random.nextInt(4) << 25);
    }

    private void branch(int step) {
        jumps.add(new Jump(words.size(), pick(BRANCHES), 0, target(step)));
        emit(jumps.get(jumps.size() - 1).instruction(), source(), source(), 0);
    }

    private void jump(int step) {
        if (random.nextBoolean()) {
            jumps.add(new Jump(words.size(), Instruction.JAL, 0, target(step)));
            emit(Instruction.JAL, register(), 0);
        } else {
            int base = 1 + random.nextInt(COUNTER - 1);
            emit(Instruction.AUIPC, base, 0);
            jumps.add(new Jump(words.size(), Instruction.JALR, 1, target(step)));
            emit(Instruction.JALR, register(), 0, base);
        }
    }

    private int target(int step) {
        return Math.min(STEPS, step + 1 + random.nextInt(FARTHEST));
    }

    private void resolve(Jump jump) {
        Field field = Objects.requireNonNull(jump.instruction().field("imm"));
        long distance = 4L * (steps.get(jump.step()) - jump.at() + jump.destination());
        if (!field.holds(distance)) {
            throw new IllegalStateException("too far: " + distance);
        }
        words.set(jump.at(), field.insert(words.get(jump.at()), distance));
    }

    private void fence() {
        if (random.nextInt(8) == 0) {
            emit(Instruction.FENCE_I);
        } else if (random.nextInt(8) == 0) {
            emit(Instruction.FENCE_TSO);
        } else {
            emit(Instruction.FENCE, 1 + random.nextInt(15), 1 + random.nextInt(15));
        }
    }

    private int register() {
        return random.nextInt(COUNTER);
    }

    private int source() {
        return random.nextInt(32);
    }

    private long upper() {
        return random.nextInt(1 << 20);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void emit(Instruction instruction, long... operands) {
        used.add(instruction);
        words.add(word(instruction, operands));
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

    private static List<Instruction> forms(Operand.Kind last, int count) {
        List<Instruction> found = new ArrayList<>();
        for (Instruction instruction : Instruction.values()) {
            List<Operand> operands = instruction.operands();
            boolean arithmetic = instruction.extension() == Extension.I || instruction.extension() == Extension.M;
            if (arithmetic
                    && operands.size() == count
                    && operands.get(count - 1).kind() == last) {
                found.add(instruction);
            }
        }
        return List.copyOf(found);
    }

    private static List<Instruction> amos() {
        List<Instruction> found = new ArrayList<>();
        for (Instruction instruction : Instruction.values()) {
            if (instruction.mnemonic().startsWith("amo")) {
                found.add(instruction);
            }
        }
        return List.copyOf(found);
    }
}
