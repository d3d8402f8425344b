package pagoda.cpu.fp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host computes has the bits, and raises the exceptions, that computing with integers gives. */
final class HostArithmeticTest {
    private static final int ROUNDS = 200_000;

    interface Computation {
        long compute(long a, long b, long c, Fcsr fcsr);
    }

    /** Each with what the host is asked, and its twin. */
    enum Operation {
        ADD_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.add(a, b, Fcsr.RNE, fcsr),
                (a, b, c, fcsr) -> SoftFloat.add(Format.DOUBLE, a, b, Fcsr.RNE, fcsr)),
        MUL_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.mul(a, b, Fcsr.RNE, fcsr),
                (a, b, c, fcsr) -> SoftFloat.mul(Format.DOUBLE, a, b, Fcsr.RNE, fcsr)),
        DIV_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.div(a, b, Fcsr.RNE, fcsr),
                (a, b, c, fcsr) -> SoftFloat.div(Format.DOUBLE, a, b, Fcsr.RNE, fcsr)),
        SQRT_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.sqrt(a, Fcsr.RNE, fcsr),
                (a, b, c, fcsr) -> SoftFloat.sqrt(Format.DOUBLE, a, Fcsr.RNE, fcsr)),
        FMA_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.fma(a, b, c, Fcsr.RNE, fcsr),
                (a, b, c, fcsr) -> SoftFloat.fma(Format.DOUBLE, a, b, c, Fcsr.RNE, fcsr)),
        TO_LONG_D(
                Format.DOUBLE,
                (a, b, c, fcsr) -> F64.toInt64(a, Fcsr.RTZ, fcsr),
                (a, b, c, fcsr) ->
                        SoftFloat.toInteger(Format.DOUBLE, a, Fcsr.RTZ, fcsr, Long.MAX_VALUE, Long.MIN_VALUE)),
        ADD_S(Format.SINGLE, (a, b, c, fcsr) -> F32.add((int) a, (int) b, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.add(Format.SINGLE, a, b, Fcsr.RNE, fcsr)),
        MUL_S(Format.SINGLE, (a, b, c, fcsr) -> F32.mul((int) a, (int) b, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.mul(Format.SINGLE, a, b, Fcsr.RNE, fcsr)),
        DIV_S(Format.SINGLE, (a, b, c, fcsr) -> F32.div((int) a, (int) b, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.div(Format.SINGLE, a, b, Fcsr.RNE, fcsr)),
        SQRT_S(Format.SINGLE, (a, b, c, fcsr) -> F32.sqrt((int) a, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.sqrt(Format.SINGLE, a, Fcsr.RNE, fcsr)),
        FMA_S(Format.SINGLE, (a, b, c, fcsr) -> F32.fma((int) a, (int) b, (int) c, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.fma(Format.SINGLE, a, b, c, Fcsr.RNE, fcsr)),
        NARROW(Format.DOUBLE, (a, b, c, fcsr) -> F32.fromF64(a, Fcsr.RNE, fcsr), (a, b, c, fcsr) ->
                (int) SoftFloat.convert(Format.DOUBLE, Format.SINGLE, a, Fcsr.RNE, fcsr)),
        WIDEN(
                Format.SINGLE,
                (a, b, c, fcsr) -> F64.fromF32((int) a, fcsr),
                (a, b, c, fcsr) -> SoftFloat.convert(Format.SINGLE, Format.DOUBLE, a, Fcsr.RNE, fcsr));

        private final Format format;
        private final Computation host;
        private final Computation integers;

        Operation(Format format, Computation host, Computation integers) {
            this.format = format;
            this.host = host;
            this.integers = integers;
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void theHostComputesWhatIntegersDo(Operation operation) {
        RandomNumbers numbers = new RandomNumbers(operation.format, operation.ordinal());
        for (int i = 0; i < ROUNDS; i++) {
            long a = numbers.next();
            long b = numbers.next();
            long c = numbers.next();
            for (int accrued : new int[] {0, Fcsr.NX}) {
                Fcsr ours = new Fcsr();
                Fcsr theirs = new Fcsr();
                ours.setFlags(accrued);
                theirs.setFlags(accrued);
                long result = operation.host.compute(a, b, c, ours);
                long expected = operation.integers.compute(a, b, c, theirs);
                if (result != expected || ours.flags() != theirs.flags()) {
                    assertThat("%x with %x".formatted(result, ours.flags()))
                            .as("%x, %x, %x", a, b, c)
                            .isEqualTo("%x with %x", expected, theirs.flags());
                }
            }
        }
    }
}
