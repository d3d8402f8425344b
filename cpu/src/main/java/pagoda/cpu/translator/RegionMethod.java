package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Decoder;

/**
 * The method of a region while it is written: its local variables, the ways out of it, its beginning and end. All local variables
 * have their types from the beginning on, and the stack is empty wherever a jump goes, so that one frame describes each label.
 */
final class RegionMethod {
    static final String CONTEXT = "pagoda/cpu/translator/Context";
    private static final String CODE = "pagoda/cpu/translator/Code";
    private static final String REGION = "pagoda/cpu/translator/Translated";

    // Local variables; those of the guest's registers and of pages stand behind them.
    static final int THIS_CONTEXT = 1;
    static final int ACCOUNT = 2;
    static final int RAM = 4;
    /** The address at which the region is left. */
    static final int PC = 5;
    /** Why: one of {@link Exit}. */
    static final int EXIT = 7;
    /** The address of a load or store, or what was loaded in full. */
    static final int ADDRESS = 8;
    /** Where in RAM its page begins. */
    static final int BASE = 10;
    /** {@link Context#pages}. */
    static final int PAGES = 11;
    /** {@link Context#floor}. */
    static final int FLOOR = 12;

    private static final int FIRST_FREE = 14;

    /** What the method's instructions are given to. */
    final MethodVisitor to;

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final int[] registers = new int[Decoder.SINK];
    private final int[] lastPages = new int[2 * Decoder.FLOAT];
    private final BitSet used = new BitSet();
    private final BitSet written = new BitSet();
    private final Set<Integer> accesses = new TreeSet<>();
    private final Map<ExitPoint, Label> exits = new LinkedHashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Label end = new Label();
    private final Label behind = new Label();
    private boolean framed;

    private record ExitPoint(long pc, long account, int exit) {}

    RegionMethod(List<Block> blocks) {
        writer.visit(V17, ACC_FINAL | ACC_SUPER, REGION, null, CODE, null);
        constructor();
        to = writer.visitMethod(0, "execute", "(L" + CONTEXT + ";J)J", null, null);
        to.visitCode();
        for (Block block : blocks) {
            for (long packed : block.instructions()) {
                note(packed);
            }
        }
        int next = FIRST_FREE;
        for (int register = used.nextSetBit(1); register >= 0; register = used.nextSetBit(register + 1)) {
            registers[register] = next;
            next += 2;
        }
        for (int key : accesses) {
            lastPages[key] = next;
            next += 3;
        }
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

    private void note(long packed) {
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

    /** Loads what the region works on, and jumps to its first block. */
    void begin(Label first) {
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
        for (int key : accesses) {
            int local = lastPages[key];
            constant(-1);
            to.visitVarInsn(LSTORE, local);
            to.visitInsn(ICONST_0);
            to.visitVarInsn(ISTORE, local + 2);
        }
        to.visitJumpInsn(GOTO, first);
    }

    /** Ends the method, and gives the class file. */
    byte[] finish() {
        late.forEach(Runnable::run);
        exits.forEach(this::exit);
        epilogue();
        to.visitMaxs(0, 0);
        to.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
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

    /** Puts a label here. Two may not stand at one place. */
    void place(Label label) {
        to.visitLabel(label);
        if (framed) {
            to.visitFrame(F_SAME, 0, null, 0, null);
            return;
        }
        framed = true;
        List<Object> types =
                new ArrayList<>(List.of(REGION, CONTEXT, LONG, "[B", LONG, INTEGER, LONG, INTEGER, INTEGER, LONG));
        for (int i = used.cardinality() - (used.get(0) ? 1 : 0); i > 0; i--) {
            types.add(LONG);
        }
        for (int i = accesses.size(); i > 0; i--) {
            types.add(LONG);
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

    /** Where to jump in order to leave the region before the instruction at {@code pc}, with this added to the account. */
    Label exitLabel(long pc, long account, int exit) {
        return exits.computeIfAbsent(new ExitPoint(pc, account, exit), point -> new Label());
    }

    /** The local variable of the page that was last accessed, and two behind it the one of what leads from its addresses to RAM. */
    int lastPage(int key) {
        return lastPages[key];
    }

    /** Forgets which pages were last accessed. */
    void forgetPages() {
        for (int key : accesses) {
            constant(-1);
            to.visitVarInsn(LSTORE, lastPages[key]);
        }
    }

    void addToAccount(long change) {
        to.visitVarInsn(LLOAD, ACCOUNT);
        constant(change);
        to.visitInsn(LADD);
        to.visitVarInsn(LSTORE, ACCOUNT);
    }

    /** Pushes a register. */
    void get(int register) {
        if (register == 0) {
            to.visitInsn(LCONST_0);
        } else {
            to.visitVarInsn(LLOAD, registers[register]);
        }
    }

    /** Pops a value into a register; x0 is not changed. */
    void set(int register) {
        if (register == Decoder.SINK) {
            to.visitInsn(POP2);
        } else {
            to.visitVarInsn(LSTORE, registers[register]);
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
