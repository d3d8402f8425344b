package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Op;

/**
 * Writes a region's loads and stores. Each keeps the page that it was on last and where that lies in RAM, which holds as long as
 * the engine's short cuts do. An access without a short cut ends the execution before its instruction, or, where that is
 * frequent, is done in full.
 */
final class AccessWriter {
    private final RegionMethod method;
    private final MethodVisitor to;
    private final Explorer.Source source;
    private int sites;

    AccessWriter(RegionMethod method, Explorer.Source source) {
        this.method = method;
        this.to = method.to;
        this.source = source;
    }

    /** How many places have been written that keep a page: see {@link Sites}. */
    int sites() {
        return sites;
    }

    /**
     * Writes a load.
     *
     * @param before what is to be counted if it is not executed
     * @param after what is to be counted if it is the last instruction that is, and has counted itself
     */
    void load(long packed, long address, Count before, Count after, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        Runnable inFull = isSlow ? loadInFull(packed, address, before, after, done) : null;
        access(packed, address, before, span, inFull);
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
        method.set(Packed.rd(packed));
        if (isSlow) {
            method.place(done);
            to.visitInsn(NOP); // so that another label may follow
        }
    }

    private Runnable loadInFull(long packed, long address, Count before, Count after, Label done) {
        Label faulted = method.exitLabel(address, before, Exit.TRAP);
        // Its walk may have marked an entry of a table that is executed as code.
        Label changed = method.exitLabel(address + Packed.length(packed), after, Exit.CHANGED, Packed.rd(packed));
        return () -> {
            method.context();
            to.visitVarInsn(LLOAD, ADDRESS);
            method.push(Packed.size(packed));
            to.visitVarInsn(ILOAD, BUDGET);
            method.push(-before.instructions());
            to.visitInsn(IADD);
            to.visitMethodInsn(INVOKESTATIC, CONTEXT, "load", "(L" + CONTEXT + ";JII)J", false);
            to.visitVarInsn(LSTORE, ADDRESS);
            leaveIf("faulted", faulted);
            to.visitVarInsn(LLOAD, ADDRESS);
            switch (Packed.op(packed)) {
                case Op.LB -> narrow(I2B);
                case Op.LH -> narrow(I2S);
                case Op.LW -> narrow(NOP);
                default -> box(packed);
            }
            method.setKept(Packed.rd(packed));
            leaveIf("changed", changed);
            afterFullAccess();
            to.visitJumpInsn(GOTO, done);
        };
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

    /**
     * Writes a store.
     *
     * @param before what is to be counted if it is not executed
     * @param after what is to be counted if it is the last instruction that is, and has counted itself
     */
    void store(long packed, long address, Count before, Count after, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        method.keep(Packed.rs2(packed));
        Runnable inFull = isSlow ? storeInFull(packed, address, before, after, done) : null;
        access(packed, address, before, span, inFull);
        method.get(Packed.rs2(packed));
        String name = switch (Packed.op(packed)) {
            case Op.SB -> "sb";
            case Op.SH -> "sh";
            case Op.SW -> "sw";
            default -> "sd";
        };
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, name, "([BIJ)V", false);
        if (isSlow) {
            method.place(done);
            to.visitInsn(NOP); // so that another label may follow
        }
    }

    private Runnable storeInFull(long packed, long address, Count before, Count after, Label done) {
        Label faulted = method.exitLabel(address, before, Exit.TRAP);
        Label changed = method.exitLabel(address + Packed.length(packed), after, Exit.CHANGED);
        return () -> {
            method.context();
            to.visitVarInsn(LLOAD, ADDRESS);
            method.push(Packed.size(packed));
            method.getKept(Packed.rs2(packed));
            to.visitVarInsn(ILOAD, BUDGET);
            method.push(-before.instructions());
            to.visitInsn(IADD);
            to.visitMethodInsn(INVOKESTATIC, CONTEXT, "store", "(L" + CONTEXT + ";JIJI)V", false);
            leaveIf("faulted", faulted);
            leaveIf("changed", changed);
            afterFullAccess();
            to.visitJumpInsn(GOTO, done);
        };
    }

    private void leaveIf(String field, Label exit) {
        method.context();
        to.visitFieldInsn(GETFIELD, CONTEXT, field, "Z");
        to.visitJumpInsn(IFNE, exit);
    }

    /** The access counted itself, and RAM may have grown. */
    private void afterFullAccess() {
        method.count(new Count(0, -1));
        method.loadRam();
    }

    /**
     * Leaves RAM and the index of the load or store on the stack.
     *
     * @param inFull writes what is done without a short cut; null if the region is left for that
     */
    private void access(long packed, long address, Count before, Span span, @Nullable Runnable inFull) {
        int index = method.index(Span.key(packed));
        if (span.first() == address) {
            find(packed, address, before, span, inFull);
        }
        to.visitVarInsn(ALOAD, RAM);
        to.visitVarInsn(ILOAD, index);
        int offset = (int) (Packed.immediate(packed) - span.least());
        if (offset != 0) {
            method.push(offset);
            to.visitInsn(IADD);
        }
    }

    /** Finds out where in RAM a span begins, no access of which may leave its page. */
    private void find(long packed, long address, Count before, Span span, @Nullable Runnable inFull) {
        int index = method.index(Span.key(packed));
        int site = Sites.FIELDS * sites++;
        Label refill = new Label();
        Label found = new Label();
        Label none = inFull == null ? method.exitLabel(address, before, Exit.ACCESS) : new Label();
        method.get(Packed.rs1(packed));
        if (span.least() != 0) {
            method.constant(span.least());
            to.visitInsn(LADD);
        }
        to.visitVarInsn(LSTORE, ADDRESS);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.site(site + Sites.START);
        to.visitInsn(LSUB);
        to.visitVarInsn(LSTORE, DISTANCE);
        to.visitVarInsn(LLOAD, DISTANCE);
        method.site(site + Sites.LIMIT);
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFGE, refill);
        to.visitVarInsn(LLOAD, DISTANCE);
        method.site(site + Sites.BASE);
        to.visitInsn(LADD);
        to.visitInsn(L2I);
        to.visitVarInsn(ISTORE, index);
        method.place(found);
        method.later(() -> {
            method.place(refill);
            method.context();
            method.sites();
            method.push(site);
            to.visitVarInsn(LLOAD, ADDRESS);
            method.push(span.size());
            to.visitMethodInsn(
                    INVOKESTATIC,
                    CONTEXT,
                    Packed.isStore(packed) ? "findForStore" : "findForLoad",
                    "(L" + CONTEXT + ";[JIJI)I",
                    false);
            to.visitVarInsn(ISTORE, index);
            to.visitVarInsn(ILOAD, index);
            to.visitJumpInsn(IFLT, none);
            to.visitJumpInsn(GOTO, found);
            if (inFull != null) {
                method.place(none);
                inFull.run();
            }
        });
    }
}
