package pagoda.cpu.translator;

import pagoda.cpu.fp.Fcsr;
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/** Which instructions are translated: those that compute, load, store, branch or jump. The rest is the interpreter's. */
final class Translatable {
    private Translatable() {}

    static boolean isTranslated(long packed) {
        int op = Packed.op(packed);
        if (op == Op.UNDECODED) {
            return false;
        }
        if (op >= Op.FMADD_S && op <= Op.FMV_D_X) {
            int rm = Packed.roundingMode(packed);
            return rm <= Fcsr.RMM || rm == Fcsr.DYN;
        }
        return op <= Op.JALR
                || op == Op.FENCE
                || op == Op.FENCE_TSO
                || Packed.isBranch(packed)
                || Packed.isLoad(packed)
                || Packed.isStore(packed)
                || Computation.of(op) != null;
    }

    /** Whether the instruction, which is translated, writes a register other than x0. */
    static boolean writes(long packed) {
        int op = Packed.op(packed);
        return Packed.rd(packed) != Decoder.SINK
                && (op <= Op.JALR || Packed.isLoad(packed) || Computation.of(op) != null);
    }

    /** The registers that the instruction, which is translated, may read. */
    static int[] sources(long packed) {
        Computation computation = Computation.of(Packed.op(packed));
        return computation != null && computation.sources() == 3
                ? new int[] {Packed.rs1(packed), Packed.rs2(packed), Packed.rs3(packed)}
                : new int[] {Packed.rs1(packed), Packed.rs2(packed)};
    }

    /** Whether the instruction rounds as frm says: it is translated for round-to-nearest. */
    static boolean roundsDynamically(long packed) {
        int op = Packed.op(packed);
        return op >= Op.FMADD_S && op <= Op.FMV_D_X && Packed.roundingMode(packed) == Fcsr.DYN;
    }
}
