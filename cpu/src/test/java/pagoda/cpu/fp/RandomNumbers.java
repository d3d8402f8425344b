package pagoda.cpu.fp;

import java.util.SplittableRandom;

/** Random bits of numbers, many of them near 1, with few bits, or near the ends of the range, and some NaNs and infinities. */
final class RandomNumbers {
    private final Format format;
    private final SplittableRandom random;

    RandomNumbers(Format format, long seed) {
        this.format = format;
        random = new SplittableRandom(seed);
    }

    long next() {
        long greatestExponent = format.infinity >>> format.fractionBits;
        long exponent = switch (random.nextInt(8)) {
            case 0 -> random.nextLong(greatestExponent + 1);
            case 1 -> random.nextLong(format.fractionBits + 3);
            case 2 -> greatestExponent - random.nextLong(4);
            case 3 -> (greatestExponent >> 2) + random.nextLong(-3, 4); // squares are subnormal
            default -> format.bias + random.nextLong(-format.fractionBits - 3, format.fractionBits + 3);
        };
        long fraction = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1, 8) << random.nextInt(format.fractionBits);
            case 2 -> -1L << random.nextInt(format.fractionBits);
            default -> random.nextLong();
        };
        long magnitude = exponent << format.fractionBits | fraction & (1L << format.fractionBits) - 1;
        return format.withSign(random.nextBoolean(), magnitude);
    }
}
