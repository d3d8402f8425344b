package pagoda.cpu.translator;

import static org.objectweb.asm.Opcodes.*;
import static pagoda.cpu.translator.RegionMethod.CONTEXT;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/** Writes a region's instructions that compute, of registers and of their own address, and those that compare. */
final class ComputationWriter {
    private final RegionMethod method;
    private final MethodVisitor to;

    ComputationWriter(RegionMethod method) {
        this.method = method;
        this.to = method.to;
    }

    /** Writes the instruction at an address: one that neither jumps nor accesses memory. */
    void write(long packed, long address) {
        switch (Packed.op(packed)) {
            case Op.LUI -> method.set(Packed.rd(packed), Packed.immediate(packed));
            case Op.AUIPC -> method.set(Packed.rd(packed), address + Packed.immediate(packed));
            case Op.FENCE, Op.FENCE_TSO -> {}
            default -> compute(packed);
        }
    }

    /** Writes a branch: a jump to the label if it is taken. */
    void branch(long packed, Label taken) {
        int one = Packed.rs1(packed);
        int other = Packed.rs2(packed);
        boolean unsigned = isUnsigned(packed);
        int jump = comparison(packed);
        if (method.isWord(one) && method.isWord(other)) {
            compareWord(one, unsigned);
            if (other == 0 && !unsigned) {
                to.visitJumpInsn(jump, taken);
            } else {
                compareWord(other, unsigned);
                to.visitJumpInsn(jump + IF_ICMPEQ - IFEQ, taken);
            }
            return;
        }
        compareLong(one, unsigned);
        compareLong(other, unsigned);
        to.visitInsn(LCMP);
        to.visitJumpInsn(jump, taken);
    }

    /** Writes a branch as {@link RegionMethod#jumpHoweverRarely}. */
    void branchHoweverRarely(long packed, Label taken) {
        compareLong(Packed.rs1(packed), isUnsigned(packed));
        compareLong(Packed.rs2(packed), isUnsigned(packed));
        method.jumpHoweverRarely(comparison(packed), taken);
    }

    private static boolean isUnsigned(long packed) {
        return Packed.op(packed) == Op.BLTU || Packed.op(packed) == Op.BGEU;
    }

    private static int comparison(long packed) {
        return switch (Packed.op(packed)) {
            case Op.BEQ -> IFEQ;
            case Op.BNE -> IFNE;
            case Op.BLT, Op.BLTU -> IFLT;
            default -> IFGE;
        };
    }

    private void compareWord(int register, boolean unsigned) {
        method.getWord(register);
        if (unsigned) {
            method.push(Integer.MIN_VALUE);
            to.visitInsn(IADD);
        }
    }

    private void compareLong(int register, boolean unsigned) {
        method.get(register);
        if (unsigned) {
            method.constant(Long.MIN_VALUE);
            to.visitInsn(LADD);
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
                method.set(Packed.rd(packed), Packed.immediate(packed));
            } else if (method.isWord(Packed.rs1(packed))) {
                method.getWord(Packed.rs1(packed));
                method.setWord(Packed.rd(packed));
            } else {
                method.get(Packed.rs1(packed));
                method.set(Packed.rd(packed));
            }
            return;
        }
        int form = Computation.registerForm(Packed.op(packed));
        boolean words =
                method.isWord(Packed.rs1(packed)) && (computation.immediate() || method.isWord(Packed.rs2(packed)));
        HostInstruction host = words ? HostInstruction.ofWords(form) : null;
        if (host == null) {
            host = HostInstruction.of(form);
        }
        if (host != null) {
            compute(packed, host, computation.immediate());
            return;
        }
        boolean single = computation.from() == 'I';
        int[] sources = {Packed.rs1(packed), Packed.rs2(packed), Packed.rs3(packed)};
        for (int i = 0; i < computation.sources(); i++) {
            method.get(sources[i]);
            if (single) {
                to.visitMethodInsn(INVOKESTATIC, "pagoda/cpu/fp/F32", "unbox", "(J)I", false);
            }
        }
        if (computation.immediate()) {
            method.constant(Packed.immediate(packed));
        }
        if (computation.rounds()) {
            method.push(Translatable.roundsDynamically(packed) ? 0 : Packed.roundingMode(packed));
        }
        if (computation.raises()) {
            method.context();
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
        method.set(Packed.rd(packed));
    }

    private void compute(long packed, HostInstruction host, boolean immediate) {
        if (host.word()) {
            method.getWord(Packed.rs1(packed));
        } else {
            method.get(Packed.rs1(packed));
        }
        if (immediate && host.shift()) {
            method.push((int) Packed.immediate(packed));
        } else if (immediate) {
            method.constant(Packed.immediate(packed));
        } else if (host.shift()) {
            method.getWord(Packed.rs2(packed));
        } else {
            method.get(Packed.rs2(packed));
        }
        to.visitInsn(host.opcode());
        if (host.word()) {
            method.setWord(Packed.rd(packed));
        } else {
            method.set(Packed.rd(packed));
        }
    }
}
