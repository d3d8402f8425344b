package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Packed;

/**
 * The method of a region while it is written: its local variables, the ways into and out of it. All local variables have their
 * types from the beginning on, and the stack is empty wherever a jump goes, so that one frame describes each label.
 *
 * <p>Guest registers are written back to the register file at the end of each block, so that the ways out have nothing to save
 * but what the block at hand has written; those that stay in local variables, where all ways out have come together.
 */
final class RegionMethod {
    static final String CONTEXT = "pagoda/cpu/translator/Context";

    // Local variables; those of the guest's registers stand behind them.
    /** The {@link Account}, above the {@link Context#floor}. */
    static final int ACCOUNT = 1;
    /** The number of the entry; then why the region is left: one of {@link Exit}. */
    static final int EXIT = 3;
    /** The address at which the region is left. */
    static final int PC = 4;

    /** The address of a load or store. */
    static final int ADDRESS = 6;
    /** How far that is from the page that was accessed last, less than any other number if it is its first byte. */
    static final int DISTANCE = 8;

    /** How many rounds of a {@link CountedLoop} are executed at once. */
    static final int ROUNDS = 10;
    /** The same, as an integer of 32 bits. */
    static final int LAST = 12;
    /** How many of them have been. */
    static final int ROUND = 13;

    private static final int FIRST_FREE = 14;

    /** The most words on the stack: three numbers of 64 bits, and what is done with them. */
    private static final int MOST_STACK = 16;

    /** What the method's instructions are given to. */
    final MethodVisitor to;

    private final RegionClass owner = new RegionClass();
    private final Allocation allocation;
    private final int[] locals = new int[Decoder.SINK];
    private final int[] indices = new int[2 * Decoder.FLOAT];
    private final int firstIndex;
    private final int endOfLocals;

    /** The registers whose values are in their local variables here. */
    private BitSet known = new BitSet();

    /** Those of them that are 32 bits, sign-extended. */
    private BitSet words = new BitSet();

    /** Those of them that the register file does not have, and that do not stay in local variables. */
    private BitSet dirty = new BitSet();

    private final Map<ExitPoint, Label> exits = new LinkedHashMap<>();
    /** Where sets of registers are written back on a way out. */
    private final Map<BitSet, Label> saves = new LinkedHashMap<>();

    private final List<Runnable> late = new ArrayList<>();
    private final Label end = new Label();
    private final Label behind = new Label();
    private boolean framed;

    private record ExitPoint(long pc, Count count, int exit, BitSet dirty) {
        // As in Count.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ExitPoint point
                    && pc == point.pc
                    && count.equals(point.count)
                    && exit == point.exit
                    && dirty.equals(point.dirty);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Long.hashCode(pc) + exit) + dirty.hashCode();
        }
    }

    RegionMethod(List<Block> blocks, Allocation allocation) {
        this.allocation = allocation;
        to = owner.method();
        to.visitCode();
        int next = FIRST_FREE;
        BitSet used = allocation.used();
        for (int register = used.nextSetBit(1); register >= 0; register = used.nextSetBit(register + 1)) {
            locals[register] = next;
            next += 2;
        }
        firstIndex = next;
        for (Block block : blocks) {
            for (long packed : block.instructions()) {
                if ((Packed.isLoad(packed) || Packed.isStore(packed)) && indices[Span.key(packed)] == 0) {
                    indices[Span.key(packed)] = next++;
                }
            }
        }
        endOfLocals = next;
    }

    /** Loads what the region works on, and jumps to the block of the entry that is asked for. */
    void begin(List<Label> entries) {
        to.visitVarInsn(LLOAD, ACCOUNT);
        floor();
        to.visitInsn(LSUB);
        to.visitVarInsn(LSTORE, ACCOUNT);
        constant(0);
        to.visitVarInsn(LSTORE, PC);
        constant(0);
        to.visitVarInsn(LSTORE, ADDRESS);
        constant(0);
        to.visitVarInsn(LSTORE, DISTANCE);
        constant(0);
        to.visitVarInsn(LSTORE, ROUNDS);
        push(0);
        to.visitVarInsn(ISTORE, LAST);
        push(0);
        to.visitVarInsn(ISTORE, ROUND);
        BitSet used = allocation.used();
        for (int register = used.nextSetBit(1); register >= 0; register = used.nextSetBit(register + 1)) {
            if (allocation.resident().get(register)) {
                fetch(register);
            } else {
                constant(0);
            }
            to.visitVarInsn(LSTORE, locals[register]);
        }
        for (int local = firstIndex; local < endOfLocals; local++) {
            to.visitInsn(ICONST_0);
            to.visitVarInsn(ISTORE, local);
        }
        if (entries.size() == 1) {
            to.visitJumpInsn(GOTO, entries.get(0));
        } else {
            to.visitVarInsn(ILOAD, EXIT);
            to.visitTableSwitchInsn(0, entries.size() - 1, entries.get(0), entries.toArray(new Label[0]));
        }
    }

    /** Ends the method, and gives the class file. */
    byte[] finish() {
        late.forEach(Runnable::run);
        exits.forEach(this::exit);
        writeSaves();
        epilogue();
        to.visitMaxs(MOST_STACK, endOfLocals);
        to.visitEnd();
        return owner.finish();
    }

    private void epilogue() {
        place(end);
        save(allocation.resident());
        context();
        to.visitVarInsn(LLOAD, PC);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "pc", "J");
        context();
        to.visitVarInsn(ILOAD, EXIT);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "exit", "I");
        to.visitVarInsn(LLOAD, ACCOUNT);
        floor();
        to.visitInsn(LADD);
        to.visitInsn(LRETURN);
        to.visitLabel(behind);
    }

    private void floor() {
        context();
        to.visitFieldInsn(GETFIELD, CONTEXT, "floor", "J");
    }

    /** The size of the method in bytes, once it is written. */
    int size() {
        return behind.getOffset();
    }

    private void exit(ExitPoint point, Label label) {
        place(label);
        constant(point.pc());
        to.visitVarInsn(LSTORE, PC);
        count(point.count());
        push(point.exit());
        to.visitVarInsn(ISTORE, EXIT);
        to.visitJumpInsn(
                GOTO, point.dirty().isEmpty() ? end : saves.computeIfAbsent(point.dirty(), set -> new Label()));
    }

    /** Writes what writes registers back on the ways out: sets of them, the larger ones each before one that it contains. */
    private void writeSaves() {
        List<Map.Entry<BitSet, Label>> written = new ArrayList<>();
        List<Map.Entry<BitSet, Label>> sets = new ArrayList<>(saves.entrySet());
        sets.sort((a, b) -> Integer.compare(a.getKey().cardinality(), b.getKey().cardinality()));
        for (Map.Entry<BitSet, Label> set : sets) {
            BitSet rest = (BitSet) set.getKey().clone();
            Label next = end;
            for (int i = written.size() - 1; i >= 0 && next == end; i--) {
                BitSet smaller = (BitSet) written.get(i).getKey().clone();
                smaller.andNot(set.getKey());
                if (smaller.isEmpty()) {
                    rest.andNot(written.get(i).getKey());
                    next = written.get(i).getValue();
                }
            }
            place(set.getValue());
            save(rest);
            to.visitJumpInsn(GOTO, next);
            written.add(set);
        }
    }

    /**
     * Jumps if the first of two long integers, which are on the stack, compares to the second as said. It is a switch, of which
     * HotSpot expects all ways (with {@code -XX:-UseSwitchProfiling}): a jump that went one way only while it counted would have it
     * compile the region anew when the other way is taken.
     *
     * @param comparison IFEQ, IFNE, IFLT, or IFGE
     */
    void jumpHoweverRarely(int comparison, Label way) {
        to.visitInsn(LCMP);
        Label on = new Label();
        int key = comparison == IFEQ || comparison == IFNE ? 0 : -1;
        boolean isKey = comparison == IFEQ || comparison == IFLT;
        to.visitTableSwitchInsn(key, key, isKey ? on : way, isKey ? way : on);
        place(on);
    }

    /** Puts a label here. Two may not stand at one place. */
    void place(Label label) {
        to.visitLabel(label);
        if (framed) {
            to.visitFrame(F_SAME, 0, null, 0, null);
            return;
        }
        framed = true;
        List<Object> types =
                new ArrayList<>(List.of(RegionClass.NAME, LONG, INTEGER, LONG, LONG, LONG, LONG, INTEGER, INTEGER));
        for (int i = allocation.used().cardinality(); i > 0; i--) {
            types.add(LONG);
        }
        for (int i = endOfLocals - firstIndex; i > 0; i--) {
            types.add(INTEGER);
        }
        to.visitFrame(F_FULL, types.size(), types.toArray(), 0, new Object[0]);
    }

    /** Has something written behind the rest: what is executed rarely. */
    void later(Runnable part) {
        late.add(part);
    }

    /** Leaves the region: the address is in {@link #PC}, the reason in {@link #EXIT}. */
    void leave() {
        to.visitJumpInsn(GOTO, end);
    }

    /** Where to jump in order to leave the region before the instruction at {@code pc}, with this counted as executed. */
    Label exitLabel(long pc, Count count, int exit) {
        BitSet unsaved = unsaved();
        return exits.computeIfAbsent(new ExitPoint(pc, count, exit, unsaved), point -> new Label());
    }

    /** The local variable of where in RAM the accesses by a base register begin. */
    int index(int key) {
        return indices[key];
    }

    /** Pushes the context. */
    void context() {
        table(RegionClass.THE_CONTEXT);
    }

    /** Pushes one of the class's constants. */
    void table(String name) {
        to.visitFieldInsn(GETSTATIC, RegionClass.NAME, name, RegionClass.type(name));
    }

    /** Takes instructions off the budget, and counts loads and stores. */
    void count(Count count) {
        long change = Account.change(count);
        if (change != 0) {
            to.visitVarInsn(LLOAD, ACCOUNT);
            constant(change);
            to.visitInsn(LADD);
            to.visitVarInsn(LSTORE, ACCOUNT);
        }
    }

    /** A block begins: most registers are where other blocks left them, in the register file. */
    void beginBlock() {
        known = (BitSet) allocation.resident().clone();
        forgetWords();
        dirty = new BitSet();
    }

    /**
     * Rounds of a loop begin, after each of which all is in the same place: all that its blocks use in local variables, and what
     * they write nowhere else.
     */
    void beginRounds(List<Block> blocks) {
        for (Block block : blocks) {
            for (long packed : block.instructions()) {
                for (int source : Translatable.sources(packed)) {
                    know(source);
                }
                if (Translatable.writes(packed)) {
                    know(Packed.rd(packed));
                    setDirty(Packed.rd(packed));
                }
            }
        }
    }

    /** A block of a loop whose rounds have begun: other blocks may have left anything in the registers. */
    void forgetWords() {
        words = new BitSet();
        words.set(0);
    }

    private void know(int register) {
        if (register != 0 && !known.get(register)) {
            fetch(register);
            to.visitVarInsn(LSTORE, locals[register]);
            known.set(register);
        }
    }

    /** Writes back what the block has written. */
    void save() {
        save(dirty);
        dirty = new BitSet();
    }

    /** What is still to be written back here. */
    BitSet unsaved() {
        return (BitSet) dirty.clone();
    }

    /** Writes registers back. */
    void save(BitSet registers) {
        for (int register = registers.nextSetBit(0); register >= 0; register = registers.nextSetBit(register + 1)) {
            table(RegionClass.REGISTERS);
            push(register);
            to.visitVarInsn(LLOAD, locals[register]);
            to.visitInsn(LASTORE);
        }
    }

    private void fetch(int register) {
        table(RegionClass.REGISTERS);
        push(register);
        to.visitInsn(LALOAD);
    }

    /** Pushes a register. */
    void get(int register) {
        if (register == 0) {
            to.visitInsn(LCONST_0);
        } else {
            know(register);
            to.visitVarInsn(LLOAD, locals[register]);
        }
    }

    /** Pushes the lower 32 bits of a register, as an integer of 32 bits. */
    void getWord(int register) {
        if (register == 0) {
            to.visitInsn(ICONST_0);
        } else {
            get(register);
            to.visitInsn(L2I);
        }
    }

    /** Whether a register is known to be 32 bits, sign-extended: what is computed of such may then be computed with 32 bits. */
    boolean isWord(int register) {
        return words.get(register);
    }

    /** Pops an integer of 32 bits into a register, sign-extended; x0 is not changed. */
    void setWord(int register) {
        to.visitInsn(I2L);
        set(register);
        words.set(register);
    }

    /** Pops a value into a register; x0 is not changed. */
    void set(int register) {
        if (register == Decoder.SINK) {
            to.visitInsn(POP2);
        } else {
            to.visitVarInsn(LSTORE, locals[register]);
            known.set(register);
            words.clear(register);
            setDirty(register);
        }
    }

    private void setDirty(int register) {
        if (!allocation.resident().get(register)) {
            dirty.set(register);
        }
    }

    /** Sets a register to a constant. */
    void set(int register, long value) {
        if (value == (int) value) {
            push((int) value);
            setWord(register);
        } else {
            constant(value);
            set(register);
        }
    }

    void constant(long value) {
        if (value == 0 || value == 1) {
            to.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
        } else if (value == (short) value) {
            push((int) value);
            to.visitInsn(I2L);
        } else {
            to.visitLdcInsn(value);
        }
    }

    void push(int value) {
        if (value >= -1 && value <= 5) {
            to.visitInsn(ICONST_0 + value);
        } else if (value == (byte) value) {
            to.visitIntInsn(BIPUSH, value);
        } else if (value == (short) value) {
            to.visitIntInsn(SIPUSH, value);
        } else {
            to.visitLdcInsn(value);
        }
    }
}
