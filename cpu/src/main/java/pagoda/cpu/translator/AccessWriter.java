package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import pagoda.cpu.isa.Op;

/**
 * Writes a region's loads and stores. Each keeps the page that it was on last and where that lies in RAM, which holds as long as
 * the engine's short cuts do. An access without a short cut ends the execution before its instruction: a call that makes it
 * would have the host's compiler keep registers in memory all around.
 */
final class AccessWriter {
    private final RegionMethod method;
    private final MethodVisitor to;
    private int sites;

    AccessWriter(RegionMethod method) {
        this.method = method;
        this.to = method.to;
    }

    /** How many places have been written that keep a page: see {@link Sites}. */
    int sites() {
        return sites;
    }

    /**
     * Writes a load.
     *
     * @param before what is to be counted if it is not executed
     * @param exit why the region is left if it has no short cut
     */
    void load(long packed, long address, Count before, Span span, int exit) {
        index(packed, address, before, span, exit);
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
        if (Packed.op(packed) == Op.FLW) {
            to.visitInsn(L2I);
            to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "box", "(I)J", false);
        }
        method.set(Packed.rd(packed));
    }

    /**
     * Writes a store.
     *
     * @param before what is to be counted if it is not executed
     * @param exit why the region is left if it has no short cut
     */
    void store(long packed, long address, Count before, Span span, int exit) {
        index(packed, address, before, span, exit);
        method.get(Packed.rs2(packed));
        String name = switch (Packed.op(packed)) {
            case Op.SB -> "sb";
            case Op.SH -> "sh";
            case Op.SW -> "sw";
            default -> "sd";
        };
        to.visitMethodInsn(INVOKESTATIC, CONTEXT, name, "([BIJ)V", false);
    }

    /** Leaves RAM and the index of the load or store on the stack. */
    private void index(long packed, long address, Count before, Span span, int exit) {
        int index = method.index(Span.key(packed));
        if (span.first() == address) {
            find(packed, address, before, span, exit);
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
    private void find(long packed, long address, Count before, Span span, int exit) {
        int index = method.index(Span.key(packed));
        int site = Sites.FIELDS * sites++;
        Label refill = new Label();
        Label found = new Label();
        Label leave = method.exitLabel(address, before, exit);
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
            String name = Packed.isStore(packed) ? "findForStore" : "findForLoad";
            to.visitMethodInsn(INVOKESTATIC, CONTEXT, name, "(L" + CONTEXT + ";[JIJI)I", false);
            to.visitVarInsn(ISTORE, index);
            to.visitVarInsn(ILOAD, index);
            to.visitJumpInsn(IFLT, leave);
            to.visitJumpInsn(GOTO, found);
        });
    }
}
