package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * Writes a region as a class with one method. Guest registers are local variables. Where loops begin, the region is left if the
 * budget might not cover all up to the next such place.
 */
final class RegionWriter implements Jumps {
    /** The length of the shortest counted loop where there is none. */
    static final int NO_LOOP = -1;

    /** The most targets of an indirect jump that are compared one by one. */
    private static final int MOST_COMPARED = 3;

    private final long entry;
    private final List<Block> blocks;
    private final ControlFlow flow;
    private final List<Long> pages;
    private final Explorer.Source source;
    private final Map<Long, Label> starts = new TreeMap<>();
    private final Map<Long, Count> uncounted;
    private final RegionMethod method;
    private final MethodVisitor to;
    private final Map<Long, CountedLoop> loops = new TreeMap<>();
    private final AccessWriter accesses;
    private final ComputationWriter computations;
    private final Entries entries;

    /**
     * @param pages the virtual addresses of the region's pages, by which {@link Context#pages} has bits
     * @param leastLoop how many instructions a counted loop must have to be written as such, which takes more than twice its code
     */
    RegionWriter(long entry, List<Block> blocks, List<Long> pages, Explorer.Source source, int leastLoop) {
        this.entry = entry;
        this.blocks = blocks;
        this.pages = pages;
        this.source = source;
        flow = new ControlFlow(blocks, source);
        uncounted = flow.uncounted(entry);
        for (Block block : blocks) {
            boolean isLoop = block.start() == entry || flow.loops().containsKey(block.start());
            CountedLoop loop = isLoop ? CountedLoop.at(block, flow) : null;
            if (loop != null && loop.body().longest() >= leastLoop) {
                loops.put(block.start(), loop);
            }
        }
        method = new RegionMethod(blocks, new Allocation(blocks, flow));
        to = method.to;
        accesses = new AccessWriter(method);
        computations = new ComputationWriter(method);
        for (Block block : blocks) {
            starts.put(block.start(), new Label());
        }
        entries = new Entries(entry, blocks, flow, source);
    }

    /** Where the region can be entered. */
    Entries entries() {
        return entries;
    }

    /** How many instructions may be executed, without a look at the budget, from an entry on. */
    int[] minima() {
        List<Long> addresses = entries.addresses();
        int[] minima = new int[addresses.size()];
        for (int i = 0; i < minima.length; i++) {
            minima[i] = minimum(addresses.get(i));
        }
        return minima;
    }

    private int minimum(long address) {
        return flow.longest(address, entry);
    }

    /** How many numbers its {@link Sites} have. */
    int sites() {
        return Sites.FIELDS * accesses.sites();
    }

    /** How many targets all indirect jumps of the region have together, each with code of its own. */
    int targets() {
        int count = 0;
        for (Block block : blocks) {
            if (Packed.op(block.last()) == Op.JALR) {
                count += flow.targets(block).size();
            }
        }
        return count;
    }

    /** How many instructions the shortest of its counted loops has, or {@link #NO_LOOP}. */
    int shortestLoop() {
        int shortest = NO_LOOP;
        for (CountedLoop loop : loops.values()) {
            int length = loop.body().longest();
            shortest = shortest == NO_LOOP ? length : Math.min(shortest, length);
        }
        return shortest;
    }

    /** The class file; null if the method would be too large. */
    byte @Nullable [] write() {
        List<Label> ways = new ArrayList<>();
        for (long address : entries.addresses()) {
            ways.add(wayIn(address));
        }
        method.begin(ways);
        for (Block block : blocks) {
            write(block);
        }
        try {
            return method.finish();
        } catch (MethodTooLargeException tooLarge) {
            return null;
        }
    }

    /** The size of the method in bytes, once it is written. */
    int size() {
        return method.size();
    }

    /** Where to enter at an address: what is counted later as executed before it is taken back. */
    private Label wayIn(long address) {
        Count before = uncounted(address);
        if (before.equals(Count.NONE)) {
            return start(address);
        }
        Label in = new Label();
        method.later(() -> {
            method.place(in);
            method.count(before.negated());
            to.visitJumpInsn(GOTO, start(address));
        });
        return in;
    }

    @Override
    public Count uncounted(long address) {
        return uncounted.getOrDefault(address, Count.NONE);
    }

    private Label start(long address) {
        return Objects.requireNonNull(starts.get(address));
    }

    private void write(Block block) {
        method.place(start(block.start()));
        method.beginBlock();
        if (block.start() == entry || flow.loops().containsKey(block.start())) {
            checkBudget(block.start());
            CountedLoop loop = loops.get(block.start());
            if (loop != null) {
                new CountedLoopWriter(method, accesses, computations, entries, this)
                        .write(loop, start(block.start()), source, minimum(block.start()));
            }
        }
        Span[] spans = Span.of(block, source);
        for (int i = 0; i < block.length(); i++) {
            write(block, i, uncounted(block.start()).plus(Count.of(block, i)), spans[i]);
        }
        if (!Packed.isJump(block.last())) {
            method.save();
            go(block, block.next());
        }
    }

    /** All that has been executed at the end of a block and was not counted. */
    private Count uncountedAfter(Block block) {
        return uncounted(block.start()).plus(Count.of(block, block.length()));
    }

    /** Leaves the region if the budget might not cover all up to the next check. */
    private void checkBudget(long address) {
        to.visitVarInsn(LLOAD, ACCOUNT);
        method.constant(Account.of(minimum(address)));
        method.jumpHoweverRarely(IFLT, method.exitLabel(address, Count.NONE, Exit.BUDGET));
    }

    /**
     * Writes an instruction.
     *
     * @param before what is to be counted if it is not executed
     * @param span of a load or store: the accesses whose page is checked at once
     */
    private void write(Block block, int index, Count before, @Nullable Span span) {
        long packed = block.instructions()[index];
        long address = block.addresses()[index];
        int op = Packed.op(packed);
        if (Packed.isBranch(packed)) {
            branch(block);
        } else if (span != null) {
            accesses.write(packed, address, span, () -> leave(address, before));
        } else {
            switch (op) {
                case Op.JAL -> {
                    method.constant(address + Packed.length(packed));
                    method.set(Packed.rd(packed));
                    method.save();
                    go(block, address + Packed.immediate(packed));
                }
                case Op.JALR -> jumpIndirectly(block);
                default -> computations.write(packed, address);
            }
        }
    }

    private Label leave(long address, Count before) {
        return method.exitLabel(address, before, entries.exitAt(address));
    }

    private void branch(Block block) {
        long packed = block.last();
        long address = block.lastAddress();
        long target = address + Packed.immediate(packed);
        boolean isHere = isNear(address, target) && !isCounted(target);
        Label taken = isHere ? start(target) : new Label();
        method.save();
        if (leaves(block, target)) {
            computations.branchHoweverRarely(packed, taken);
        } else {
            computations.branch(packed, taken);
        }
        if (!isHere) {
            method.later(() -> {
                method.place(taken);
                go(block, target);
            });
        }
    }

    /**
     * Whether the region may be left by the branch that ends a block: for code that has been executed, so it happens, however
     * rarely, or behind a loop, which the branch closes.
     */
    private boolean leaves(Block block, long target) {
        boolean isLast = target <= block.lastAddress() && !starts.containsKey(block.next());
        return isLast || wasLeftFor(target) || wasLeftFor(block.next());
    }

    /** Whether the code at an address is not in the region, and has been executed. */
    private boolean wasLeftFor(long address) {
        return !starts.containsKey(address) && source.at(address) != Op.UNDECODED;
    }

    /** Whether the code at an address is in the region, and on the same page. */
    private boolean isNear(long from, long target) {
        return starts.containsKey(target) && (from ^ target) >>> PhysicalMemory.FRAME_SHIFT == 0;
    }

    /** Whether all that is executed before a block of the region is counted where it begins. */
    private boolean isCounted(long target) {
        return uncounted(target).equals(Count.NONE);
    }

    /** Ends a block by a jump to an address: in the region if it is there and may be fetched, else out of it. */
    private void go(Block block, long target) {
        go(block.lastAddress(), target, uncountedAfter(block));
    }

    @Override
    public void go(long from, long target) {
        go(from, target, uncounted(target));
    }

    /** @param executed what is to be counted before the region is left, or comes to a block where all is counted */
    private void go(long from, long target, Count executed) {
        Label label = starts.get(target);
        if (label == null) {
            boolean interpreted = source.at(target) != Op.UNDECODED && !Translatable.isTranslated(source.at(target));
            to.visitJumpInsn(GOTO, method.exitLabel(target, executed, interpreted ? Exit.INSTRUCTION : Exit.ELSEWHERE));
            return;
        }
        if (!isNear(from, target)) {
            method.context();
            to.visitFieldInsn(GETFIELD, CONTEXT, "pages", "I");
            method.push(1 << pages.indexOf(target & -PhysicalMemory.FRAME_SIZE));
            to.visitInsn(IAND);
            to.visitJumpInsn(IFEQ, method.exitLabel(target, executed, Exit.PAGE));
        }
        if (isCounted(target)) {
            method.count(executed);
        }
        to.visitJumpInsn(GOTO, label);
    }

    private void jumpIndirectly(Block block) {
        long packed = block.last();
        long address = block.lastAddress();
        method.get(Packed.rs1(packed));
        if (Packed.immediate(packed) != 0) {
            method.constant(Packed.immediate(packed));
            to.visitInsn(LADD);
        }
        method.constant(-2);
        to.visitInsn(LAND);
        to.visitVarInsn(LSTORE, PC);
        method.constant(address + Packed.length(packed));
        method.set(Packed.rd(packed));
        method.save();
        method.count(uncountedAfter(block));
        Label elsewhere = new Label();
        List<Long> targets = flow.targets(block);
        if (targets.size() <= MOST_COMPARED) {
            for (long target : targets) {
                Label other = new Label();
                goIfThere(address, target, other);
                method.place(other);
            }
            to.visitJumpInsn(GOTO, elsewhere);
        } else {
            choose(address, targets, elsewhere);
        }
        method.place(elsewhere);
        method.context();
        method.constant(address);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "site", "J");
        method.push(Exit.INDIRECT);
        to.visitVarInsn(ISTORE, EXIT);
        method.leave();
    }

    private void goIfThere(long address, long target, Label otherwise) {
        to.visitVarInsn(LLOAD, PC);
        method.constant(target);
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFNE, otherwise);
        go(address, target, Count.NONE);
    }

    private void choose(long address, List<Long> all, Label elsewhere) {
        Map<Integer, Long> targets = new TreeMap<>();
        for (long target : all) {
            targets.putIfAbsent((int) target, target);
        }
        int[] keys = targets.keySet().stream().mapToInt(Integer::intValue).toArray();
        Label[] labels = new Label[keys.length];
        for (int i = 0; i < keys.length; i++) {
            labels[i] = new Label();
        }
        to.visitVarInsn(LLOAD, PC);
        to.visitInsn(L2I);
        to.visitLookupSwitchInsn(elsewhere, keys, labels);
        int next = 0;
        for (long target : targets.values()) {
            method.place(labels[next++]);
            goIfThere(address, target, elsewhere);
        }
    }
}
