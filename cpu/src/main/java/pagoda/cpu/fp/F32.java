package pagoda.cpu.fp;

/**
 * What the instructions of the F extension compute: one method for each, on the raw bits of floats (RISC-V unprivileged manual,
 * chapter F; IEEE 754-2019), and NaN boxing. The contract is that of {@link F64}.
 *
 * <p>The host computes results to nearest that are normal. Doubles tell whether they are exact: a double holds the product of
 * two floats, so it holds the exact product, the square of a root, and a quotient times its divisor.
 */
public final class F32 {
    private static final Format FORMAT = Format.SINGLE;
    private static final int SIGN = 1 << 31;

    /** Integers up to here are floats. */
    private static final long EXACT_INTEGERS = 1L << 24;

    private F32() {}

    /** The float in a floating-point register: one that is not NaN-boxed counts as NaN (manual, "NaN Boxing"). */
    public static int unbox(long register) {
        return register >> 32 == -1 ? (int) register : (int) FORMAT.canonicalNan;
    }

    /** A float as a floating-point register holds it: all ones above it. */
    public static long box(int a) {
        return a | -1L << 32;
    }

    public static int add(int a, int b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float sum = x + y; // one that is subnormal is exact
            if (Math.abs(sum) <= Float.MAX_VALUE) {
                // As for doubles: the difference to the operand of larger magnitude is exact.
                if ((fcsr.flags() & Fcsr.NX) == 0 && !(sum - x == y && sum - y == x)) {
                    fcsr.raise(Fcsr.NX);
                }
                return Float.floatToRawIntBits(sum);
            }
        }
        return (int) SoftFloat.add(FORMAT, bits(a), bits(b), rm, fcsr);
    }

    public static int sub(int a, int b, int rm, Fcsr fcsr) {
        return add(a, b ^ SIGN, rm, fcsr);
    }

    public static int mul(int a, int b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float product = x * y;
            if (isNormal(product)) {
                return rounded(product, (double) x * y - product, fcsr);
            }
        }
        return (int) SoftFloat.mul(FORMAT, bits(a), bits(b), rm, fcsr);
    }

    public static int div(int a, int b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float quotient = x / y;
            if (isNormal(quotient)) {
                return rounded(quotient, (double) quotient * y - x, fcsr);
            }
        }
        return (int) SoftFloat.div(FORMAT, bits(a), bits(b), rm, fcsr);
    }

    public static int sqrt(int a, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            float x = Float.intBitsToFloat(a);
            float root = (float)
                    Math.sqrt(x); // rounding twice is innocuous: a double has twice the precision and 2 bits more
            if (isNormal(root)) {
                return rounded(root, (double) root * root - x, fcsr);
            }
        }
        return (int) SoftFloat.sqrt(FORMAT, bits(a), rm, fcsr);
    }

    /** a × b + c, rounded once: {@code fmadd.s}. */
    public static int fma(int a, int b, int c, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            float x = Float.intBitsToFloat(a);
            float y = Float.intBitsToFloat(b);
            float z = Float.intBitsToFloat(c);
            float result = Math.fma(x, y, z);
            if (isNormal(result)) {
                // What no double holds is no float.
                double product = (double) x * y;
                double sum = product + z;
                boolean exact = sum - product == z && sum - z == product && sum == result;
                return rounded(result, exact ? 0 : 1, fcsr);
            }
        }
        return (int) SoftFloat.fma(FORMAT, bits(a), bits(b), bits(c), rm, fcsr);
    }

    /** a × b − c, rounded once: {@code fmsub.s}. */
    public static int msub(int a, int b, int c, int rm, Fcsr fcsr) {
        return fma(a, b, c ^ SIGN, rm, fcsr);
    }

    /** −(a × b) + c, rounded once: {@code fnmsub.s}. */
    public static int nmsub(int a, int b, int c, int rm, Fcsr fcsr) {
        return fma(a ^ SIGN, b, c, rm, fcsr);
    }

    /** −(a × b) − c, rounded once: {@code fnmadd.s}. */
    public static int nmadd(int a, int b, int c, int rm, Fcsr fcsr) {
        return fma(a ^ SIGN, b, c ^ SIGN, rm, fcsr);
    }

    /** The smaller number, as {@link F64#min}. */
    public static int min(int a, int b, Fcsr fcsr) {
        float least = Math.min(Float.intBitsToFloat(a), Float.intBitsToFloat(b));
        return Float.isNaN(least) ? number(a, b, fcsr) : Float.floatToRawIntBits(least);
    }

    /** The larger number, as {@link F64#max}. */
    public static int max(int a, int b, Fcsr fcsr) {
        float greatest = Math.max(Float.intBitsToFloat(a), Float.intBitsToFloat(b));
        return Float.isNaN(greatest) ? number(a, b, fcsr) : Float.floatToRawIntBits(greatest);
    }

    /** a with the sign of b. */
    public static int sgnj(int a, int b) {
        return a & ~SIGN | b & SIGN;
    }

    /** a with the sign that b does not have. */
    public static int sgnjn(int a, int b) {
        return sgnj(a, ~b);
    }

    /** a with its own sign, inverted if b is negative. */
    public static int sgnjx(int a, int b) {
        return a ^ b & SIGN;
    }

    /** Whether a = b; only signalling NaNs are invalid. */
    public static long eq(int a, int b, Fcsr fcsr) {
        SoftFloat.raiseIfSignalling(FORMAT, bits(a), bits(b), fcsr);
        return Float.intBitsToFloat(a) == Float.intBitsToFloat(b) ? 1 : 0;
    }

    /** Whether a &lt; b; any NaN is invalid. */
    public static long lt(int a, int b, Fcsr fcsr) {
        return F64.lt(widen(a), widen(b), fcsr);
    }

    /** Whether a ≤ b; any NaN is invalid. */
    public static long le(int a, int b, Fcsr fcsr) {
        return F64.le(widen(a), widen(b), fcsr);
    }

    /** One of ten bits: {@code fclass.s}. */
    public static long classify(int a) {
        return FORMAT.classify(bits(a));
    }

    /** {@code fcvt.w.s}. */
    public static long toInt32(int a, int rm, Fcsr fcsr) {
        return F64.toInt32(widen(a), rm, fcsr);
    }

    /** {@code fcvt.wu.s}: the unsigned word comes sign-extended, as all words do. */
    public static long toUint32(int a, int rm, Fcsr fcsr) {
        return F64.toUint32(widen(a), rm, fcsr);
    }

    /** {@code fcvt.l.s}. */
    public static long toInt64(int a, int rm, Fcsr fcsr) {
        return F64.toInt64(widen(a), rm, fcsr);
    }

    /** {@code fcvt.lu.s}. */
    public static long toUint64(int a, int rm, Fcsr fcsr) {
        return F64.toUint64(widen(a), rm, fcsr);
    }

    /** {@code fcvt.s.w}. */
    public static int fromInt32(long x, int rm, Fcsr fcsr) {
        long word = (int) x;
        return fromInt64(word, rm, fcsr);
    }

    /** {@code fcvt.s.wu}. */
    public static int fromUint32(long x, int rm, Fcsr fcsr) {
        return fromInt64(x & 0xffff_ffffL, rm, fcsr);
    }

    /** {@code fcvt.s.l}. */
    public static int fromInt64(long x, int rm, Fcsr fcsr) {
        if (x >= -EXACT_INTEGERS && x <= EXACT_INTEGERS) {
            return Float.floatToRawIntBits((float) x);
        }
        return (int) SoftFloat.fromInteger(FORMAT, x < 0, Math.abs(x), rm, fcsr);
    }

    /** {@code fcvt.s.lu}. */
    public static int fromUint64(long x, int rm, Fcsr fcsr) {
        return x >= 0 ? fromInt64(x, rm, fcsr) : (int) SoftFloat.fromInteger(FORMAT, false, x, rm, fcsr);
    }

    /** {@code fcvt.s.d}. */
    public static int fromF64(long a, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            float result = (float) x;
            if (isNormal(result)) {
                return rounded(result, x - result, fcsr);
            }
        }
        return (int) SoftFloat.convert(Format.DOUBLE, FORMAT, a, rm, fcsr);
    }

    /** A result of the host's: inexact if its error is not zero. */
    private static int rounded(float result, double error, Fcsr fcsr) {
        if (error != 0) {
            fcsr.raise(Fcsr.NX);
        }
        return Float.floatToRawIntBits(result);
    }

    /** Not so small that it may have underflown, nor infinite or NaN. */
    private static boolean isNormal(float x) {
        float magnitude = Math.abs(x);
        return magnitude > Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
    }

    private static int number(int a, int b, Fcsr fcsr) {
        return (int) SoftFloat.number(FORMAT, bits(a), bits(b), fcsr);
    }

    /** The same number as a double; NaN stays NaN, but whether it is signalling is lost. */
    private static long widen(int a) {
        return Double.doubleToRawLongBits(Float.intBitsToFloat(a));
    }

    private static long bits(int a) {
        return Integer.toUnsignedLong(a);
    }
}
