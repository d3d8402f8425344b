package pagoda.tests.cpu;

import static pagoda.tests.cpu.FloatingPointOperands.Kind.DOUBLE;
import static pagoda.tests.cpu.FloatingPointOperands.Kind.INTEGER;
import static pagoda.tests.cpu.FloatingPointOperands.Kind.SINGLE;

import java.util.Locale;
import pagoda.cpu.fp.F32;
import pagoda.cpu.fp.F64;
import pagoda.cpu.fp.Fcsr;

/** The computing instructions of F and D, what their operands are, and how {@link F32} and {@link F64} compute them. */
enum FloatingPointInstruction {
    FADD_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.add(a, b, rm, fcsr)),
    FSUB_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.sub(a, b, rm, fcsr)),
    FMUL_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.mul(a, b, rm, fcsr)),
    FDIV_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.div(a, b, rm, fcsr)),
    FSQRT_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.sqrt(a, rm, fcsr)),
    FMADD_D(DOUBLE, F64::fma),
    FMSUB_D(DOUBLE, F64::msub),
    FNMSUB_D(DOUBLE, F64::nmsub),
    FNMADD_D(DOUBLE, F64::nmadd),
    FMIN_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.min(a, b, fcsr)),
    FMAX_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.max(a, b, fcsr)),
    FSGNJ_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.sgnj(a, b)),
    FSGNJN_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.sgnjn(a, b)),
    FSGNJX_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.sgnjx(a, b)),
    FEQ_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.eq(a, b, fcsr)),
    FLT_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.lt(a, b, fcsr)),
    FLE_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.le(a, b, fcsr)),
    FCLASS_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.classify(a)),
    FCVT_W_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.toInt32(a, rm, fcsr)),
    FCVT_WU_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.toUint32(a, rm, fcsr)),
    FCVT_L_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.toInt64(a, rm, fcsr)),
    FCVT_LU_D(DOUBLE, (a, b, c, rm, fcsr) -> F64.toUint64(a, rm, fcsr)),
    FCVT_D_W(INTEGER, (a, b, c, rm, fcsr) -> F64.fromInt32(a, rm, fcsr)),
    FCVT_D_WU(INTEGER, (a, b, c, rm, fcsr) -> F64.fromUint32(a, rm, fcsr)),
    FCVT_D_L(INTEGER, (a, b, c, rm, fcsr) -> F64.fromInt64(a, rm, fcsr)),
    FCVT_D_LU(INTEGER, (a, b, c, rm, fcsr) -> F64.fromUint64(a, rm, fcsr)),
    FCVT_D_S(SINGLE, (a, b, c, rm, fcsr) -> F64.fromF32((int) a, fcsr)),
    FCVT_S_D(DOUBLE, (a, b, c, rm, fcsr) -> F32.fromF64(a, rm, fcsr)),
    FADD_S(SINGLE, (a, b, c, rm, fcsr) -> F32.add((int) a, (int) b, rm, fcsr)),
    FSUB_S(SINGLE, (a, b, c, rm, fcsr) -> F32.sub((int) a, (int) b, rm, fcsr)),
    FMUL_S(SINGLE, (a, b, c, rm, fcsr) -> F32.mul((int) a, (int) b, rm, fcsr)),
    FDIV_S(SINGLE, (a, b, c, rm, fcsr) -> F32.div((int) a, (int) b, rm, fcsr)),
    FSQRT_S(SINGLE, (a, b, c, rm, fcsr) -> F32.sqrt((int) a, rm, fcsr)),
    FMADD_S(SINGLE, (a, b, c, rm, fcsr) -> F32.fma((int) a, (int) b, (int) c, rm, fcsr)),
    FMSUB_S(SINGLE, (a, b, c, rm, fcsr) -> F32.msub((int) a, (int) b, (int) c, rm, fcsr)),
    FNMSUB_S(SINGLE, (a, b, c, rm, fcsr) -> F32.nmsub((int) a, (int) b, (int) c, rm, fcsr)),
    FNMADD_S(SINGLE, (a, b, c, rm, fcsr) -> F32.nmadd((int) a, (int) b, (int) c, rm, fcsr)),
    FMIN_S(SINGLE, (a, b, c, rm, fcsr) -> F32.min((int) a, (int) b, fcsr)),
    FMAX_S(SINGLE, (a, b, c, rm, fcsr) -> F32.max((int) a, (int) b, fcsr)),
    FSGNJ_S(SINGLE, (a, b, c, rm, fcsr) -> F32.sgnj((int) a, (int) b)),
    FSGNJN_S(SINGLE, (a, b, c, rm, fcsr) -> F32.sgnjn((int) a, (int) b)),
    FSGNJX_S(SINGLE, (a, b, c, rm, fcsr) -> F32.sgnjx((int) a, (int) b)),
    FEQ_S(SINGLE, (a, b, c, rm, fcsr) -> F32.eq((int) a, (int) b, fcsr)),
    FLT_S(SINGLE, (a, b, c, rm, fcsr) -> F32.lt((int) a, (int) b, fcsr)),
    FLE_S(SINGLE, (a, b, c, rm, fcsr) -> F32.le((int) a, (int) b, fcsr)),
    FCLASS_S(SINGLE, (a, b, c, rm, fcsr) -> F32.classify((int) a)),
    FCVT_W_S(SINGLE, (a, b, c, rm, fcsr) -> F32.toInt32((int) a, rm, fcsr)),
    FCVT_WU_S(SINGLE, (a, b, c, rm, fcsr) -> F32.toUint32((int) a, rm, fcsr)),
    FCVT_L_S(SINGLE, (a, b, c, rm, fcsr) -> F32.toInt64((int) a, rm, fcsr)),
    FCVT_LU_S(SINGLE, (a, b, c, rm, fcsr) -> F32.toUint64((int) a, rm, fcsr)),
    FCVT_S_W(INTEGER, (a, b, c, rm, fcsr) -> F32.fromInt32(a, rm, fcsr)),
    FCVT_S_WU(INTEGER, (a, b, c, rm, fcsr) -> F32.fromUint32(a, rm, fcsr)),
    FCVT_S_L(INTEGER, (a, b, c, rm, fcsr) -> F32.fromInt64(a, rm, fcsr)),
    FCVT_S_LU(INTEGER, (a, b, c, rm, fcsr) -> F32.fromUint64(a, rm, fcsr));

    /** What an instruction computes: the value of rd as an integer register would have it, floats sign-extended. */
    interface Computation {
        long compute(long a, long b, long c, int rm, Fcsr fcsr);
    }

    private final FloatingPointOperands.Kind operands;
    private final Computation computation;

    FloatingPointInstruction(FloatingPointOperands.Kind operands, Computation computation) {
        this.operands = operands;
        this.computation = computation;
    }

    String mnemonic() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    FloatingPointOperands.Kind operands() {
        return operands;
    }

    long compute(long a, long b, long c, int rm, Fcsr fcsr) {
        return computation.compute(a, b, c, rm, fcsr);
    }
}
