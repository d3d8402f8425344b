package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import pagoda.cpu.isa.Alu;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * Writes a region as a class with one method. Guest registers are local variables; what an instruction computes is a call of
 * its static method, which the host's compiler inlines. Each block takes its instructions off the budget at once, and is left
 * to the interpreter if the budget has fewer.
 *
 * <p>Loads and stores keep, for each base register, the page that the last of them was on and where it lies in RAM: while a
 * region is executed no translation changes. An access without a short cut ends the execution before its instruction. So
 * translated code has no traps: what traps, the interpreter does.
 */
final class RegionWriter {
    private static final String CONTEXT = "pagoda/cpu/translator/Context";
    private static final String CODE = "pagoda/cpu/translator/Code";
    private static final String REGION = "pagoda/cpu/translator/Translated";

    // Local variables, those of the guest's registers and of pages behind them.
    private static final int THIS_CONTEXT = 1;
    private static final int ACCOUNT = 2;
    private static final int RAM = 4;
    private static final int PC = 5;
    private static final int EXIT = 7;
    private static final int ADDRESS = 8;
    private static final int BASE = 10;
    private static final int PAGES = 11;
    private static final int FLOOR = 12;
    private static final int FIRST_FREE = 14;

    private final long entry;
    private final List<Block> blocks;
    private final List<Long> pages;
    private final Explorer.Source source;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final Map<Long, Label> starts = new TreeMap<>();
    private final int[] registers = new int[Decoder.SINK];
    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();
    private final Map<Integer, Integer> caches = new LinkedHashMap<>();
    private final Map<ExitPoint, Label> exits = new LinkedHashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Label end = new Label();
    private final Label behind = new Label();
    private final List<Long> returns = new ArrayList<>();
    private int nextLocal = FIRST_FREE;

    @SuppressWarnings("NullAway.Init")
    private MethodVisitor to;

    private boolean framed;

    private record ExitPoint(long pc, long account, int exit) {}

    /** @param pages the virtual addresses of the region's pages, by which {@link Context#pages} has bits */
    RegionWriter(long entry, List<Block> blocks, List<Long> pages, Explorer.Source source) {
        this.entry = entry;
        this.blocks = blocks;
        this.pages = pages;
        this.source = source;
    }

    /** The class file. */
    byte[] write() {
        writer.visit(V17, ACC_FINAL | ACC_SUPER, REGION, null, CODE, null);
        constructor();
        to = writer.visitMethod(0, "execute", "(L" + CONTEXT + ";J)J", null, null);
        to.visitCode();
        survey();
        prologue();
        for (Block block : blocks) {
            write(block);
        }
        late.forEach(Runnable::run);
        exits.forEach(this::exit);
        epilogue();
        to.visitMaxs(0, 0);
        to.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void constructor() {
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, CODE, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
    }

    /** Finds out which registers and pages the region needs, and gives them their local variables. */
    private void survey() {
        Set<Integer> accesses = new TreeSet<>();
        for (Block block : blocks) {
            starts.put(block.start(), new Label());
            for (long packed : block.instructions()) {
                note(packed, accesses);
            }
        }
        for (Block block : blocks) {
            if (Packed.isCall(block.last()) && starts.containsKey(block.next())) {
                returns.add(block.next());
            }
        }
        for (int register = used.nextSetBit(1); register >= 0; register = used.nextSetBit(register + 1)) {
            registers[register] = nextLocal;
            nextLocal += 2;
        }
        for (int key : accesses) {
            caches.put(key, nextLocal);
            nextLocal += 3;
        }
    }

    private void note(long packed, Set<Integer> accesses) {
        used.set(Packed.rs1(packed));
        used.set(Packed.rs2(packed));
        Computation computation = Computation.of(Packed.op(packed));
        if (computation != null && computation.sources() == 3) {
            used.set(Packed.rs3(packed));
        }
        if (Translatable.writes(packed)) {
            used.set(Packed.rd(packed));
            written.set(Packed.rd(packed));
        }
        if (Packed.isLoad(packed) || Packed.isStore(packed)) {
            accesses.add(Span.key(packed));
        }
    }

    private void prologue() {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, "ram", "[B");
        to.visitVarInsn(ASTORE, RAM);
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, "pages", "I");
        to.visitVarInsn(ISTORE, PAGES);
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, "floor", "J");
        to.visitVarInsn(LSTORE, FLOOR);
        constant(0);
        to.visitVarInsn(LSTORE, PC);
        to.visitInsn(ICONST_0);
        to.visitVarInsn(ISTORE, EXIT);
        constant(0);
        to.visitVarInsn(LSTORE, ADDRESS);
        to.visitInsn(ICONST_0);
        to.visitVarInsn(ISTORE, BASE);
        for (int register = used.nextSetBit(1); register >= 0; register = used.nextSetBit(register + 1)) {
            to.visitVarInsn(ALOAD, THIS_CONTEXT);
            to.visitFieldInsn(GETFIELD, CONTEXT, "x", "[J");
            push(register);
            to.visitInsn(LALOAD);
            to.visitVarInsn(LSTORE, registers[register]);
        }
        for (int local : caches.values()) {
            constant(-1);
            to.visitVarInsn(LSTORE, local);
            to.visitInsn(ICONST_0);
            to.visitVarInsn(ISTORE, local + 2);
        }
        to.visitJumpInsn(GOTO, start(entry));
    }

    private void epilogue() {
        place(end);
        for (int register = written.nextSetBit(1); register >= 0; register = written.nextSetBit(register + 1)) {
            to.visitVarInsn(ALOAD, THIS_CONTEXT);
            to.visitFieldInsn(GETFIELD, CONTEXT, "x", "[J");
            push(register);
            to.visitVarInsn(LLOAD, registers[register]);
            to.visitInsn(LASTORE);
        }
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(LLOAD, PC);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "pc", "J");
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(ILOAD, EXIT);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "exit", "I");
        to.visitVarInsn(LLOAD, ACCOUNT);
        to.visitInsn(LRETURN);
        to.visitLabel(behind);
    }

    /** The size of the method in bytes, once it is written. */
    int size() {
        return behind.getOffset();
    }

    private void exit(ExitPoint point, Label label) {
        place(label);
        constant(point.pc());
        to.visitVarInsn(LSTORE, PC);
        if (point.account() != 0) {
            addToAccount(point.account());
        }
        push(point.exit());
        to.visitVarInsn(ISTORE, EXIT);
        to.visitJumpInsn(GOTO, end);
    }

    /** All local variables have their types from the beginning to the end, and the stack is empty wherever a jump goes. */
    private void place(Label label) {
        to.visitLabel(label);
        if (framed) {
            to.visitFrame(F_SAME, 0, null, 0, null);
            return;
        }
        framed = true;
        List<Object> types = new ArrayList<>(List.of(REGION, CONTEXT, LONG, "[B", LONG, INTEGER, LONG, INTEGER, INTEGER, LONG));
        for (int i = used.cardinality() - (used.get(0) ? 1 : 0); i > 0; i--) {
            types.add(LONG);
        }
        for (int i = caches.size(); i > 0; i--) {
            types.add(LONG);
            types.add(INTEGER);
        }
        to.visitFrame(F_FULL, types.size(), types.toArray(), 0, new Object[0]);
    }

    private Label start(long address) {
        return starts.get(address);
    }

    private void write(Block block) {
        place(start(block.start()));
        long account = account(block.length(), block.accesses(block.length()));
        addToAccount(account);
        to.visitVarInsn(LLOAD, ACCOUNT);
        if (block.start() == entry) {
            to.visitVarInsn(LLOAD, FLOOR);
        } else {
            to.visitInsn(LCONST_0);
        }
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFLT, exitLabel(block.start(), -account, Exit.BUDGET));
        Span[] spans = Span.of(block, source);
        for (int i = 0; i < block.length(); i++) {
            long before = account(i, block.accesses(i)) - account;
            long after = account(i + 1, block.accesses(i)) - account;
            write(block.instructions()[i], block.addresses()[i], before, after, spans[i]);
        }
        if (!Packed.isJump(block.last())) {
            go(block.addresses()[block.length() - 1], block.next());
        }
    }

    private static long account(int instructions, int accesses) {
        return accesses - ((long) instructions << 32);
    }

    private void addToAccount(long change) {
        to.visitVarInsn(LLOAD, ACCOUNT);
        constant(change);
        to.visitInsn(LADD);
        to.visitVarInsn(LSTORE, ACCOUNT);
    }

    /**
     * Writes an instruction.
     *
     * @param before what is to be added to the account if it is not executed
     * @param after what is to be added if it is the last one that is, and is counted as an access elsewhere
     * @param span of a load or store: the accesses whose page is checked at once
     */
    private void write(long packed, long address, long before, long after, @Nullable Span span) {
        int op = Packed.op(packed);
        if (Packed.isBranch(packed)) {
            branch(packed, address);
        } else if (span != null && Packed.isLoad(packed)) {
            load(packed, address, before, span);
        } else if (span != null) {
            store(packed, address, before, after, span);
        } else {
            switch (op) {
                case Op.LUI -> {
                    constant(Packed.immediate(packed));
                    set(Packed.rd(packed));
                }
                case Op.AUIPC -> {
                    constant(address + Packed.immediate(packed));
                    set(Packed.rd(packed));
                }
                case Op.JAL -> {
                    constant(address + Packed.length(packed));
                    set(Packed.rd(packed));
                    go(address, address + Packed.immediate(packed));
                }
                case Op.JALR -> jumpIndirectly(packed, address);
                case Op.FENCE, Op.FENCE_TSO -> {}
                default -> compute(packed);
            }
        }
    }

    private void compute(long packed) {
        Computation computation = Computation.of(Packed.op(packed));
        if (computation == null) {
            throw new IllegalArgumentException("not translated: " + Packed.op(packed));
        }
        if (Packed.rd(packed) == Decoder.SINK && !computation.raises()) {
            return;
        }
        if (Packed.op(packed) == Op.ADDI && (Packed.rs1(packed) == 0 || Packed.immediate(packed) == 0)) {
            // li and mv
            if (Packed.rs1(packed) == 0) {
                constant(Packed.immediate(packed));
            } else {
                get(Packed.rs1(packed));
            }
            set(Packed.rd(packed));
            return;
        }
        boolean single = computation.from() == 'I';
        int[] sources = {Packed.rs1(packed), Packed.rs2(packed), Packed.rs3(packed)};
        for (int i = 0; i < computation.sources(); i++) {
            get(sources[i]);
            if (single) {
                to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "unbox", "(J)I", false);
            }
        }
        if (computation.immediate()) {
            constant(Packed.immediate(packed));
        }
        if (computation.rounds()) {
            push(Translatable.roundsDynamically(packed) ? 0 : Packed.roundingMode(packed));
        }
        if (computation.raises()) {
            to.visitVarInsn(ALOAD, THIS_CONTEXT);
            to.visitFieldInsn(GETFIELD, CONTEXT, "fcsr", "Lpagoda/cpu/fp/Fcsr;");
        }
        to.visitMethodInsn(
                INVOKESTATIC,
                Type.getInternalName(computation.owner()),
                computation.name(),
                computation.descriptor(),
                false);
        if (computation.to() == 'I') {
            to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "box", "(I)J", false);
        }
        set(Packed.rd(packed));
    }

    private void branch(long packed, long address) {
        String name = switch (Packed.op(packed)) {
            case Op.BEQ -> "beq";
            case Op.BNE -> "bne";
            case Op.BLT -> "blt";
            case Op.BGE -> "bge";
            case Op.BLTU -> "bltu";
            default -> "bgeu";
        };
        get(Packed.rs1(packed));
        get(Packed.rs2(packed));
        to.visitMethodInsn(INVOKESTATIC, Type.getInternalName(Alu.class), name, "(JJ)Z", false);
        long target = address + Packed.immediate(packed);
        if (isNear(address, target)) {
            to.visitJumpInsn(IFNE, start(target));
        } else {
            Label away = new Label();
            to.visitJumpInsn(IFNE, away);
            late.add(() -> {
                place(away);
                go(address, target);
            });
        }
    }

    /** Whether the code at an address is in the region, and on the same page. */
    private boolean isNear(long from, long target) {
        return starts.containsKey(target) && (from ^ target) >>> PhysicalMemory.FRAME_SHIFT == 0;
    }

    /** Jumps to an address: in the region if it is there and may be fetched, else out of it. */
    private void go(long from, long target) {
        Label label = starts.get(target);
        if (label == null) {
            boolean interpreted = source.at(target) != Op.UNDECODED && !Translatable.isTranslated(source.at(target));
            to.visitJumpInsn(GOTO, exitLabel(target, 0, interpreted ? Exit.INSTRUCTION : Exit.ELSEWHERE));
            return;
        }
        if (!isNear(from, target)) {
            to.visitVarInsn(ILOAD, PAGES);
            push(1 << pages.indexOf(target & -PhysicalMemory.FRAME_SIZE));
            to.visitInsn(IAND);
            to.visitJumpInsn(IFEQ, exitLabel(target, 0, Exit.PAGE));
        }
        to.visitJumpInsn(GOTO, label);
    }

    private void jumpIndirectly(long packed, long address) {
        get(Packed.rs1(packed));
        if (Packed.immediate(packed) != 0) {
            constant(Packed.immediate(packed));
            to.visitInsn(LADD);
        }
        constant(-2);
        to.visitInsn(LAND);
        to.visitVarInsn(LSTORE, PC);
        constant(address + Packed.length(packed));
        set(Packed.rd(packed));
        Map<Integer, List<Long>> targets = new TreeMap<>();
        for (long target : targets(packed, address)) {
            targets.computeIfAbsent((int) target, key -> new ArrayList<>()).add(target);
        }
        Label elsewhere = new Label();
        if (!targets.isEmpty()) {
            int[] keys = targets.keySet().stream().mapToInt(Integer::intValue).toArray();
            Label[] labels = new Label[keys.length];
            for (int i = 0; i < keys.length; i++) {
                labels[i] = new Label();
            }
            to.visitVarInsn(LLOAD, PC);
            to.visitInsn(L2I);
            to.visitLookupSwitchInsn(elsewhere, keys, labels);
            for (int i = 0; i < keys.length; i++) {
                place(labels[i]);
                long target = targets.get(keys[i]).get(0);
                to.visitVarInsn(LLOAD, PC);
                constant(target);
                to.visitInsn(LCMP);
                to.visitJumpInsn(IFNE, elsewhere);
                go(address, target);
            }
        }
        place(elsewhere);
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        constant(address);
        to.visitFieldInsn(PUTFIELD, CONTEXT, "site", "J");
        push(Exit.INDIRECT);
        to.visitVarInsn(ISTORE, EXIT);
        to.visitJumpInsn(GOTO, end);
    }

    private List<Long> targets(long packed, long address) {
        List<Long> targets = new ArrayList<>();
        boolean isReturn = !Packed.isCall(packed) && (Packed.rs1(packed) == 1 || Packed.rs1(packed) == 5);
        if (isReturn) {
            targets.addAll(returns);
        }
        for (long target : source.targets(address)) {
            if (starts.containsKey(target) && !targets.contains(target)) {
                targets.add(target);
            }
        }
        return targets;
    }

    private void load(long packed, long address, long before, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        access(packed, address, before, span, isSlow ? () -> loadInFull(packed, address, before, done) : null);
        String name = switch (Packed.op(packed)) {
            case Op.LB -> "lb";
            case Op.LH -> "lh";
            case Op.LW, Op.FLW -> "lw";
            case Op.LD -> "ld";
            case Op.LBU -> "lbu";
            case Op.LHU -> "lhu";
            default -> "lwu";
        };
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, name, "([BI)J", false);
        box(packed);
        set(Packed.rd(packed));
        if (isSlow) {
            place(done);
            to.visitInsn(NOP); // so that another label may follow
        }
    }

    private void loadInFull(long packed, long address, long before, Label done) {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(LLOAD, ADDRESS);
        push(Packed.size(packed));
        to.visitVarInsn(LLOAD, ACCOUNT);
        constant(before);
        to.visitInsn(LADD);
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, "load", "(L" + CONTEXT + ";JIJ)J", false);
        to.visitVarInsn(LSTORE, ADDRESS);
        leaveIf("faulted", exitLabel(address, before, Exit.TRAP));
        afterFullAccess();
        to.visitVarInsn(LLOAD, ADDRESS);
        switch (Packed.op(packed)) {
            case Op.LB -> narrow(I2B);
            case Op.LH -> narrow(I2S);
            case Op.LW -> narrow(NOP);
            default -> box(packed);
        }
        set(Packed.rd(packed));
        to.visitJumpInsn(GOTO, done);
    }

    /** Sign-extends the value on the stack from fewer bits. */
    private void narrow(int conversion) {
        to.visitInsn(L2I);
        to.visitInsn(conversion);
        to.visitInsn(I2L);
    }

    private void box(long packed) {
        if (Packed.op(packed) == Op.FLW) {
            to.visitInsn(L2I);
            to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "box", "(I)J", false);
        }
    }

    private void store(long packed, long address, long before, long after, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        access(packed, address, before, span, isSlow ? () -> storeInFull(packed, address, before, after, done) : null);
        get(Packed.rs2(packed));
        String name = switch (Packed.op(packed)) {
            case Op.SB -> "sb";
            case Op.SH -> "sh";
            case Op.SW -> "sw";
            default -> "sd";
        };
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, name, "([BIJ)V", false);
        if (isSlow) {
            place(done);
            to.visitInsn(NOP); // so that another label may follow
        }
    }

    private void storeInFull(long packed, long address, long before, long after, Label done) {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(LLOAD, ADDRESS);
        push(Packed.size(packed));
        get(Packed.rs2(packed));
        to.visitVarInsn(LLOAD, ACCOUNT);
        constant(before);
        to.visitInsn(LADD);
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, "store", "(L" + CONTEXT + ";JIJJ)V", false);
        leaveIf("faulted", exitLabel(address, before, Exit.TRAP));
        leaveIf("changed", exitLabel(address + Packed.length(packed), after, Exit.CHANGED));
        afterFullAccess();
        to.visitJumpInsn(GOTO, done);
    }

    private void leaveIf(String field, Label exit) {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, field, "Z");
        to.visitJumpInsn(IFNE, exit);
    }

    /** The access counted itself; what was known of pages holds no more. */
    private void afterFullAccess() {
        addToAccount(-1);
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, "ram", "[B");
        to.visitVarInsn(ASTORE, RAM);
        for (int page : caches.values()) {
            constant(-1);
            to.visitVarInsn(LSTORE, page);
        }
    }

    /**
     * Leaves RAM and the index of the load or store on the stack.
     *
     * @param inFull writes what is done without a short cut; null if the region is left for that
     */
    private void access(long packed, long address, long before, Span span, @Nullable Runnable inFull) {
        int page = caches.get(Span.key(packed));
        int bias = page + 2;
        if (span.first() == address) {
            check(packed, address, before, span, inFull);
        }
        to.visitVarInsn(ALOAD, RAM);
        get(Packed.rs1(packed));
        to.visitInsn(L2I);
        if (Packed.immediate(packed) != 0) {
            push((int) Packed.immediate(packed));
            to.visitInsn(IADD);
        }
        to.visitVarInsn(ILOAD, bias);
        to.visitInsn(IADD);
    }

    /** Finds out where the page of a span is, which no access of it may leave. */
    private void check(long packed, long address, long before, Span span, @Nullable Runnable inFull) {
        int page = caches.get(Span.key(packed));
        int bias = page + 2;
        int size = span.size();
        Label refill = new Label();
        Label hit = new Label();
        get(Packed.rs1(packed));
        if (span.least() != 0) {
            constant(span.least());
            to.visitInsn(LADD);
        }
        to.visitVarInsn(LSTORE, ADDRESS);
        to.visitVarInsn(LLOAD, ADDRESS);
        push(PhysicalMemory.FRAME_SHIFT);
        to.visitInsn(LUSHR);
        to.visitVarInsn(LLOAD, page);
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFNE, refill);
        if (size > 1) {
            to.visitVarInsn(LLOAD, ADDRESS);
            to.visitInsn(L2I);
            push(PhysicalMemory.FRAME_SIZE - 1);
            to.visitInsn(IAND);
            push(PhysicalMemory.FRAME_SIZE - size);
            to.visitJumpInsn(IF_ICMPGT, refill);
        }
        place(hit);
        late.add(() -> {
            place(refill);
            to.visitVarInsn(ALOAD, THIS_CONTEXT);
            to.visitVarInsn(LLOAD, ADDRESS);
            push(size);
            to.visitMethodInsn(
                    INVOKESTATIC,
                    CONTEXT,
                    Packed.isStore(packed) ? "writeBase" : "readBase",
                    "(L" + CONTEXT + ";JI)I",
                    false);
            to.visitInsn(DUP);
            to.visitVarInsn(ISTORE, BASE);
            Label none = inFull == null ? exitLabel(address, before, Exit.ACCESS) : new Label();
            to.visitJumpInsn(IFLT, none);
            to.visitVarInsn(ILOAD, BASE);
            to.visitVarInsn(LLOAD, ADDRESS);
            to.visitInsn(L2I);
            push(-PhysicalMemory.FRAME_SIZE);
            to.visitInsn(IAND);
            to.visitInsn(ISUB);
            to.visitVarInsn(ISTORE, bias);
            to.visitVarInsn(LLOAD, ADDRESS);
            push(PhysicalMemory.FRAME_SHIFT);
            to.visitInsn(LUSHR);
            to.visitVarInsn(LSTORE, page);
            to.visitJumpInsn(GOTO, hit);
            if (inFull != null) {
                place(none);
                inFull.run();
            }
        });
    }

    private Label exitLabel(long pc, long account, int exit) {
        return exits.computeIfAbsent(new ExitPoint(pc, account, exit), point -> new Label());
    }

    private void get(int register) {
        if (register == 0) {
            to.visitInsn(LCONST_0);
        } else {
            to.visitVarInsn(LLOAD, registers[register]);
        }
    }

    /** Pops a value into a register; x0 is not changed. */
    private void set(int register) {
        if (register == Decoder.SINK) {
            to.visitInsn(POP2);
        } else {
            to.visitVarInsn(LSTORE, registers[register]);
        }
    }

    private void constant(long value) {
        if (value == 0 || value == 1) {
            to.visitInsn(value == 0 ? LCONST_0 : LCONST_1);
        } else if (value == (short) value) {
            push((int) value);
            to.visitInsn(I2L);
        } else {
            to.visitLdcInsn(value);
        }
    }

    private void push(int value) {
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
