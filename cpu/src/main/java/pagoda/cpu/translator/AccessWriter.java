package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Op;
import pagoda.cpu.memory.PhysicalMemory;

/**
 * Writes a region's loads and stores. For each base register they keep the page that the last of them was on and where it lies
 * in RAM, which holds as long as no translation changes: while a region is executed, only what is done in full changes any. An
 * access without a short cut ends the execution before its instruction, or, where that is frequent, is done in full.
 */
final class AccessWriter {
    private final RegionMethod method;
    private final MethodVisitor to;
    private final Explorer.Source source;

    AccessWriter(RegionMethod method, Explorer.Source source) {
        this.method = method;
        this.to = method.to;
        this.source = source;
    }

    /**
     * Writes a load.
     *
     * @param before what is to be added to the account if it is not executed
     * @param after what is to be added if it is the last instruction that is, and has counted itself
     */
    void load(long packed, long address, long before, long after, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        access(packed, address, before, span, isSlow ? () -> loadInFull(packed, address, before, after, done) : null);
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

    private void loadInFull(long packed, long address, long before, long after, Label done) {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.push(Packed.size(packed));
        to.visitVarInsn(LLOAD, ACCOUNT);
        method.constant(before);
        to.visitInsn(LADD);
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, "load", "(L" + CONTEXT + ";JIJ)J", false);
        to.visitVarInsn(LSTORE, ADDRESS);
        leaveIf("faulted", method.exitLabel(address, before, Exit.TRAP));
        to.visitVarInsn(LLOAD, ADDRESS);
        switch (Packed.op(packed)) {
            case Op.LB -> narrow(I2B);
            case Op.LH -> narrow(I2S);
            case Op.LW -> narrow(NOP);
            default -> box(packed);
        }
        method.set(Packed.rd(packed));
        // Its walk may have marked an entry of a table that is executed as code.
        leaveIf("changed", method.exitLabel(address + Packed.length(packed), after, Exit.CHANGED));
        afterFullAccess();
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

    /**
     * Writes a store.
     *
     * @param before what is to be added to the account if it is not executed
     * @param after what is to be added if it is the last instruction that is, and has counted itself
     */
    void store(long packed, long address, long before, long after, Span span) {
        Label done = new Label();
        boolean isSlow = source.isSlow(address);
        access(packed, address, before, span, isSlow ? () -> storeInFull(packed, address, before, after, done) : null);
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

    private void storeInFull(long packed, long address, long before, long after, Label done) {
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.push(Packed.size(packed));
        method.get(Packed.rs2(packed));
        to.visitVarInsn(LLOAD, ACCOUNT);
        method.constant(before);
        to.visitInsn(LADD);
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, "store", "(L" + CONTEXT + ";JIJJ)V", false);
        leaveIf("faulted", method.exitLabel(address, before, Exit.TRAP));
        leaveIf("changed", method.exitLabel(address + Packed.length(packed), after, Exit.CHANGED));
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
        method.addToAccount(-1);
        to.visitVarInsn(ALOAD, THIS_CONTEXT);
        to.visitFieldInsn(GETFIELD, CONTEXT, "ram", "[B");
        to.visitVarInsn(ASTORE, RAM);
        method.forgetPages();
    }

    /**
     * Leaves RAM and the index of the load or store on the stack.
     *
     * @param inFull writes what is done without a short cut; null if the region is left for that
     */
    private void access(long packed, long address, long before, Span span, @Nullable Runnable inFull) {
        int bias = method.lastPage(Span.key(packed)) + 2;
        if (span.first() == address) {
            check(packed, address, before, span, inFull);
        }
        to.visitVarInsn(ALOAD, RAM);
        method.get(Packed.rs1(packed));
        to.visitInsn(L2I);
        if (Packed.immediate(packed) != 0) {
            method.push((int) Packed.immediate(packed));
            to.visitInsn(IADD);
        }
        to.visitVarInsn(ILOAD, bias);
        to.visitInsn(IADD);
    }

    /** Finds out where the page of a span is, which no access of it may leave. */
    private void check(long packed, long address, long before, Span span, @Nullable Runnable inFull) {
        int page = method.lastPage(Span.key(packed));
        int bias = page + 2;
        int size = span.size();
        Label refill = new Label();
        Label hit = new Label();
        method.get(Packed.rs1(packed));
        if (span.least() != 0) {
            method.constant(span.least());
            to.visitInsn(LADD);
        }
        to.visitVarInsn(LSTORE, ADDRESS);
        to.visitVarInsn(LLOAD, ADDRESS);
        method.push(PhysicalMemory.FRAME_SHIFT);
        to.visitInsn(LUSHR);
        to.visitVarInsn(LLOAD, page);
        to.visitInsn(LCMP);
        to.visitJumpInsn(IFNE, refill);
        if (size > 1) {
            to.visitVarInsn(LLOAD, ADDRESS);
            to.visitInsn(L2I);
            method.push(PhysicalMemory.FRAME_SIZE - 1);
            to.visitInsn(IAND);
            method.push(PhysicalMemory.FRAME_SIZE - size);
            to.visitJumpInsn(IF_ICMPGT, refill);
        }
        method.place(hit);
        method.later(() -> {
            method.place(refill);
            to.visitVarInsn(ALOAD, THIS_CONTEXT);
            to.visitVarInsn(LLOAD, ADDRESS);
            method.push(size);
            to.visitMethodInsn(
                    INVOKESTATIC,
                    CONTEXT,
                    Packed.isStore(packed) ? "writeBase" : "readBase",
                    "(L" + CONTEXT + ";JI)I",
                    false);
            to.visitInsn(DUP);
            to.visitVarInsn(ISTORE, BASE);
            Label none = inFull == null ? method.exitLabel(address, before, Exit.ACCESS) : new Label();
            to.visitJumpInsn(IFLT, none);
            to.visitVarInsn(ILOAD, BASE);
            to.visitVarInsn(LLOAD, ADDRESS);
            to.visitInsn(L2I);
            method.push(-PhysicalMemory.FRAME_SIZE);
            to.visitInsn(IAND);
            to.visitInsn(ISUB);
            to.visitVarInsn(ISTORE, bias);
            to.visitVarInsn(LLOAD, ADDRESS);
            method.push(PhysicalMemory.FRAME_SHIFT);
            to.visitInsn(LUSHR);
            to.visitVarInsn(LSTORE, page);
            to.visitJumpInsn(GOTO, hit);
            if (inFull != null) {
                method.place(none);
                inFull.run();
            }
        });
    }
}
