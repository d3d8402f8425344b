package pagoda.cpu.fp;

import static pagoda.cpu.fp.Format.SIGNIFICAND_POINT;

/**
 * Floating-point arithmetic by integers alone, in both formats and all rounding modes: each operation first deals with NaNs,
 * infinities and zeros, then computes the exact result, or enough of its bits, and has it rounded in one place. What lies below
 * the bits that are kept is "jammed" into the lowest of them: it is set if anything that was lost is not zero.
 *
 * <p>The rounding mode is one of the five of {@link Fcsr}; exceptions are raised in the register given.
 */
final class SoftFloat {
    private SoftFloat() {}

    static long add(Format f, long a, long b, int rm, Fcsr fcsr) {
        if (f.isNan(a) || f.isNan(b)) {
            return nan(f, a, b, fcsr);
        }
        if (f.isInfinite(a)) {
            return f.isInfinite(b) && a != b ? invalid(f, fcsr) : a;
        }
        if (f.isInfinite(b) || f.isZero(a) && !f.isZero(b)) {
            return b;
        }
        if (f.isZero(b)) {
            return f.isZero(a) && a != b ? zeroSum(f, rm) : a;
        }
        return f.exponent(a) < f.exponent(b) ? addSmaller(f, b, a, rm, fcsr) : addSmaller(f, a, b, rm, fcsr);
    }

    /** Adds finite numbers other than zero, of which the second has no greater exponent. */
    private static long addSmaller(Format f, long a, long b, int rm, Fcsr fcsr) {
        int exponent = f.exponent(a);
        boolean negative = f.isNegative(a);
        long larger = f.significand(a);
        long smaller = shiftRightJamming(0, f.significand(b), exponent - f.exponent(b));
        long sum = negative == f.isNegative(b) ? larger + smaller : larger - smaller;
        if (sum == 0) {
            return zeroSum(f, rm);
        }
        if (negative != f.isNegative(b) && sum < 0) {
            negative = !negative;
            sum = -sum;
        }
        return round(f, negative, exponent + 63 - SIGNIFICAND_POINT, sum, rm, fcsr);
    }

    static long mul(Format f, long a, long b, int rm, Fcsr fcsr) {
        boolean negative = f.isNegative(a) != f.isNegative(b);
        if (f.isNan(a) || f.isNan(b)) {
            return nan(f, a, b, fcsr);
        }
        if (f.isInfinite(a) || f.isInfinite(b)) {
            return f.isZero(a) || f.isZero(b) ? invalid(f, fcsr) : f.withSign(negative, f.infinity);
        }
        if (f.isZero(a) || f.isZero(b)) {
            return f.withSign(negative, 0);
        }
        long x = f.significand(a);
        long y = f.significand(b);
        return round128(f, negative, f.exponent(a) + f.exponent(b), Math.multiplyHigh(x, y), x * y, rm, fcsr);
    }

    static long div(Format f, long a, long b, int rm, Fcsr fcsr) {
        boolean negative = f.isNegative(a) != f.isNegative(b);
        if (f.isNan(a) || f.isNan(b)) {
            return nan(f, a, b, fcsr);
        }
        if (f.isInfinite(a)) {
            return f.isInfinite(b) ? invalid(f, fcsr) : f.withSign(negative, f.infinity);
        }
        if (f.isInfinite(b)) {
            return f.withSign(negative, 0);
        }
        if (f.isZero(b)) {
            if (f.isZero(a)) {
                return invalid(f, fcsr);
            }
            fcsr.raise(Fcsr.DZ);
            return f.withSign(negative, f.infinity);
        }
        if (f.isZero(a)) {
            return f.withSign(negative, 0);
        }
        // Long division, ten bits of the quotient a step; the precision leaves as many free in a significand.
        int digit = SIGNIFICAND_POINT - Format.DOUBLE.fractionBits;
        int digits = 6;
        long divisor = f.significand(b) >>> digit;
        long remainder = f.significand(a) >>> digit;
        long quotient = remainder / divisor;
        remainder %= divisor;
        for (int i = 0; i < digits; i++) {
            remainder <<= digit;
            quotient = quotient << digit | remainder / divisor;
            remainder %= divisor;
        }
        int exponent = f.exponent(a) - f.exponent(b) + 63 - digit * digits;
        return round(f, negative, exponent, quotient | jam(remainder), rm, fcsr);
    }

    static long sqrt(Format f, long a, int rm, Fcsr fcsr) {
        if (f.isNan(a)) {
            return nan(f, a, a, fcsr);
        }
        if (f.isZero(a) || a == f.infinity) {
            return a;
        }
        if (f.isNegative(a)) {
            return invalid(f, fcsr);
        }
        // Digit by digit, as by hand: each two bits of the radicand, which is from 1 to below 4, give one of the root.
        int rootBits = 58;
        int exponent = f.exponent(a);
        long radicand = f.significand(a) << (exponent & 1);
        long root = 0;
        long remainder = 0;
        for (int i = 0; i < rootBits; i++) {
            remainder = remainder << 2 | radicand >>> SIGNIFICAND_POINT;
            radicand <<= 2;
            long trial = root << 2 | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        return round(f, false, (exponent >> 1) + 64 - rootBits, root | jam(remainder), rm, fcsr);
    }

    /** a × b + c, rounded once. ∞ × 0 is invalid even if c is a quiet NaN (manual, chapter F, "Computational Instructions"). */
    static long fma(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
        boolean negative = f.isNegative(a) != f.isNegative(b);
        if (f.isInfinite(a) && f.isZero(b) || f.isZero(a) && f.isInfinite(b)) {
            return invalid(f, fcsr);
        }
        if (f.isNan(a) || f.isNan(b) || f.isNan(c)) {
            raiseIfSignalling(f, a, b, fcsr);
            return nan(f, c, c, fcsr);
        }
        if (f.isInfinite(a) || f.isInfinite(b)) {
            return add(f, f.withSign(negative, f.infinity), c, rm, fcsr);
        }
        if (f.isInfinite(c)) {
            return c;
        }
        if (f.isZero(a) || f.isZero(b)) {
            return add(f, f.withSign(negative, 0), c, rm, fcsr);
        }
        if (f.isZero(c)) {
            return mul(f, a, b, rm, fcsr);
        }
        int exponent = f.exponent(a) + f.exponent(b);
        long productHigh = Math.multiplyHigh(f.significand(a), f.significand(b));
        long productLow = f.significand(a) * f.significand(b);
        // The product's point is at twice that of a significand; c is brought there. Its lowest bits are zero.
        long high = f.significand(c) >>> 64 - SIGNIFICAND_POINT;
        long low = 0;
        int distance = exponent - f.exponent(c);
        if (distance >= 0) {
            low = shiftRightJamming(high, low, distance);
            high = distance < 64 ? high >>> distance : 0;
        } else {
            exponent -= distance;
            productLow = shiftRightJamming(productHigh, productLow, -distance);
            productHigh = -distance < 64 ? productHigh >>> -distance : 0;
        }
        if (negative == f.isNegative(c)) {
            low += productLow;
            high += productHigh + (Long.compareUnsigned(low, productLow) < 0 ? 1 : 0);
        } else {
            high = productHigh - high - (Long.compareUnsigned(productLow, low) < 0 ? 1 : 0);
            low = productLow - low;
            if ((high | low) == 0) {
                return zeroSum(f, rm);
            }
            if (high < 0) {
                negative = !negative;
                high = ~high + (low == 0 ? 1 : 0);
                low = -low;
            }
        }
        return round128(f, negative, exponent, high, low, rm, fcsr);
    }

    /** The value of a datum of one format in another. */
    static long convert(Format from, Format to, long a, int rm, Fcsr fcsr) {
        boolean negative = from.isNegative(a);
        if (from.isNan(a)) {
            raiseIfSignalling(from, a, a, fcsr);
            return to.canonicalNan;
        }
        if (from.isInfinite(a) || from.isZero(a)) {
            return to.withSign(negative, from.isZero(a) ? 0 : to.infinity);
        }
        return round(to, negative, from.exponent(a), from.significand(a) << 63 - SIGNIFICAND_POINT, rm, fcsr);
    }

    static long fromInteger(Format f, boolean negative, long magnitude, int rm, Fcsr fcsr) {
        return magnitude == 0 ? 0 : round(f, negative, 63, magnitude, rm, fcsr);
    }

    /**
     * The integer next to a number; what is out of range is invalid, and gives the nearest in range; NaN is as +∞ (manual, table
     * "Domains of float-to-integer conversions").
     *
     * @param greatest the end of the range, unsigned
     * @param least the magnitude of its beginning, which is no positive number, unsigned
     */
    static long toInteger(Format f, long a, int rm, Fcsr fcsr, long greatest, long least) {
        boolean negative = f.isNegative(a) && !f.isNan(a);
        long limit = negative ? least : greatest;
        long result = 0;
        long fraction = 0;
        boolean inRange = true;
        if (!f.isZero(a)) {
            inRange = !f.isNan(a) && !f.isInfinite(a) && f.exponent(a) < 64;
            if (inRange) {
                int below = 63 - f.exponent(a);
                long significand = f.significand(a) << 63 - SIGNIFICAND_POINT;
                result = integerPart(significand, below);
                fraction = fractionPart(significand, below);
                result += roundsUp(negative, result, fraction, rm) ? 1 : 0;
                inRange = Long.compareUnsigned(result, limit) <= 0;
            }
        }
        if (!inRange) {
            fcsr.raise(Fcsr.NV);
            result = limit;
        } else if (fraction != 0) {
            fcsr.raise(Fcsr.NX);
        }
        return negative ? -result : result;
    }

    /** The result of a minimum or maximum of which an operand is NaN: the other one, if that is a number. */
    static long number(Format f, long a, long b, Fcsr fcsr) {
        raiseIfSignalling(f, a, b, fcsr);
        return !f.isNan(a) ? a : !f.isNan(b) ? b : f.canonicalNan;
    }

    /** A signalling NaN as an operand is invalid. */
    static void raiseIfSignalling(Format f, long a, long b, Fcsr fcsr) {
        if (f.isSignallingNan(a) || f.isSignallingNan(b)) {
            fcsr.raise(Fcsr.NV);
        }
    }

    /** The result of arithmetic of which an operand is NaN. */
    private static long nan(Format f, long a, long b, Fcsr fcsr) {
        raiseIfSignalling(f, a, b, fcsr);
        return f.canonicalNan;
    }

    private static long invalid(Format f, Fcsr fcsr) {
        fcsr.raise(Fcsr.NV);
        return f.canonicalNan;
    }

    /** The sum of numbers that cancel out: +0, but −0 if rounded down (IEEE 754-2019, 6.3). */
    private static long zeroSum(Format f, int rm) {
        return f.withSign(rm == Fcsr.RDN, 0);
    }

    /** As {@link #round}, for 128 bits, not zero, below 2¹²⁷, in which the point is at twice that of a significand. */
    private static long round128(Format f, boolean negative, int exponent, long high, long low, int rm, Fcsr fcsr) {
        int point = 2 * SIGNIFICAND_POINT - 64;
        if (high == 0) {
            return round(f, negative, exponent + 63 - point - 64, low, rm, fcsr);
        }
        int zeros = Long.numberOfLeadingZeros(high); // at least one
        long kept = high << zeros | low >>> 64 - zeros;
        return round(f, negative, exponent + 63 - point - zeros, kept | jam(low << zeros), rm, fcsr);
    }

    /**
     * Rounds to the format, packs, and raises what that raises.
     *
     * @param exponent that of the significand's highest bit, 63
     * @param significand unsigned, not zero; if it is jammed, it has at most 8 leading zeros
     */
    private static long round(Format f, boolean negative, int exponent, long significand, int rm, Fcsr fcsr) {
        int zeros = Long.numberOfLeadingZeros(significand);
        long normalised = significand << zeros;
        int biased = exponent - zeros + f.bias;
        int below = 63 - f.fractionBits; // bits to be rounded off
        boolean tiny = false;
        if (biased < 1) {
            // Tiny unless rounding as if there were smaller exponents gives the smallest normal number.
            long kept = integerPart(normalised, below);
            boolean up = roundsUp(negative, kept, fractionPart(normalised, below), rm);
            tiny = biased < 0 || !up || kept + 1 < 2L << f.fractionBits;
            below += 1 - biased;
            biased = 1;
        }
        long kept = integerPart(normalised, below);
        long fraction = fractionPart(normalised, below);
        kept += roundsUp(negative, kept, fraction, rm) ? 1 : 0;
        // The bit before the point, if there is one, and what rounding carries count in the exponent.
        long magnitude = ((long) biased - 1 << f.fractionBits) + kept;
        if (biased > 2 * f.bias || magnitude >= f.infinity) {
            fcsr.raise(Fcsr.OF | Fcsr.NX);
            return f.withSign(negative, roundsUp(negative, 1, -1, rm) ? f.infinity : f.infinity - 1);
        }
        if (fraction != 0) {
            fcsr.raise(tiny ? Fcsr.UF | Fcsr.NX : Fcsr.NX);
        }
        return f.withSign(negative, magnitude);
    }

    /** Whether a magnitude is rounded up: its integer part, whose lowest bit counts, and its fraction, in units of 2⁻⁶⁴. */
    private static boolean roundsUp(boolean negative, long integer, long fraction, int rm) {
        return switch (rm) {
            case Fcsr.RNE -> fraction < 0 && (fraction != Long.MIN_VALUE || (integer & 1) != 0);
            case Fcsr.RTZ -> false;
            case Fcsr.RDN -> negative && fraction != 0;
            case Fcsr.RUP -> !negative && fraction != 0;
            case Fcsr.RMM -> fraction < 0;
            default -> throw new IllegalArgumentException("no rounding mode: " + rm);
        };
    }

    /** The bits of a number that lie above the lowest {@code below} ones. */
    private static long integerPart(long number, int below) {
        return below < 64 ? number >>> below : 0;
    }

    /** The lowest {@code below} bits of a number other than zero as a fraction, in units of 2⁻⁶⁴, jammed. */
    private static long fractionPart(long number, int below) {
        if (below == 0) {
            return 0;
        }
        return below <= 64 ? number << 64 - below : 1;
    }

    /** The low 64 bits of a 128-bit number shifted right, jammed. */
    private static long shiftRightJamming(long high, long low, int distance) {
        if (distance == 0) {
            return low;
        }
        if (distance < 64) {
            return high << 64 - distance | low >>> distance | jam(low << 64 - distance);
        }
        if (distance == 64) {
            return high | jam(low);
        }
        if (distance < 128) {
            return high >>> distance - 64 | jam(high << 128 - distance | low);
        }
        return jam(high | low);
    }

    private static long jam(long lost) {
        return lost == 0 ? 0 : 1;
    }
}
