package pagoda.cpu.fp;

/**
 * What the instructions of the D extension compute: one method for each, on the raw bits of doubles (RISC-V unprivileged
 * manual, chapter D; IEEE 754-2019). The rounding mode {@code rm} is resolved, one of the five of {@link Fcsr}; exceptions are
 * raised in {@code fcsr}; a result that is NaN is the canonical one, but for the sign injections. Comparisons give 0 or 1.
 *
 * <p>The host computes what it can: results to nearest inside {@link #isSafe a range} in which the host's arithmetic also
 * tells whether they are exact, which nobody has to know once {@link Fcsr#NX} has accrued. All else is for {@link SoftFloat}.
 */
public final class F64 {
    private static final Format FORMAT = Format.DOUBLE;
    private static final long SIGN = 1L << 63;

    /** From here on the error of a product or quotient is a double too, and nothing underflows. */
    private static final double SAFE_LEAST = 0x1p-960;

    /** Integers up to here are doubles. */
    private static final long EXACT_INTEGERS = 1L << 53;

    private F64() {}

    public static long add(long a, long b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double sum = x + y; // one that is subnormal is exact
            if (isFinite(sum)) {
                if ((fcsr.flags() & Fcsr.NX) == 0 && !isExactSum(x, y, sum)) {
                    fcsr.raise(Fcsr.NX);
                }
                return Double.doubleToRawLongBits(sum);
            }
        }
        return SoftFloat.add(FORMAT, a, b, rm, fcsr);
    }

    public static long sub(long a, long b, int rm, Fcsr fcsr) {
        return add(a, b ^ SIGN, rm, fcsr);
    }

    public static long mul(long a, long b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double product = x * y;
            if (isSafe(product)) {
                if ((fcsr.flags() & Fcsr.NX) == 0 && Math.fma(x, y, -product) != 0) {
                    fcsr.raise(Fcsr.NX);
                }
                return Double.doubleToRawLongBits(product);
            }
        }
        return SoftFloat.mul(FORMAT, a, b, rm, fcsr);
    }

    public static long div(long a, long b, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double quotient = x / y;
            if (isSafe(quotient) && isSafe(x)) {
                if ((fcsr.flags() & Fcsr.NX) == 0 && Math.fma(quotient, y, -x) != 0) {
                    fcsr.raise(Fcsr.NX);
                }
                return Double.doubleToRawLongBits(quotient);
            }
        }
        return SoftFloat.div(FORMAT, a, b, rm, fcsr);
    }

    public static long sqrt(long a, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            if (x >= SAFE_LEAST && isFinite(x)) {
                double root = Math.sqrt(x);
                if ((fcsr.flags() & Fcsr.NX) == 0 && Math.fma(root, root, -x) != 0) {
                    fcsr.raise(Fcsr.NX);
                }
                return Double.doubleToRawLongBits(root);
            }
        }
        return SoftFloat.sqrt(FORMAT, a, rm, fcsr);
    }

    /** a × b + c, rounded once: {@code fmadd.d}. */
    public static long fma(long a, long b, long c, int rm, Fcsr fcsr) {
        if (rm == Fcsr.RNE) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double z = Double.longBitsToDouble(c);
            double result = Math.fma(x, y, z);
            if (isSafe(result) && ((fcsr.flags() & Fcsr.NX) != 0 || isExactFma(x, y, z))) {
                return Double.doubleToRawLongBits(result);
            }
        }
        return SoftFloat.fma(FORMAT, a, b, c, rm, fcsr);
    }

    /** a × b − c, rounded once: {@code fmsub.d}. */
    public static long msub(long a, long b, long c, int rm, Fcsr fcsr) {
        return fma(a, b, c ^ SIGN, rm, fcsr);
    }

    /** −(a × b) + c, rounded once: {@code fnmsub.d}. */
    public static long nmsub(long a, long b, long c, int rm, Fcsr fcsr) {
        return fma(a ^ SIGN, b, c, rm, fcsr);
    }

    /** −(a × b) − c, rounded once: {@code fnmadd.d}. */
    public static long nmadd(long a, long b, long c, int rm, Fcsr fcsr) {
        return fma(a ^ SIGN, b, c ^ SIGN, rm, fcsr);
    }

    /** The smaller number; −0 is smaller than +0, and a number is smaller than NaN (IEEE 754-2019, minimumNumber). */
    public static long min(long a, long b, Fcsr fcsr) {
        double least = Math.min(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        return Double.isNaN(least) ? SoftFloat.number(FORMAT, a, b, fcsr) : Double.doubleToRawLongBits(least);
    }

    /** The larger number; +0 is larger than −0, and a number is larger than NaN (IEEE 754-2019, maximumNumber). */
    public static long max(long a, long b, Fcsr fcsr) {
        double greatest = Math.max(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
        return Double.isNaN(greatest) ? SoftFloat.number(FORMAT, a, b, fcsr) : Double.doubleToRawLongBits(greatest);
    }

    /** a with the sign of b. */
    public static long sgnj(long a, long b) {
        return a & ~SIGN | b & SIGN;
    }

    /** a with the sign that b does not have. */
    public static long sgnjn(long a, long b) {
        return sgnj(a, ~b);
    }

    /** a with its own sign, inverted if b is negative. */
    public static long sgnjx(long a, long b) {
        return a ^ b & SIGN;
    }

    /** Whether a = b; only signalling NaNs are invalid. */
    public static long eq(long a, long b, Fcsr fcsr) {
        SoftFloat.raiseIfSignalling(FORMAT, a, b, fcsr);
        return Double.longBitsToDouble(a) == Double.longBitsToDouble(b) ? 1 : 0;
    }

    /** Whether a &lt; b; any NaN is invalid. */
    public static long lt(long a, long b, Fcsr fcsr) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        raiseIfUnordered(x, y, fcsr);
        return x < y ? 1 : 0;
    }

    /** Whether a ≤ b; any NaN is invalid. */
    public static long le(long a, long b, Fcsr fcsr) {
        double x = Double.longBitsToDouble(a);
        double y = Double.longBitsToDouble(b);
        raiseIfUnordered(x, y, fcsr);
        return x <= y ? 1 : 0;
    }

    /** One of ten bits: {@code fclass.d}. */
    public static long classify(long a) {
        return FORMAT.classify(a);
    }

    /** {@code fcvt.w.d}. */
    public static long toInt32(long a, int rm, Fcsr fcsr) {
        return toInteger(a, rm, fcsr, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** {@code fcvt.wu.d}: the unsigned word comes sign-extended, as all words do. */
    public static long toUint32(long a, int rm, Fcsr fcsr) {
        return (int) toInteger(a, rm, fcsr, 0, 0xffff_ffffL);
    }

    /** {@code fcvt.l.d}. */
    public static long toInt64(long a, int rm, Fcsr fcsr) {
        return toInteger(a, rm, fcsr, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** {@code fcvt.lu.d}. */
    public static long toUint64(long a, int rm, Fcsr fcsr) {
        double x = Double.longBitsToDouble(a);
        if (x >= 0 && x < 0x1p63) {
            return toInteger(a, rm, fcsr, 0, Long.MAX_VALUE);
        }
        return SoftFloat.toInteger(FORMAT, a, rm, fcsr, -1, 0);
    }

    /** {@code fcvt.d.w}, which is exact. */
    public static long fromInt32(long x, int rm, Fcsr fcsr) {
        return Double.doubleToRawLongBits((int) x);
    }

    /** {@code fcvt.d.wu}, which is exact. */
    public static long fromUint32(long x, int rm, Fcsr fcsr) {
        return Double.doubleToRawLongBits((double) (x & 0xffff_ffffL));
    }

    /** {@code fcvt.d.l}. */
    public static long fromInt64(long x, int rm, Fcsr fcsr) {
        if (x >= -EXACT_INTEGERS && x <= EXACT_INTEGERS) {
            return Double.doubleToRawLongBits((double) x);
        }
        return SoftFloat.fromInteger(FORMAT, x < 0, Math.abs(x), rm, fcsr);
    }

    /** {@code fcvt.d.lu}. */
    public static long fromUint64(long x, int rm, Fcsr fcsr) {
        return x >= 0 ? fromInt64(x, rm, fcsr) : SoftFloat.fromInteger(FORMAT, false, x, rm, fcsr);
    }

    /** {@code fcvt.d.s}, which is exact. */
    public static long fromF32(int a, Fcsr fcsr) {
        float x = Float.intBitsToFloat(a);
        if (Float.isNaN(x)) {
            return SoftFloat.convert(Format.SINGLE, FORMAT, Integer.toUnsignedLong(a), Fcsr.RNE, fcsr);
        }
        return Double.doubleToRawLongBits(x);
    }

    /** To an integer from {@code least}, which is not positive, to {@code greatest}. */
    private static long toInteger(long a, int rm, Fcsr fcsr, long least, long greatest) {
        double x = Double.longBitsToDouble(a);
        if (Math.abs(x) < 0x1p63) {
            long truncated = (long) x;
            if (truncated >= least && truncated <= greatest) {
                if (truncated == x) {
                    return truncated;
                }
                if (rm == Fcsr.RTZ) {
                    fcsr.raise(Fcsr.NX);
                    return truncated;
                }
            }
        }
        return SoftFloat.toInteger(FORMAT, a, rm, fcsr, greatest, -least);
    }

    private static boolean isFinite(double x) {
        return Math.abs(x) <= Double.MAX_VALUE;
    }

    private static boolean isSafe(double x) {
        double magnitude = Math.abs(x);
        return magnitude >= SAFE_LEAST && magnitude <= Double.MAX_VALUE;
    }

    /** Whether a finite sum to nearest is exact: its difference to the operand of larger magnitude is, so it is the other. */
    private static boolean isExactSum(double x, double y, double sum) {
        return sum - x == y && sum - y == x;
    }

    /** Whether a fused result is known to be exact, since the product alone and then the sum are. */
    private static boolean isExactFma(double x, double y, double z) {
        double product = x * y;
        return isSafe(product) && Math.fma(x, y, -product) == 0 && isExactSum(product, z, product + z);
    }

    private static void raiseIfUnordered(double x, double y, Fcsr fcsr) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            fcsr.raise(Fcsr.NV);
        }
    }
}
