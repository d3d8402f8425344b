package pagoda.tests.cpu;

import java.util.SplittableRandom;

/**
 * Three random operands at a time, many of which lie at edges: special values, exponents next to each other, results next to
 * overflow, underflow and cancellation, halfway cases, few bits, small integers.
 */
final class FloatingPointOperands {
    /** What the operands are. */
    enum Kind {
        SINGLE(8, 23),
        DOUBLE(11, 52),
        INTEGER(0, 0);

        private final int exponentBits;
        private final int fractionBits;

        Kind(int exponentBits, int fractionBits) {
            this.exponentBits = exponentBits;
            this.fractionBits = fractionBits;
        }
    }

    private final Kind kind;
    private final SplittableRandom random;
    private final int fractionBits;
    private final int bias;
    private final int greatestExponent; // that of infinity
    private final long[] operands = new long[3];

    FloatingPointOperands(Kind kind, long seed) {
        this.kind = kind;
        random = new SplittableRandom(seed);
        fractionBits = kind.fractionBits;
        greatestExponent = (1 << kind.exponentBits) - 1;
        bias = greatestExponent >> 1;
    }

    /** The next three; the array is used again. */
    long[] next() {
        for (int i = 0; i < operands.length; i++) {
            operands[i] = kind == Kind.INTEGER ? integer() : number(i);
        }
        if (random.nextInt(4) == 0) {
            int i = random.nextInt(2);
            swap(i, random.nextInt(i + 1, 3));
        }
        return operands;
    }

    private void swap(int i, int j) {
        long kept = operands[i];
        operands[i] = operands[j];
        operands[j] = kept;
    }

    private long integer() {
        long edge = 1L << random.nextInt(64);
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> edge + random.nextInt(-2, 3);
            case 3 -> random.nextLong(-100, 100);
            case 4 -> (random.nextLong() | 1) << random.nextInt(64) ^ edge; // few bits
            default ->
                edge + (1L << random.nextInt(64)) + random.nextInt(-1, 2); // halfway between floats, or next to it
        };
    }

    private long number(int index) {
        long earlier = operands[Math.max(index - 1, 0)];
        return switch (random.nextInt(12)) {
            case 0 -> special();
            case 1 -> pack(random.nextInt(greatestExponent + 1), random.nextLong());
            case 2 -> pack(random.nextInt(fractionBits + 4), fraction());
            case 3 -> pack(greatestExponent - 1 - random.nextInt(4), fraction());
            case 4 -> pack(exponent(earlier) + random.nextInt(-2, 3), fraction());
            case 5 -> earlier + random.nextInt(-3, 4) ^ (random.nextBoolean() ? pack(0, 0) : 0);
            case 6 -> pack(exponent(earlier) + random.nextInt(-fractionBits - 4, fractionBits + 5), fraction());
            case 7 -> index < 2 ? nextToUnderflow(earlier) : nextToTheProduct();
            case 8 -> index < 2 ? nextToOverflow(earlier) : nextToTheProduct();
            case 9 -> integral(random.nextInt(1, 2000), random.nextInt(3));
            case 10 -> integral(random.nextLong() >>> random.nextInt(64), random.nextInt(5));
            default -> pack(bias + random.nextInt(-fractionBits, fractionBits), fraction());
        };
    }

    private long special() {
        return switch (random.nextInt(10)) {
            case 0 -> pack(0, 0);
            case 1 -> pack(0, random.nextInt(1, 4));
            case 2 -> pack(0, -random.nextInt(1, 4));
            case 3 -> pack(1, random.nextInt(3));
            case 4 -> pack(greatestExponent - 1, -random.nextInt(1, 4));
            case 5 -> pack(greatestExponent, 0);
            case 6 -> pack(greatestExponent, 1L << fractionBits - 1);
            case 7 -> pack(greatestExponent, 1L << fractionBits - 1 | random.nextLong());
            case 8 -> pack(greatestExponent, 1L << random.nextInt(fractionBits - 1));
            default -> pack(bias, 0);
        };
    }

    /** An integer divided by a small power of two. */
    private long integral(long magnitude, int halvings) {
        if (magnitude == 0) {
            return pack(0, 0);
        }
        int zeros = Long.numberOfLeadingZeros(magnitude);
        return pack(bias + 63 - zeros - halvings, magnitude << zeros << 1 >>> 64 - fractionBits);
    }

    /** A factor, or a divisor, with which the result is about the smallest there is. */
    private long nextToUnderflow(long other) {
        int difference = random.nextInt(-fractionBits - 3, 4);
        boolean divisor = random.nextInt(3) == 0;
        return pack(divisor ? exponent(other) + bias - difference : bias - exponent(other) + difference, fraction());
    }

    /** A factor, or a divisor, with which the result is about the greatest there is. */
    private long nextToOverflow(long other) {
        int difference = random.nextInt(-2, 3);
        boolean divisor = random.nextInt(3) == 0;
        return pack(
                divisor ? exponent(other) - bias - difference : 3 * bias - exponent(other) + difference, fraction());
    }

    /** A summand about as large as the product of the first two operands, or as what rounding takes from it. */
    private long nextToTheProduct() {
        int difference = switch (random.nextInt(3)) {
            case 0 -> random.nextInt(-2, 3);
            case 1 -> -fractionBits + random.nextInt(-4, 4);
            default -> random.nextInt(-2 * fractionBits - 4, 2 * fractionBits + 5);
        };
        return pack(exponent(operands[0]) + exponent(operands[1]) - bias + difference, fraction());
    }

    /** A fraction: random, with few bits set or few clear, or halfway between shorter ones, or next to it. */
    private long fraction() {
        long bit = 1L << random.nextInt(fractionBits);
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> bit | 1L << random.nextInt(fractionBits);
            case 2 -> -bit - random.nextInt(2);
            case 3 -> (random.nextLong() | 1) * bit + random.nextInt(-1, 2);
            case 4 -> (random.nextLong() | 1) << random.nextInt(27, 31); // halfway between floats
            default -> random.nextLong();
        };
    }

    private int exponent(long number) {
        return (int) (number >>> fractionBits) & greatestExponent;
    }

    /** A number of random sign; an exponent out of range becomes that of the smallest or largest numbers. */
    private long pack(int exponent, long fraction) {
        long inRange = Math.max(0, Math.min(exponent, greatestExponent));
        long magnitude = inRange << fractionBits | fraction & (1L << fractionBits) - 1;
        return random.nextBoolean() ? magnitude : magnitude | 1L << fractionBits + kind.exponentBits;
    }
}
