package pagoda.tests.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Operand;
import pagoda.cpu.isa.RoundingMode;

/**
 * A random program over the whole table that ends by running off its end. It uses x1 to x29, f0 to f31 and fcsr as it
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

    private static final Set<Extension> ARITHMETIC =
            EnumSet.of(Extension.I, Extension.M, Extension.ZBA, Extension.ZBB, Extension.ZBS);
    private static final List<Instruction> REGISTER_FORMS = forms(Operand.Kind.REGISTER, 3);
    private static final List<Instruction> UNARY_FORMS = forms(Operand.Kind.REGISTER, 2);
    private static final List<Instruction> IMMEDIATE_FORMS = forms(Operand.Kind.IMMEDIATE, 3);
    private static final List<Instruction> BRANCHES = forms(Operand.Kind.TARGET, 3);
    private static final List<Instruction> LOADS = List.copyOf(EnumSet.range(Instruction.LB, Instruction.LWU));
    private static final List<Instruction> STORES = List.copyOf(EnumSet.range(Instruction.SB, Instruction.SD));
    private static final List<Instruction> AMOS = rows(row -> row.mnemonic().startsWith("amo"));
    private static final List<Instruction> FLOAT_LOADS = List.of(Instruction.FLW, Instruction.FLD);
    private static final List<Instruction> FLOAT_STORES = List.of(Instruction.FSW, Instruction.FSD);
    private static final List<Instruction> FLOAT_FORMS = rows(
            row -> (row.extension() == Extension.F || row.extension() == Extension.D) && memoryOperand(row) == null);
    private static final List<Instruction> CSR_FORMS = rows(row -> row.extension() == Extension.ZICSR);

    private static final Set<Instruction> SHORT_BRANCHES =
            EnumSet.of(Instruction.C_J, Instruction.C_BEQZ, Instruction.C_BNEZ);
    private static final Set<Instruction> SHORT_JUMPS = EnumSet.of(Instruction.C_JR, Instruction.C_JALR);
    private static final Set<Instruction> SHORT_TRAPS = EnumSet.of(Instruction.C_UNIMP, Instruction.C_EBREAK);
    private static final List<Instruction> SHORT_MEMORY_FORMS =
            rows(row -> row.length() == 2 && memoryOperand(row) != null);
    private static final List<Instruction> SHORT_FORMS = rows(row -> row.length() == 2
            && memoryOperand(row) == null
            && !SHORT_BRANCHES.contains(row)
            && !SHORT_JUMPS.contains(row)
            && !SHORT_TRAPS.contains(row));

    /** An instruction {@code at} that reaches a step, by its immediate, which counts from {@code origin}. */
    private record Jump(int at, Instruction instruction, int origin, int step) {}

    private final SplittableRandom random;
    private final RandomCode code;
    private final List<Integer> steps = new ArrayList<>();
    private final List<Jump> jumps = new ArrayList<>();
    private int loopEnds = -1;
    private int loopBegins;

    RandomProgram(SplittableRandom random) {
        this.random = random;
        this.code = new RandomCode(random);
        for (int step = 0; step < STEPS; step++) {
            steps.add(code.size());
            if (step == loopEnds) {
                code.emit(Instruction.ADDI, COUNTER, COUNTER, -1);
                code.emit(Instruction.BLT, 0, COUNTER, loopBegins - code.size());
                loopEnds = -1;
            } else if (loopEnds < 0 && step < STEPS - FARTHEST && random.nextInt(12) == 0) {
                code.emit(Instruction.ADDI, COUNTER, 0, 1 + random.nextInt(6));
                loopBegins = code.size();
                loopEnds = step + 2 + random.nextInt(FARTHEST - 2);
            } else {
                step(step);
            }
        }
        steps.add(code.size());
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

    RandomCode code() {
        return code;
    }

    private void step(int step) {
        switch (random.nextInt(32)) {
            case 0, 1, 2, 3, 4 -> code.emit(pick(REGISTER_FORMS), register(), source(), source());
            case 5, 6, 7 -> immediate(pick(IMMEDIATE_FORMS));
            case 8 -> code.emit(random.nextBoolean() ? Instruction.LUI : Instruction.AUIPC, register(), upper());
            case 9 -> corner();
            case 10, 11 -> load(pick(LOADS), register());
            case 12, 13 -> store(pick(STORES));
            case 14 -> atomic(pick(AMOS));
            case 15 -> reserved();
            case 16, 17 -> branch(step);
            case 18 -> jump(step);
            case 19 -> fence();
            case 20 -> unary(pick(UNARY_FORMS));
            case 21, 22, 23, 24 -> floating(pick(FLOAT_FORMS));
            case 25 -> load(pick(FLOAT_LOADS), random.nextInt(32));
            case 26 -> store(pick(FLOAT_STORES));
            case 27 -> csr(pick(CSR_FORMS));
            case 28, 29 -> shortForm(pick(SHORT_FORMS));
            case 30 -> shortMemory(pick(SHORT_MEMORY_FORMS));
            default -> shortJump(step);
        }
    }

    /** A computation on floating-point registers, in any rounding mode. */
    private void floating(Instruction instruction) {
        int word = random.nextInt() & ~instruction.mask() | instruction.match();
        Field mode = instruction.field("rm");
        if (mode != null) {
            RoundingMode[] modes = RoundingMode.values();
            word = mode.insert(word, modes[random.nextInt(modes.length)].number());
        }
        Field rd = instruction.field("rd");
        code.append(rd == null ? word : rd.insert(word, register()));
    }

    /** Reads and changes fflags, frm or fcsr; {@code frm} is a mode again afterwards. */
    private void csr(Instruction instruction) {
        Csr csr = pick(List.of(Csr.FFLAGS, Csr.FRM, Csr.FCSR));
        code.emit(instruction, register(), csr.number(), source());
        if (csr != Csr.FFLAGS) {
            code.emit(Instruction.CSRRS, register(), Csr.FCSR.number(), 0);
            code.emit(Instruction.CSRRWI, register(), Csr.FRM.number(), random.nextInt(RoundingMode.DYN.ordinal()));
        }
    }

    private void shortForm(Instruction instruction) {
        int half;
        do {
            half = random.nextInt(1 << 16) & ~instruction.mask() | instruction.match();
        } while (Instruction.decode(half) != instruction || writesReserved(instruction, half));
        code.append(half);
    }

    private static boolean writesReserved(Instruction instruction, int half) {
        Field rd = instruction.field("rd");
        return rd != null && rd.extract(half) >= COUNTER;
    }

    private void shortMemory(Instruction instruction) {
        Operand memory = Objects.requireNonNull(memoryOperand(instruction));
        Field base = Objects.requireNonNull(memory.base());
        int register = (int) (base.isFixed() ? base.bias() : random.nextLong(base.min(), base.max() + 1));
        code.emit(Instruction.ADDI, register, BUFFER, random.nextInt(-2048, 2048));
        int half;
        do {
            half = base.insert(random.nextInt(1 << 16) & ~instruction.mask() | instruction.match(), register);
        } while (Instruction.decode(half) != instruction || writesReserved(instruction, half));
        code.append(half);
    }

    private void shortJump(int step) {
        if (random.nextInt(3) != 0) {
            Instruction branch = pick(List.copyOf(SHORT_BRANCHES));
            jumps.add(new Jump(code.size(), branch, code.size(), target(step)));
            code.append(random.nextInt(1 << 16) & ~branch.mask() | branch.match());
        } else {
            int base = 1 + random.nextInt(COUNTER - 1);
            int origin = code.size();
            code.emitAsIs(Instruction.AUIPC, base, 0);
            jumps.add(new Jump(code.size(), Instruction.ADDI, origin, target(step)));
            code.emitAsIs(Instruction.ADDI, base, base, 0);
            code.emitAsIs(pick(List.copyOf(SHORT_JUMPS)), base);
        }
    }

    private void unary(Instruction instruction) {
        int source = source();
        if (instruction == Instruction.CTZW) { // of a word that is zero QEMU 7.2 counts into the upper word
            source = register();
            code.emit(Instruction.BSETI, source, source, 31);
        }
        code.emit(instruction, register(), source);
    }

    private void immediate(Instruction instruction) {
        Field field = instruction.operands().get(2).field();
        long value = random.nextLong(field.min(), field.max() + 1);
        code.emit(instruction, register(), source(), random.nextInt(4) == 0 ? Math.max(field.min(), -1) : value);
    }

    /** Puts a value from the edges of 32 and 64 bits into a register. */
    private void corner() {
        int register = register();
        code.emit(Instruction.ADDI, register, 0, random.nextInt(-2, 3));
        switch (random.nextInt(4)) {
            case 0 -> code.emit(Instruction.SLLI, register, register, random.nextInt(64));
            case 1 -> code.emit(Instruction.SRLI, register, register, random.nextInt(64));
            case 2 -> code.emit(Instruction.LUI, register, 0x80000);
            default -> {}
        }
    }

    private void load(Instruction instruction, int destination) {
        long offset = random.nextLong(-2048, 2040);
        int base = base(random.nextInt(-2048, 2041 - 8));
        code.emit(instruction, destination, near(base, offset), base);
    }

    private void store(Instruction instruction) {
        long offset = random.nextLong(-2048, 2040);
        int base = base(random.nextInt(-2048, 2041 - 8));
        code.emit(instruction, source(), near(base, offset), base);
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
        code.emit(Instruction.ADDI, base, BUFFER, offset);
        return base;
    }

    private void atomic(Instruction instruction) {
        int base = base(random.nextInt(-256, 256) * 8);
        code.emit(instruction, register(), source(), base);
        order();
    }

    private void reserved() {
        boolean wide = random.nextBoolean();
        int base = base(random.nextInt(-256, 256) * 8);
        int value = register();
        if (value == base) {
            value = 0;
        }
        code.emit(wide ? Instruction.LR_D : Instruction.LR_W, value, base);
        order();
        int store = source();
        code.emit(wide ? Instruction.SC_D : Instruction.SC_W, register(), store, base);
        order();
    }

    private void order() {
        code.or(random.nextInt(4) << 25);
    }

    private void branch(int step) {
        Instruction branch = pick(BRANCHES);
        jumps.add(new Jump(code.size(), branch, code.size(), target(step)));
        code.emitAsIs(branch, source(), source(), 0);
    }

    private void jump(int step) {
        int origin = code.size();
        if (random.nextBoolean()) {
            jumps.add(new Jump(origin, Instruction.JAL, origin, target(step)));
            code.emitAsIs(Instruction.JAL, register(), 0);
        } else {
            int base = 1 + random.nextInt(COUNTER - 1);
            code.emitAsIs(Instruction.AUIPC, base, 0);
            jumps.add(new Jump(code.size(), Instruction.JALR, origin, target(step)));
            code.emitAsIs(Instruction.JALR, register(), 0, base);
        }
    }

    private int target(int step) {
        return Math.min(STEPS, step + 1 + random.nextInt(FARTHEST));
    }

    /** Gives a jump its distance; one that does not reach as far goes to a nearer step. */
    private void resolve(Jump jump) {
        Field field = Objects.requireNonNull(jump.instruction().field("imm"));
        int step = jump.step();
        while (!field.holds(steps.get(step) - jump.origin())) {
            step--;
        }
        if (steps.get(step) <= jump.at()) {
            throw new IllegalStateException("no step is near enough");
        }
        code.patch(jump.at(), field, steps.get(step) - jump.origin());
    }

    private void fence() {
        if (random.nextInt(8) == 0) {
            code.emit(Instruction.FENCE_I);
        } else if (random.nextInt(8) == 0) {
            code.emit(random.nextBoolean() ? Instruction.FENCE_TSO : Instruction.PAUSE);
        } else {
            code.emit(Instruction.FENCE, 1 + random.nextInt(15), 1 + random.nextInt(15));
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

    private static List<Instruction> forms(Operand.Kind last, int count) {
        return rows(row -> ARITHMETIC.contains(row.extension())
                && row.operands().size() == count
                && row.operands().get(count - 1).kind() == last);
    }

    private static List<Instruction> rows(Predicate<Instruction> wanted) {
        return Arrays.stream(Instruction.values()).filter(wanted).toList();
    }

    private static @Nullable Operand memoryOperand(Instruction row) {
        for (Operand operand : row.operands()) {
            if (operand.kind() == Operand.Kind.OFFSET_BASE) {
                return operand;
            }
        }
        return null;
    }
}
