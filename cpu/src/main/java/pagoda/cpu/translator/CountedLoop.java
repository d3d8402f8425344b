package pagoda.cpu.translator;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * A loop in which a register is counted up or down to a bound: before it begins, it is known how many rounds it has, if it is not
 * left. So the budget is looked at, instructions are counted, and the pages of accesses by registers
 * that change as steadily are looked for, once for many rounds.
 */
final class CountedLoop {
    /** Fewer rounds than this are not worth what it takes to know their number. */
    static final int LEAST_ROUNDS = 8;

    /** A page that is left after fewer rounds than this is looked for in each of them. */
    private static final int DENSE_ROUNDS = 64;

    /**
     * By how much a register changes in a round, if it does.
     *
     * @param constant so much, if {@code register} is 0
     * @param register the register that has it, which does not change in the loop, and must be positive
     * @param word whether the sum is one of 32 bits, sign-extended
     */
    record Step(int constant, int register, boolean word) {
        private static final Step STILL = new Step(0, 0, false);

        boolean isConstant() {
            return register == 0;
        }

        boolean isUp() {
            return register != 0 || constant > 0;
        }

        boolean isDown() {
            return constant < 0;
        }
    }

    /** The loads, or stores, by one base register: all the bytes of them that may be accessed in one round. */
    static final class Accesses {
        final int base;
        final boolean store;
        final Step step;
        private boolean unavoidable;
        private long least = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;

        private Accesses(long packed, Step step) {
            base = Packed.rs1(packed);
            store = Packed.isStore(packed);
            this.step = step;
        }

        private void add(long packed, boolean inEachRound) {
            unavoidable |= inEachRound;
            least = Math.min(least, Packed.immediate(packed));
            end = Math.max(end, Packed.immediate(packed) + Packed.size(packed));
        }

        /** What is to be added to the base, as it is when a round begins, for the first byte. */
        long least() {
            return least;
        }

        /** The number of bytes from the first to the last, if the base changes behind them. */
        int size() {
            return (int) (end - least);
        }

        /** Whether a page has room for {@link #DENSE_ROUNDS}. */
        private boolean isDense() {
            return end - least + (long) DENSE_ROUNDS * Math.abs(step.constant()) <= PhysicalMemory.FRAME_SIZE;
        }
    }

    private final LoopBody body;
    private final int[] writes = new int[Decoder.SINK + 1];
    private final Map<Integer, Step> steps = new TreeMap<>();
    private final Map<Integer, Accesses> accesses = new TreeMap<>();
    private int counter;
    private int bound;

    private CountedLoop(LoopBody body) {
        this.body = body;
        for (Block block : body.blocks()) {
            for (long packed : block.instructions()) {
                if (Translatable.writes(packed)) {
                    writes[Packed.rd(packed)]++;
                }
            }
        }
        for (Block block : body.blocks()) {
            for (long packed : block.instructions()) {
                findStep(packed);
            }
        }
        for (Block block : body.blocks()) {
            for (long packed : block.instructions()) {
                findAccess(packed, body.isUnavoidable(block));
            }
        }
        accesses.values().removeIf(one -> !one.isDense() || !one.unavoidable);
    }

    /** The loop that begins with this block of a region; null if there is none. */
    static @Nullable CountedLoop at(Block first, ControlFlow flow) {
        LoopBody body = LoopBody.at(first, flow);
        if (body == null || computesLong(body)) {
            return null;
        }
        CountedLoop loop = new CountedLoop(body);
        return loop.findCounter() ? loop : null;
    }

    /** Whether it has floating-point arithmetic, beside which all this would save little, and whose code is large. */
    private static boolean computesLong(LoopBody body) {
        for (Block block : body.blocks()) {
            for (long packed : block.instructions()) {
                Computation computation = Computation.of(Packed.op(packed));
                if (computation != null && computation.raises()) {
                    return true;
                }
            }
        }
        return false;
    }

    private void findStep(long packed) {
        int register = Packed.rd(packed);
        if (!Translatable.writes(packed) || writes[register] != 1) {
            return;
        }
        int one = Packed.rs1(packed);
        int other = Packed.rs2(packed);
        switch (Packed.op(packed)) {
            case Op.ADDI, Op.ADDIW -> {
                int constant = (int) Packed.immediate(packed);
                if (one == register && constant != 0) {
                    steps.put(register, new Step(constant, 0, Packed.op(packed) == Op.ADDIW));
                }
            }
            case Op.ADD -> {
                int step = one == register ? other : one;
                if ((one == register || other == register) && step != 0 && writes[step] == 0) {
                    steps.put(register, new Step(0, step, false));
                }
            }
            default -> {}
        }
    }

    private void findAccess(long packed, boolean unavoidable) {
        if (Packed.isLoad(packed) || Packed.isStore(packed)) {
            int base = Packed.rs1(packed);
            Step step = writes[base] == 0 ? Step.STILL : steps.get(base);
            if (step != null && !step.word()) {
                accesses.computeIfAbsent(Span.key(packed), key -> new Accesses(packed, step))
                        .add(packed, unavoidable);
            }
        }
    }

    /** Whether all rounds end with a branch that depends on a counter: then that is found. */
    private boolean findCounter() {
        Block last = body.last();
        if (last == null
                || !Packed.isBranch(last.last())
                || !body.isFirst(last.lastAddress() + Packed.immediate(last.last()))) {
            return false;
        }
        int one = Packed.rs1(branch());
        int other = Packed.rs2(branch());
        return switch (Packed.op(branch())) {
            case Op.BNE -> tryCounter(one, other, true, true) || tryCounter(other, one, true, true);
            case Op.BLT, Op.BLTU -> tryCounter(one, other, true, false) || tryCounter(other, one, false, true);
            case Op.BGE, Op.BGEU -> tryCounter(one, other, false, true) || tryCounter(other, one, true, false);
            default -> false;
        };
    }

    /** Takes a register for the counter if it changes steadily, in a direction that it may have, to a bound that does not change. */
    private boolean tryCounter(int register, int limit, boolean mayRise, boolean mayFall) {
        Step step = steps.get(register);
        if (step == null || writes[limit] != 0 || !(step.isUp() ? mayRise : mayFall)) {
            return false;
        }
        counter = register;
        bound = limit;
        return true;
    }

    private long branch() {
        return Objects.requireNonNull(body.last()).last();
    }

    /** What is executed in one round, which ends with the branch back to the first block. */
    LoopBody body() {
        return body;
    }

    /** The register that is counted: after each round but the last, it has not yet come to the {@link #bound}. */
    int counter() {
        return counter;
    }

    /** The register that says where to stop; it does not change. */
    int bound() {
        return bound;
    }

    /** How the counter changes. */
    Step step() {
        return steps.getOrDefault(counter, Step.STILL);
    }

    /** Whether the branch asks which is less, not only whether they differ. */
    boolean isOrdered() {
        return Packed.op(branch()) != Op.BNE;
    }

    /** The accesses whose addresses change by the same in each round. */
    Collection<Accesses> accesses() {
        return accesses.values();
    }
}
