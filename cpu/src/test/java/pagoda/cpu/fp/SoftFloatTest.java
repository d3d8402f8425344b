package pagoda.cpu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Results lie where the rounding mode wants them beside the exact value, which is compared with its neighbours in decimal, and
 * the exceptions follow from where it lies.
 */
final class SoftFloatTest {
    private static final int ROUNDS = 3_000;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** The exact value, compared with a number: its sign is that of the difference. */
    private interface Exact {
        int compareTo(BigDecimal number);
    }

    /** An operation in an exact form. */
    enum Operation {
        ADD {
            @Override
            long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
                return SoftFloat.add(f, a, b, rm, fcsr);
            }

            @Override
            Exact exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.add(b)::compareTo;
            }
        },
        MUL {
            @Override
            long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
                return SoftFloat.mul(f, a, b, rm, fcsr);
            }

            @Override
            Exact exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.multiply(b)::compareTo;
            }
        },
        DIV {
            @Override
            long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
                return SoftFloat.div(f, a, b, rm, fcsr);
            }

            @Override
            Exact exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return number -> a.compareTo(b.multiply(number)) * b.signum();
            }
        },
        SQRT {
            @Override
            long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
                return SoftFloat.sqrt(f, a, rm, fcsr);
            }

            @Override
            Exact exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return number -> number.signum() < 0 ? 1 : a.compareTo(number.multiply(number));
            }
        },
        FMA {
            @Override
            long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr) {
                return SoftFloat.fma(f, a, b, c, rm, fcsr);
            }

            @Override
            Exact exact(BigDecimal a, BigDecimal b, BigDecimal c) {
                return a.multiply(b).add(c)::compareTo;
            }
        };

        abstract long compute(Format f, long a, long b, long c, int rm, Fcsr fcsr);

        abstract Exact exact(BigDecimal a, BigDecimal b, BigDecimal c);

        /** The exception of finite operands for which there is no exact value; 0 if there is one. */
        int undefined(BigDecimal a, BigDecimal b) {
            return switch (this) {
                case DIV -> b.signum() != 0 ? 0 : a.signum() == 0 ? Fcsr.NV : Fcsr.DZ;
                case SQRT -> a.signum() < 0 ? Fcsr.NV : 0;
                default -> 0;
            };
        }
    }

    static Stream<Arguments> operationsInBothFormats() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Format.values()).map(format -> Arguments.of(operation, format)));
    }

    @ParameterizedTest
    @MethodSource("operationsInBothFormats")
    void resultsLieWhereTheModeWantsThem(Operation operation, Format f) {
        RandomNumbers numbers = new RandomNumbers(f, operation.ordinal());
        for (int i = 0; i < ROUNDS; i++) {
            long a = numbers.next();
            long b = numbers.next();
            long c = numbers.next();
            for (int rm = Fcsr.RNE; rm <= Fcsr.RMM; rm++) {
                Fcsr fcsr = new Fcsr();
                long result = operation.compute(f, a, b, c, rm, fcsr);
                if (!isFinite(f, a) || !isFinite(f, b) || !isFinite(f, c)) {
                    continue;
                }
                String what = "%x, %x, %x, rounding mode %d".formatted(a, b, c, rm);
                int undefined = operation.undefined(value(f, a), value(f, b));
                if (undefined != 0) {
                    assertThat(fcsr.flags()).as(what).isEqualTo(undefined);
                    continue;
                }
                Exact exact = operation.exact(value(f, a), value(f, b), value(f, c));
                if (overflows(f, exact, result, rm)) {
                    assertThat(fcsr.flags()).as(what).isEqualTo(Fcsr.OF | Fcsr.NX);
                    continue;
                }
                if (!isRounded(f, exact, result, rm)) {
                    assertThat(result).as(what).isNull();
                }
                assertThat(fcsr.flags()).as(what).isEqualTo(exceptions(f, exact, result, rm));
            }
        }
    }

    /** Whether the exact value, rounded as if exponents had no limit, is beyond the greatest number. */
    private static boolean overflows(Format f, Exact exact, long result, int rm) {
        BigDecimal greatest = value(f, f.infinity - 1);
        BigDecimal next = value(f, f.infinity);
        return switch (rm) {
            case Fcsr.RNE, Fcsr.RMM ->
                beyond(f, exact, result, greatest.add(next).multiply(HALF)) >= 0;
            default -> {
                boolean awayFromZero = rm == (f.isNegative(result) ? Fcsr.RDN : Fcsr.RUP);
                yield awayFromZero ? beyond(f, exact, result, greatest) > 0 : beyond(f, exact, result, next) >= 0;
            }
        };
    }

    private static boolean isRounded(Format f, Exact exact, long result, int rm) {
        long magnitude = result & ~f.signBit;
        int here = beyond(f, exact, result, value(f, magnitude));
        if (here == 0) {
            return true;
        }
        // The exact value lies between the result and a neighbour: nearer to zero, or farther away.
        long neighbour = here < 0 ? magnitude - 1 : magnitude + 1;
        if (neighbour < 0 || beyond(f, exact, result, value(f, neighbour)) != -here) {
            return false;
        }
        boolean negative = f.isNegative(result);
        BigDecimal middle = value(f, magnitude).add(value(f, neighbour)).multiply(HALF);
        int side = beyond(f, exact, result, middle) * here; // 1 if the neighbour is the nearer one
        return switch (rm) {
            case Fcsr.RNE -> side < 0 || side == 0 && (magnitude & 1) == 0;
            case Fcsr.RMM -> side < 0 || side == 0 && here < 0;
            case Fcsr.RTZ -> here > 0;
            case Fcsr.RDN -> negative == here < 0;
            default -> negative == here > 0;
        };
    }

    private static int exceptions(Format f, Exact exact, long result, int rm) {
        BigDecimal magnitude = value(f, result & ~f.signBit);
        if (beyond(f, exact, result, magnitude) == 0) {
            return 0;
        }
        // With another exponent bit the numbers below the least normal one were twice as dense.
        BigDecimal leastNormal = value(f, 1L << f.fractionBits);
        BigDecimal below = leastNormal.subtract(value(f, 1).multiply(HALF));
        BigDecimal middle = leastNormal.add(below).multiply(HALF);
        boolean awayFromZero = rm == (f.isNegative(result) ? Fcsr.RDN : Fcsr.RUP);
        boolean tiny = switch (rm) {
            case Fcsr.RNE, Fcsr.RMM -> beyond(f, exact, result, middle) < 0;
            default -> awayFromZero ? beyond(f, exact, result, below) <= 0 : beyond(f, exact, result, leastNormal) < 0;
        };
        return tiny ? Fcsr.UF | Fcsr.NX : Fcsr.NX;
    }

    /** Whether the exact value lies beyond (1) a magnitude with the result's sign, seen from zero, or before it (−1). */
    private static int beyond(Format f, Exact exact, long result, BigDecimal magnitude) {
        return f.isNegative(result) ? -exact.compareTo(magnitude.negate()) : exact.compareTo(magnitude);
    }

    private static boolean isFinite(Format f, long a) {
        return !f.isNan(a) && !f.isInfinite(a);
    }

    /** The value of a datum; infinity stands for the power of two that follows the greatest number. */
    private static BigDecimal value(Format f, long a) {
        if (a == f.infinity) {
            BigDecimal greatest = value(f, a - 1);
            return greatest.add(greatest).subtract(value(f, a - 2));
        }
        return f == Format.DOUBLE
                ? new BigDecimal(Double.longBitsToDouble(a))
                : new BigDecimal(Float.intBitsToFloat((int) a));
    }
}
