package pagoda.cpu.fp;

/**
 * The two binary interchange formats (IEEE 754-2019, 3.4), and what the bits of a datum in them are. Bits stand in the low end
 * of a {@code long}, zeros above them:
 *
 * <pre>{@code
 *   sign │ biased exponent │ fraction
 *    1   │      8 / 11     │ 23 / 52
 * }</pre>
 */
enum Format {
    SINGLE(8, 23),
    DOUBLE(11, 52);

    /** The bit of a {@linkplain #significand normalised significand} that stands for 1. */
    static final int SIGNIFICAND_POINT = 62;

    /** Bits of the fraction; the precision is one more. */
    final int fractionBits;

    /** What is added to the exponent of a normal number to get the biased one. */
    final int bias;

    final long signBit;

    /** The bits of +∞: all ones in the exponent. One less are those of the greatest finite number. */
    final long infinity;

    /** The bits of the only NaN that arithmetic gives: positive, quiet, no payload (manual, "NaN Generation and Propagation"). */
    final long canonicalNan;

    private final long implicitBit;
    private final long quietBit;

    Format(int exponentBits, int fractionBits) {
        this.fractionBits = fractionBits;
        bias = (1 << exponentBits - 1) - 1;
        implicitBit = 1L << fractionBits;
        signBit = 1L << fractionBits + exponentBits;
        infinity = signBit - implicitBit;
        quietBit = implicitBit >> 1;
        canonicalNan = infinity | quietBit;
    }

    boolean isNegative(long a) {
        return (a & signBit) != 0;
    }

    boolean isZero(long a) {
        return magnitude(a) == 0;
    }

    boolean isInfinite(long a) {
        return magnitude(a) == infinity;
    }

    boolean isNan(long a) {
        return magnitude(a) > infinity;
    }

    boolean isSignallingNan(long a) {
        return isNan(a) && (a & quietBit) == 0;
    }

    /** Zero or infinity or whatever the magnitude is, with a sign. */
    long withSign(boolean negative, long magnitude) {
        return negative ? signBit | magnitude : magnitude;
    }

    /** The significand of a finite number other than zero, normalised: from 2⁶² to below 2⁶³, standing for 1 to below 2. */
    long significand(long a) {
        long fraction = fraction(a);
        return fraction << Long.numberOfLeadingZeros(fraction) - (63 - SIGNIFICAND_POINT);
    }

    /** The exponent that belongs to {@link #significand}. */
    int exponent(long a) {
        int biased = Math.max(biasedExponent(a), 1);
        int fractionPoint = 63 - Long.numberOfLeadingZeros(fraction(a));
        return biased - bias - (fractionBits - fractionPoint);
    }

    /** The one bit that says what kind of datum this is, as {@code fclass} gives it (manual, table "Format of result"). */
    long classify(long a) {
        if (isNan(a)) {
            return isSignallingNan(a) ? 1 << 8 : 1 << 9;
        }
        int fromZero = isZero(a) ? 0 : biasedExponent(a) == 0 ? 1 : isInfinite(a) ? 3 : 2;
        return isNegative(a) ? 1 << 3 - fromZero : 1 << 4 + fromZero;
    }

    private long magnitude(long a) {
        return a & ~signBit;
    }

    private int biasedExponent(long a) {
        return (int) (magnitude(a) >>> fractionBits);
    }

    /** The fraction with the bit before the point: 1 for normal numbers, 0 for subnormal ones. */
    private long fraction(long a) {
        long fraction = a & implicitBit - 1;
        return biasedExponent(a) == 0 ? fraction : implicitBit | fraction;
    }
}
