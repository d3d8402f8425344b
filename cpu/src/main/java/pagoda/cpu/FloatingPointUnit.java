package pagoda.cpu;

import pagoda.cpu.fp.F32;
import pagoda.cpu.fp.F64;
import pagoda.cpu.fp.Fcsr;
import pagoda.cpu.fp.Moves;
import pagoda.cpu.isa.Op;
import pagoda.cpu.isa.Packed;

/**
 * Executes the instructions of F and D that compute or move (RISC-V unprivileged manual, chapters "F" and "D"): takes their
 * operands out of the packed instruction and the register file, and leaves the arithmetic to {@link F32} and {@link F64}.
 */
final class FloatingPointUnit {
    private FloatingPointUnit() {}

    /**
     * Executes a packed instruction.
     *
     * @param x the register file: f0 to f31 stand behind x0 to x31
     * @return whether it is legal: its rounding mode is one of the five, or the dynamic one while {@code frm} holds one of them
     */
    static boolean execute(long packed, long[] x, Fcsr fcsr) {
        int op = Packed.op(packed);
        long a = x[Packed.rs1(packed)];
        long b = x[Packed.rs2(packed)];
        long c = x[Packed.rs3(packed)];
        int rm = Packed.roundingMode(packed);
        if (rm == Fcsr.DYN) {
            rm = fcsr.frm();
        }
        if (rm > Fcsr.RMM) {
            return false;
        }
        x[Packed.rd(packed)] = op >= Op.FMADD_D ? doubles(op, a, b, c, rm, fcsr) : singles(op, a, b, c, rm, fcsr);
        return true;
    }

    private static long doubles(int op, long a, long b, long c, int rm, Fcsr fcsr) {
        return switch (op) {
            case Op.FMADD_D -> F64.fma(a, b, c, rm, fcsr);
            case Op.FMSUB_D -> F64.msub(a, b, c, rm, fcsr);
            case Op.FNMSUB_D -> F64.nmsub(a, b, c, rm, fcsr);
            case Op.FNMADD_D -> F64.nmadd(a, b, c, rm, fcsr);
            case Op.FADD_D -> F64.add(a, b, rm, fcsr);
            case Op.FSUB_D -> F64.sub(a, b, rm, fcsr);
            case Op.FMUL_D -> F64.mul(a, b, rm, fcsr);
            case Op.FDIV_D -> F64.div(a, b, rm, fcsr);
            case Op.FSQRT_D -> F64.sqrt(a, rm, fcsr);
            case Op.FSGNJ_D -> F64.sgnj(a, b);
            case Op.FSGNJN_D -> F64.sgnjn(a, b);
            case Op.FSGNJX_D -> F64.sgnjx(a, b);
            case Op.FMIN_D -> F64.min(a, b, fcsr);
            case Op.FMAX_D -> F64.max(a, b, fcsr);
            case Op.FEQ_D -> F64.eq(a, b, fcsr);
            case Op.FLT_D -> F64.lt(a, b, fcsr);
            case Op.FLE_D -> F64.le(a, b, fcsr);
            case Op.FCLASS_D -> F64.classify(a);
            case Op.FCVT_W_D -> F64.toInt32(a, rm, fcsr);
            case Op.FCVT_WU_D -> F64.toUint32(a, rm, fcsr);
            case Op.FCVT_L_D -> F64.toInt64(a, rm, fcsr);
            case Op.FCVT_LU_D -> F64.toUint64(a, rm, fcsr);
            case Op.FCVT_D_W -> F64.fromInt32(a, rm, fcsr);
            case Op.FCVT_D_WU -> F64.fromUint32(a, rm, fcsr);
            case Op.FCVT_D_L -> F64.fromInt64(a, rm, fcsr);
            case Op.FCVT_D_LU -> F64.fromUint64(a, rm, fcsr);
            case Op.FCVT_S_D -> F32.box(F32.fromF64(a, rm, fcsr));
            case Op.FCVT_D_S -> F64.fromF32(F32.unbox(a), fcsr);
            case Op.FMV_X_D, Op.FMV_D_X -> Moves.whole(a);
            default -> throw new IllegalArgumentException("no instruction of D: " + op);
        };
    }

    private static long singles(int op, long first, long second, long third, int rm, Fcsr fcsr) {
        int a = F32.unbox(first);
        int b = F32.unbox(second);
        return switch (op) {
            case Op.FMADD_S -> F32.box(F32.fma(a, b, F32.unbox(third), rm, fcsr));
            case Op.FMSUB_S -> F32.box(F32.msub(a, b, F32.unbox(third), rm, fcsr));
            case Op.FNMSUB_S -> F32.box(F32.nmsub(a, b, F32.unbox(third), rm, fcsr));
            case Op.FNMADD_S -> F32.box(F32.nmadd(a, b, F32.unbox(third), rm, fcsr));
            case Op.FADD_S -> F32.box(F32.add(a, b, rm, fcsr));
            case Op.FSUB_S -> F32.box(F32.sub(a, b, rm, fcsr));
            case Op.FMUL_S -> F32.box(F32.mul(a, b, rm, fcsr));
            case Op.FDIV_S -> F32.box(F32.div(a, b, rm, fcsr));
            case Op.FSQRT_S -> F32.box(F32.sqrt(a, rm, fcsr));
            case Op.FSGNJ_S -> F32.box(F32.sgnj(a, b));
            case Op.FSGNJN_S -> F32.box(F32.sgnjn(a, b));
            case Op.FSGNJX_S -> F32.box(F32.sgnjx(a, b));
            case Op.FMIN_S -> F32.box(F32.min(a, b, fcsr));
            case Op.FMAX_S -> F32.box(F32.max(a, b, fcsr));
            case Op.FEQ_S -> F32.eq(a, b, fcsr);
            case Op.FLT_S -> F32.lt(a, b, fcsr);
            case Op.FLE_S -> F32.le(a, b, fcsr);
            case Op.FCLASS_S -> F32.classify(a);
            case Op.FCVT_W_S -> F32.toInt32(a, rm, fcsr);
            case Op.FCVT_WU_S -> F32.toUint32(a, rm, fcsr);
            case Op.FCVT_L_S -> F32.toInt64(a, rm, fcsr);
            case Op.FCVT_LU_S -> F32.toUint64(a, rm, fcsr);
            case Op.FCVT_S_W -> F32.box(F32.fromInt32(first, rm, fcsr));
            case Op.FCVT_S_WU -> F32.box(F32.fromUint32(first, rm, fcsr));
            case Op.FCVT_S_L -> F32.box(F32.fromInt64(first, rm, fcsr));
            case Op.FCVT_S_LU -> F32.box(F32.fromUint64(first, rm, fcsr));
            case Op.FMV_X_W -> Moves.word(first);
            case Op.FMV_W_X -> Moves.box(first);
            default -> throw new IllegalArgumentException("no instruction of F: " + op);
        };
    }
}
