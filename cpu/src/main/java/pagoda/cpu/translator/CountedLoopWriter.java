package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * Writes many rounds of a counted loop as a loop of the host's without a look at the budget, without counting, and without looking
 * for the pages of accesses that are as steady as the counter. It ends before the loop's last round, before any such access
 * leaves its page, and before the budget ends; what then remains is for the loop as it is written everywhere.
 */
final class CountedLoopWriter {
    /** The most that a register may add in a round, a power of two: a product with the number of rounds is no longer than 64 bits. */
    private static final long MOST_STEP = 4096;

    private final RegionMethod method;
    private final MethodVisitor to;
    private final AccessWriter accesses;
    private final ComputationWriter computations;
    private final Entries entries;
    private final Jumps jumps;

    CountedLoopWriter(
            RegionMethod method, AccessWriter accesses, ComputationWriter computations, Entries entries, Jumps jumps) {
        this.method = method;
        this.to = method.to;
        this.accesses = accesses;
        this.computations = computations;
        this.entries = entries;
        this.jumps = jumps;
    }

    /**
     * Writes the rounds, in front of the loop's first block.
     *
     * @param again where to go after them: before the look at the budget
     * @param minimum how many instructions may be executed from the beginning of a round to the next look at the budget
     */
    void write(CountedLoop loop, Label again, Explorer.Source source, int minimum) {
        LoopBody body = loop.body();
        Label none = new Label();
        findRounds(loop, minimum, none);
        checkRounds(none);
        for (CountedLoop.Accesses one : loop.accesses()) {
            findPage(one, none);
        }
        checkRounds(none);
        to.visitVarInsn(LLOAD, ROUNDS);
        to.visitInsn(L2I);
        to.visitVarInsn(ISTORE, LAST);
        to.visitInsn(ICONST_0);
        to.visitVarInsn(ISTORE, ROUND);
        method.beginRounds(body.blocks());
        accesses.know(loop.accesses());
        writeRound(loop, source);
        method.save();
        countRounds(LAST, body.least());
        to.visitJumpInsn(GOTO, again);
        accesses.know(List.of());
        method.place(none);
        method.beginBlock();
    }

    private void checkRounds(Label none) {
        to.visitVarInsn(LLOAD, ROUNDS);
        method.constant(CountedLoop.LEAST_ROUNDS);
        method.jumpHoweverRarely(IFLT, none);
    }

    private void writeRound(CountedLoop loop, Explorer.Source source) {
        LoopBody body = loop.body();
        Map<Long, Label> starts = new HashMap<>();
        body.blocks().forEach(block -> starts.put(block.start(), new Label()));
        for (Block block : body.blocks()) {
            method.place(start(starts, block.start()));
            method.forgetWords();
            write(block, loop, Span.of(block, source));
            if (!body.isUnavoidable(block)) {
                method.count(Count.of(block, block.length()));
            }
            if (!body.isLast(block)) {
                goOn(block, loop, starts);
            }
        }
        to.visitIincInsn(ROUND, 1);
        to.visitVarInsn(ILOAD, ROUND);
        to.visitVarInsn(ILOAD, LAST);
        to.visitJumpInsn(IF_ICMPLT, start(starts, body.first().start()));
    }

    private static Label start(Map<Long, Label> starts, long address) {
        return Objects.requireNonNull(starts.get(address));
    }

    /** Ends a block by going to another one of the round, or out of the loop. */
    private void goOn(Block block, CountedLoop loop, Map<Long, Label> starts) {
        long last = block.last();
        long target = block.lastAddress() + Packed.immediate(last);
        if (Packed.isBranch(last)) {
            computations.branch(last, label(block, target, loop, starts));
        }
        long behind = Packed.isJump(last) ? target : block.next();
        to.visitJumpInsn(GOTO, label(block, behind, loop, starts));
    }

    private Label label(Block block, long target, CountedLoop loop, Map<Long, Label> starts) {
        return loop.body().isPart(target) ? start(starts, target) : way(block, target, loop);
    }

    /** A way to a block that is not in the loop's rounds. */
    private Label way(Block block, long target, CountedLoop loop) {
        Label way = new Label();
        LoopBody body = loop.body();
        Count executed = body.leastBefore(block.next());
        BitSet unsaved = method.unsaved();
        method.later(() -> {
            method.place(way);
            countRounds(ROUND, body.least());
            method.count(executed.plus(jumps.uncounted(target).negated()));
            method.save(unsaved);
            jumps.go(block.lastAddress(), target);
        });
        return way;
    }

    /** Leaves in a variable how many rounds there are before the last, and for how many the budget is enough. */
    private void findRounds(CountedLoop loop, int minimum, Label none) {
        // Each round may be left for a longer way than one round is.
        to.visitVarInsn(LLOAD, ACCOUNT);
        method.push(Account.SHIFT);
        to.visitInsn(LSHR);
        method.constant(minimum);
        to.visitInsn(LSUB);
        method.constant(loop.body().longest());
        to.visitInsn(LDIV);
        to.visitVarInsn(LSTORE, ROUNDS);
        CountedLoop.Step step = loop.step();
        if (step.word()) {
            checkWord(loop.counter(), none);
            checkWord(loop.bound(), none);
        }
        if (loop.isOrdered()) {
            method.get(loop.counter());
            method.get(loop.bound());
            to.visitInsn(LOR);
            to.visitInsn(LCONST_0);
            method.jumpHoweverRarely(IFLT, none);
        }
        method.get(step.isUp() ? loop.bound() : loop.counter());
        method.get(step.isUp() ? loop.counter() : loop.bound());
        to.visitInsn(LSUB);
        to.visitInsn(LCONST_1);
        to.visitInsn(LSUB);
        to.visitVarInsn(LSTORE, DISTANCE);
        limitRounds(step, none);
    }

    private void checkWord(int register, Label none) {
        if (register != 0) {
            method.get(register);
            method.getWord(register);
            to.visitInsn(I2L);
            method.jumpHoweverRarely(IFNE, none);
        }
    }

    /** There are to be no more rounds than the distance has steps. */
    private void limitRounds(CountedLoop.Step step, Label none) {
        if (step.isConstant()) {
            limitByConstant(Math.abs(step.constant()));
        } else {
            limitByRegister(step.register(), none);
        }
    }

    /** The lesser of two numbers, without a branch: it would go one way only while the region is new. */
    private void limitByConstant(int step) {
        to.visitVarInsn(LLOAD, DISTANCE);
        method.constant(step);
        to.visitInsn(LDIV);
        to.visitVarInsn(LLOAD, ROUNDS);
        to.visitInsn(LSUB);
        to.visitInsn(DUP2);
        method.push(Long.SIZE - 1);
        to.visitInsn(LSHR);
        to.visitInsn(LAND);
        to.visitVarInsn(LLOAD, ROUNDS);
        to.visitInsn(LADD);
        to.visitVarInsn(LSTORE, ROUNDS);
    }

    /** The same by multiplying, since the host takes long to divide; the distance must be enough for the least rounds. */
    private void limitByRegister(int step, Label none) {
        method.get(step);
        to.visitInsn(LCONST_1);
        to.visitInsn(LSUB);
        method.constant(-MOST_STEP);
        to.visitInsn(LAND);
        to.visitInsn(LCONST_0);
        method.jumpHoweverRarely(IFNE, none);
        to.visitVarInsn(LLOAD, DISTANCE);
        method.get(step);
        method.constant(CountedLoop.LEAST_ROUNDS);
        to.visitInsn(LMUL);
        method.jumpHoweverRarely(IFLT, none);
        Label enough = new Label();
        to.visitVarInsn(LLOAD, DISTANCE);
        method.get(step);
        to.visitVarInsn(LLOAD, ROUNDS);
        to.visitInsn(LMUL);
        method.jumpHoweverRarely(IFGE, enough);
        to.visitVarInsn(LLOAD, DISTANCE);
        method.get(step);
        to.visitInsn(LDIV);
        to.visitVarInsn(LSTORE, ROUNDS);
        method.place(enough);
    }

    /** Looks for the page of accesses, and leaves in their variable what is to be added to an address for its place in RAM. */
    private void findPage(CountedLoop.Accesses one, Label none) {
        CountedLoop.Step step = one.step;
        accesses.find(one, none);
        if (step.isUp() || step.isDown()) {
            to.visitVarInsn(LLOAD, ADDRESS);
            method.constant(PhysicalMemory.FRAME_SIZE - 1);
            to.visitInsn(LAND);
            to.visitVarInsn(LSTORE, DISTANCE);
            if (step.isUp()) {
                method.constant(PhysicalMemory.FRAME_SIZE - one.size());
                to.visitVarInsn(LLOAD, DISTANCE);
                to.visitInsn(LSUB);
                to.visitVarInsn(LSTORE, DISTANCE);
            }
            limitRounds(step, none);
        }
    }

    /** Counts what has been executed in so many rounds as a variable says. */
    private void countRounds(int local, Count round) {
        to.visitVarInsn(ILOAD, local);
        to.visitInsn(I2L);
        method.constant(Account.change(round));
        to.visitInsn(LMUL);
        to.visitVarInsn(LLOAD, ACCOUNT);
        to.visitInsn(LADD);
        to.visitVarInsn(LSTORE, ACCOUNT);
    }

    private void write(Block block, CountedLoop loop, @Nullable Span[] spans) {
        Count before = loop.body().leastBefore(block.start());
        for (int i = 0; i < block.length(); i++) {
            long packed = block.instructions()[i];
            long address = block.addresses()[i];
            Count executed = before.plus(Count.of(block, i));
            Span span = spans[i];
            if (span != null) {
                accesses.write(packed, address, span, () -> leave(address, executed, loop));
            } else if (!Packed.isBranch(packed) && !Packed.isJump(packed)) {
                computations.write(packed, address);
            }
        }
    }

    /** Where to leave the region in the middle of a round: the rounds before it are counted then. */
    private Label leave(long address, Count executed, CountedLoop loop) {
        Label leave = new Label();
        Label exit = method.exitLabel(address, executed, entries.exitAt(address));
        method.later(() -> {
            method.place(leave);
            countRounds(ROUND, loop.body().least());
            to.visitJumpInsn(GOTO, exit);
        });
        return leave;
    }
}
