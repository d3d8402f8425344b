package pagoda.cpu.fp;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.fp.Fcsr.DZ;
import static pagoda.cpu.fp.Fcsr.NV;
import static pagoda.cpu.fp.Fcsr.NX;
import static pagoda.cpu.fp.Fcsr.OF;
import static pagoda.cpu.fp.Fcsr.RDN;
import static pagoda.cpu.fp.Fcsr.RMM;
import static pagoda.cpu.fp.Fcsr.RNE;
import static pagoda.cpu.fp.Fcsr.RTZ;
import static pagoda.cpu.fp.Fcsr.RUP;
import static pagoda.cpu.fp.Fcsr.UF;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual's chapters F and D and IEEE 754 say of the corners, worked out by hand. */
final class FloatingPointTest {
    private static final long NAN = 0x7ff8_0000_0000_0000L;
    private static final long OTHER_NAN = 0xfff8_0000_0000_1234L;
    private static final long SIGNALLING = 0x7ff0_0000_0000_0001L;
    private static final int NAN_S = 0x7fc0_0000;
    private static final int SIGNALLING_S = 0xff80_0001;
    private static final long INFINITY = bits(Double.POSITIVE_INFINITY);
    private static final long GREATEST = bits(Double.MAX_VALUE);
    private static final long LEAST_NORMAL = bits(Double.MIN_NORMAL);
    private static final long LEAST = bits(Double.MIN_VALUE);
    private static final long MINUS = Long.MIN_VALUE;
    private static final long ONE = bits(1);
    private static final long ULP = 1;

    private final Fcsr fcsr = new Fcsr();

    // NaNs

    @Test
    void aSignallingNanRaisesInvalid() {
        raises(NV, F64.add(SIGNALLING, ONE, RNE, fcsr), NAN);
        raises(NV, F64.mul(ONE, SIGNALLING, RTZ, fcsr), NAN);
        raises(NV, F64.div(SIGNALLING, NAN, RNE, fcsr), NAN);
        raises(NV, F64.sqrt(SIGNALLING, RNE, fcsr), NAN);
        raises(NV, F64.fma(ONE, ONE, SIGNALLING, RNE, fcsr), NAN);
        raises(NV, F32.add(SIGNALLING_S, 0, RNE, fcsr), NAN_S);
        raises(NV, F64.fromF32(SIGNALLING_S, fcsr), NAN);
        raises(NV, F32.fromF64(SIGNALLING, RNE, fcsr), NAN_S);
    }

    @Test
    void aQuietNanPassesInSilenceAndBecomesTheCanonicalOne() {
        raises(0, F64.add(OTHER_NAN, ONE, RNE, fcsr), NAN);
        raises(0, F64.sub(ONE, OTHER_NAN, RNE, fcsr), NAN);
        raises(0, F64.div(OTHER_NAN, 0, RNE, fcsr), NAN);
        raises(0, F64.sqrt(OTHER_NAN, RNE, fcsr), NAN);
        raises(0, F64.fma(ONE, OTHER_NAN, ONE, RNE, fcsr), NAN);
        raises(0, F32.mul(0xffc1_2345, 0, RNE, fcsr), NAN_S);
        raises(0, F64.fromF32(0xffc1_2345, fcsr), NAN);
        raises(0, F32.fromF64(OTHER_NAN, RNE, fcsr), NAN_S);
    }

    @Test
    void whatHasNoResultIsInvalid() {
        raises(NV, F64.sub(INFINITY, INFINITY, RNE, fcsr), NAN);
        raises(NV, F64.mul(0, INFINITY, RNE, fcsr), NAN);
        raises(NV, F64.div(0, MINUS, RNE, fcsr), NAN);
        raises(NV, F64.div(INFINITY, INFINITY, RNE, fcsr), NAN);
        raises(NV, F64.sqrt(bits(-1), RNE, fcsr), NAN);
        raises(NV, F64.fma(INFINITY, ONE, INFINITY | MINUS, RNE, fcsr), NAN);
        raises(NV, F32.sub(0x7f80_0000, 0x7f80_0000, RNE, fcsr), NAN_S);
    }

    @Test
    void infinityTimesZeroIsInvalidEvenWithAQuietNanAdded() {
        raises(NV, F64.fma(INFINITY, 0, NAN, RNE, fcsr), NAN);
        raises(NV, F64.nmadd(0, INFINITY, NAN, RNE, fcsr), NAN);
        raises(NV, F32.fma(0x7f80_0000, 0, NAN_S, RNE, fcsr), NAN_S);
    }

    @Test
    void aNumberIsTheMinimumAndTheMaximumOfItselfAndNan() {
        raises(0, F64.min(OTHER_NAN, ONE, fcsr), ONE);
        raises(0, F64.max(ONE, OTHER_NAN, fcsr), ONE);
        raises(NV, F64.min(ONE, SIGNALLING, fcsr), ONE);
        raises(0, F64.max(OTHER_NAN, OTHER_NAN, fcsr), NAN);
        raises(NV, F64.min(SIGNALLING, OTHER_NAN, fcsr), NAN);
        raises(NV, F32.max(SIGNALLING_S, 0, fcsr), 0);
        raises(0, F32.min(0xffc1_2345, 0xffc1_2345, fcsr), NAN_S);
    }

    @Test
    void equalityIsQuietAndOrderSignals() {
        raises(0, F64.eq(NAN, NAN, fcsr), 0);
        raises(NV, F64.eq(NAN, SIGNALLING, fcsr), 0);
        raises(NV, F64.lt(NAN, ONE, fcsr), 0);
        raises(NV, F64.le(ONE, NAN, fcsr), 0);
        raises(0, F32.eq(NAN_S, 0, fcsr), 0);
        raises(NV, F32.eq(SIGNALLING_S, 0, fcsr), 0);
        raises(NV, F32.lt(0, NAN_S, fcsr), 0);
        raises(NV, F32.le(NAN_S, NAN_S, fcsr), 0);
    }

    @Test
    void signInjectionLeavesNansAsTheyAre() {
        assertThat(F64.sgnj(SIGNALLING, MINUS)).isEqualTo(SIGNALLING | MINUS);
        assertThat(F64.sgnjn(OTHER_NAN, OTHER_NAN)).isEqualTo(OTHER_NAN & ~MINUS);
        assertThat(F64.sgnjx(OTHER_NAN, MINUS)).isEqualTo(OTHER_NAN & ~MINUS);
        assertThat(F32.sgnj(SIGNALLING_S, 0)).isEqualTo(0x7f80_0001);
        assertThat(F32.sgnjn(1, 0)).isEqualTo(0x8000_0001);
        assertThat(F32.sgnjx(0x8000_0001, -1)).isEqualTo(1);
    }

    @Test
    void aFloatThatIsNotBoxedIsNan() {
        assertThat(F32.unbox(0xffff_ffff_3f80_0000L)).isEqualTo(0x3f80_0000);
        assertThat(F32.unbox(0xffff_fffe_3f80_0000L)).isEqualTo(NAN_S);
        assertThat(F32.unbox(0x7fff_ffff_3f80_0000L)).isEqualTo(NAN_S);
        assertThat(F32.unbox(0x3f80_0000L)).isEqualTo(NAN_S);
        assertThat(F32.box(0x3f80_0000)).isEqualTo(0xffff_ffff_3f80_0000L);
        assertThat(F32.box(0x8000_0000)).isEqualTo(0xffff_ffff_8000_0000L);
    }

    // Zeros and infinities

    @Test
    void divisionOfANumberByZeroIsNoInvalidOne() {
        raises(DZ, F64.div(ONE, MINUS, RNE, fcsr), INFINITY | MINUS);
        raises(0, F64.div(INFINITY, 0, RNE, fcsr), INFINITY);
        raises(DZ, F32.div(0x3f80_0000, 0, RTZ, fcsr), 0x7f80_0000);
    }

    @ParameterizedTest
    @ValueSource(ints = {RNE, RTZ, RDN, RUP, RMM})
    void whatCancelsOutIsMinusZeroOnlyWhenRoundingDown(int rm) {
        long zero = rm == RDN ? MINUS : 0;
        raises(0, F64.sub(ONE, ONE, rm, fcsr), zero);
        raises(0, F64.add(0, MINUS, rm, fcsr), zero);
        raises(0, F64.fma(ONE, ONE, bits(-1), rm, fcsr), zero);
        raises(0, F64.fma(0, ONE, MINUS, rm, fcsr), zero);
        raises(0, F64.add(MINUS, MINUS, rm, fcsr), MINUS);
        raises(0, F64.fma(MINUS, ONE, MINUS, rm, fcsr), MINUS);
        raises(0, F32.sub(0x3f80_0000, 0x3f80_0000, rm, fcsr), rm == RDN ? 0x8000_0000 : 0);
    }

    @Test
    void zerosAreEqualAndYetMinusZeroIsTheMinimum() {
        raises(0, F64.eq(0, MINUS, fcsr), 1);
        raises(0, F64.lt(MINUS, 0, fcsr), 0);
        raises(0, F64.le(0, MINUS, fcsr), 1);
        raises(0, F64.min(0, MINUS, fcsr), MINUS);
        raises(0, F64.max(MINUS, 0, fcsr), 0);
        raises(0, F32.min(0, 0x8000_0000, fcsr), 0x8000_0000);
        raises(0, F32.max(0x8000_0000, 0, fcsr), 0);
    }

    @Test
    void theRootOfMinusZeroIsMinusZero() {
        raises(0, F64.sqrt(MINUS, RNE, fcsr), MINUS);
        raises(0, F64.sqrt(INFINITY, RUP, fcsr), INFINITY);
        raises(0, F32.sqrt(0x8000_0000, RNE, fcsr), 0x8000_0000);
    }

    // Rounding

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 0", "3, 1", "4, 1"})
    void aTieAboveAnEvenNumberIsRoundedByTheModeAlone(int rm, int up) {
        raises(NX, F64.add(ONE, bits(0x1p-53), rm, fcsr), ONE + up * ULP);
        raises(NX, F32.add(0x3f80_0000, Float.floatToRawIntBits(0x1p-24f), rm, fcsr), 0x3f80_0000 + up);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "2, 1", "3, 0", "4, 1"})
    void aTieBelowAnOddNegativeNumberGoesToTheEvenOne(int rm, int away) {
        raises(NX, F64.add(bits(-1) + ULP, bits(-0x1p-53), rm, fcsr), bits(-1) + ULP + away * ULP);
        raises(NX, F32.add(0xbf80_0001, Float.floatToRawIntBits(-0x1p-24f), rm, fcsr), 0xbf80_0001 + away);
    }

    @Test
    void howeverLittleIsAddedCountsWhenRoundingUpOrDown() {
        raises(NX, F64.add(ONE, LEAST, RUP, fcsr), ONE + ULP);
        raises(NX, F64.sub(ONE, LEAST, RDN, fcsr), ONE - ULP);
        raises(NX, F64.sub(ONE, LEAST, RTZ, fcsr), ONE - ULP);
        raises(NX, F64.add(ONE, LEAST, RNE, fcsr), ONE);
        raises(NX, F64.fma(ONE, ONE, LEAST | MINUS, RDN, fcsr), ONE - ULP);
        raises(NX, F64.fma(LEAST, LEAST, ONE, RUP, fcsr), ONE + ULP);
    }

    @Test
    void aThirdIsRoundedToItsNeighbours() {
        long below = 0x3fd5_5555_5555_5555L;
        raises(NX, F64.div(ONE, bits(3), RNE, fcsr), below);
        raises(NX, F64.div(ONE, bits(3), RDN, fcsr), below);
        raises(NX, F64.div(ONE, bits(3), RUP, fcsr), below + ULP);
        raises(NX, F64.div(bits(-1), bits(3), RDN, fcsr), below + ULP | MINUS);
        raises(NX, F32.div(0x3f80_0000, 0x4040_0000, RNE, fcsr), 0x3eaa_aaab);
        raises(NX, F32.div(0x3f80_0000, 0x4040_0000, RTZ, fcsr), 0x3eaa_aaaa);
    }

    @Test
    void theRootOfTwoIsInexactAndThatOfASquareIsNot() {
        raises(NX, F64.sqrt(bits(2), RNE, fcsr), 0x3ff6_a09e_667f_3bcdL);
        raises(NX, F64.sqrt(bits(2), RTZ, fcsr), 0x3ff6_a09e_667f_3bccL);
        raises(0, F64.sqrt(bits(9), RUP, fcsr), bits(3));
        raises(0, F64.sqrt(bits(0x1p-1074), RNE, fcsr), bits(0x1p-537));
        raises(NX, F32.sqrt(0x4000_0000, RNE, fcsr), 0x3fb5_04f3);
    }

    @Test
    void fusedMultiplyAddRoundsOnce() {
        // (1 + 2⁻⁵²)² − (1 + 2⁻⁵¹) = 2⁻¹⁰⁴, all of which a product that is rounded loses.
        long product = F64.mul(ONE + ULP, ONE + ULP, RNE, fcsr);
        assertThat(product).isEqualTo(ONE + 2 * ULP);
        fcsr.setFlags(0);
        raises(0, F64.msub(ONE + ULP, ONE + ULP, product, RNE, fcsr), bits(0x1p-104));
        raises(0, F64.nmsub(ONE + ULP, ONE + ULP, product, RTZ, fcsr), bits(-0x1p-104));
    }

    @Test
    void theFourFusedFormsDifferInSigns() {
        raises(0, F64.fma(bits(2), bits(3), ONE, RNE, fcsr), bits(7));
        raises(0, F64.msub(bits(2), bits(3), ONE, RNE, fcsr), bits(5));
        raises(0, F64.nmsub(bits(2), bits(3), ONE, RNE, fcsr), bits(-5));
        raises(0, F64.nmadd(bits(2), bits(3), ONE, RNE, fcsr), bits(-7));
        int two = 0x4000_0000;
        int three = 0x4040_0000;
        int one = 0x3f80_0000;
        raises(0, F32.fma(two, three, one, RNE, fcsr), Float.floatToRawIntBits(7));
        raises(0, F32.msub(two, three, one, RNE, fcsr), Float.floatToRawIntBits(5));
        raises(0, F32.nmsub(two, three, one, RNE, fcsr), Float.floatToRawIntBits(-5));
        raises(0, F32.nmadd(two, three, one, RNE, fcsr), Float.floatToRawIntBits(-7));
    }

    @Test
    void exactResultsRaiseNothing() {
        raises(0, F64.add(ONE, bits(0x1p-52), RNE, fcsr), ONE + ULP);
        raises(0, F64.mul(bits(3), bits(7), RNE, fcsr), bits(21));
        raises(0, F64.div(bits(21), bits(7), RNE, fcsr), bits(3));
        raises(0, F64.mul(LEAST, bits(8), RNE, fcsr), 8 * LEAST);
        raises(0, F64.div(LEAST_NORMAL, bits(4), RNE, fcsr), LEAST_NORMAL / 4);
        raises(0, F32.mul(0x4040_0000, 0x40e0_0000, RNE, fcsr), Float.floatToRawIntBits(21));
    }

    // Overflow and underflow

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 0", "2, 0, 1", "3, 1, 0", "4, 1, 1"})
    void overflowGivesInfinityOrTheGreatestNumberByTheMode(int rm, int positive, int negative) {
        raises(OF | NX, F64.mul(GREATEST, bits(2), rm, fcsr), GREATEST + positive);
        raises(OF | NX, F64.mul(GREATEST, GREATEST, rm, fcsr), GREATEST + positive);
        raises(OF | NX, F64.add(GREATEST | MINUS, GREATEST | MINUS, rm, fcsr), (GREATEST | MINUS) + negative);
        raises(OF | NX, F32.fromF64(bits(-1e300), rm, fcsr), 0xff7f_ffff + negative);
    }

    @Test
    void overflowIsFoundAfterRounding() {
        long halfAnUlp = bits(0x1p970);
        raises(OF | NX, F64.add(GREATEST, halfAnUlp, RNE, fcsr), INFINITY);
        raises(NX, F64.add(GREATEST, halfAnUlp - ULP, RNE, fcsr), GREATEST);
        raises(NX, F64.add(GREATEST, halfAnUlp, RDN, fcsr), GREATEST);
        raises(OF | NX, F64.add(GREATEST, LEAST, RUP, fcsr), INFINITY);
    }

    @Test
    void tininessIsDetectedAfterRounding() {
        // 2⁻¹⁰²² × (1 − 2⁻⁵⁴): with 53 bits and any exponent it is rounded to 2⁻¹⁰²², so it is not tiny.
        raises(NX, F64.fma(LEAST, bits(-0x1p-2), LEAST_NORMAL, RNE, fcsr), LEAST_NORMAL);
        // 2⁻¹⁰²² × (1 − 2⁻⁵³) has 53 bits, so it is tiny, though the result is the same.
        raises(UF | NX, F64.fma(LEAST, bits(-0x1p-1), LEAST_NORMAL, RNE, fcsr), LEAST_NORMAL);
        raises(UF | NX, F64.mul(LEAST_NORMAL, ONE - ULP, RNE, fcsr), LEAST_NORMAL);
        raises(UF | NX, F64.fma(LEAST, bits(-0x1p-2), LEAST_NORMAL, RTZ, fcsr), LEAST_NORMAL - ULP);
        raises(NX, F32.fromF64(bits(0x1p-126 * (1 - 0x1p-25)), RNE, fcsr), 0x0080_0000);
        raises(UF | NX, F32.fromF64(bits(0x1p-126 * (1 - 0x1p-24)), RNE, fcsr), 0x0080_0000);
    }

    @Test
    void whatIsBelowTheLeastNumberIsRoundedToItOrZero() {
        raises(UF | NX, F64.mul(LEAST, bits(0.5), RNE, fcsr), 0);
        raises(UF | NX, F64.mul(LEAST, bits(0.5), RMM, fcsr), LEAST);
        raises(UF | NX, F64.mul(LEAST, bits(0.75), RNE, fcsr), LEAST);
        raises(UF | NX, F64.mul(LEAST, LEAST, RUP, fcsr), LEAST);
        raises(UF | NX, F64.mul(LEAST, LEAST | MINUS, RUP, fcsr), MINUS);
        raises(UF | NX, F32.mul(1, 1, RUP, fcsr), 1);
    }

    // Classes and conversions

    @Test
    void eachClassHasItsBit() {
        long[] ascending = {
            INFINITY | MINUS,
            bits(-1),
            LEAST | MINUS,
            MINUS,
            0,
            LEAST_NORMAL - ULP,
            LEAST_NORMAL,
            INFINITY,
            SIGNALLING,
            NAN
        };
        int[] singles = {
            0xff80_0000, 0xff7f_ffff, 0x807f_ffff, 0x8000_0000, 0, 1, 0x0080_0000, 0x7f80_0000, SIGNALLING_S, NAN_S
        };
        for (int bit = 0; bit < 10; bit++) {
            assertThat(F64.classify(ascending[bit])).as("%x", ascending[bit]).isEqualTo(1L << bit);
            assertThat(F32.classify(singles[bit])).as("%x", singles[bit]).isEqualTo(1L << bit);
        }
    }

    @Test
    void conversionOfNanToAnIntegerGivesTheGreatestOne() {
        for (long nan : new long[] {NAN, OTHER_NAN, SIGNALLING}) {
            raises(NV, F64.toInt32(nan, RNE, fcsr), Integer.MAX_VALUE);
            raises(NV, F64.toUint32(nan, RNE, fcsr), -1);
            raises(NV, F64.toInt64(nan, RNE, fcsr), Long.MAX_VALUE);
            raises(NV, F64.toUint64(nan, RNE, fcsr), -1);
        }
        raises(NV, F32.toInt32(0xffc0_0000, RNE, fcsr), Integer.MAX_VALUE);
        raises(NV, F32.toUint64(SIGNALLING_S, RNE, fcsr), -1);
    }

    @Test
    void conversionBeyondTheRangeGivesItsEndAndIsNotInexact() {
        raises(NV, F64.toInt32(bits(0x1p31), RNE, fcsr), Integer.MAX_VALUE);
        raises(NV, F64.toInt32(bits(-0x1p31 - 1), RTZ, fcsr), Integer.MIN_VALUE);
        raises(NV, F64.toUint32(bits(0x1p32), RTZ, fcsr), -1);
        raises(NV, F64.toUint32(bits(-1), RTZ, fcsr), 0);
        raises(NV, F64.toInt64(bits(0x1p63), RTZ, fcsr), Long.MAX_VALUE);
        raises(NV, F64.toInt64(INFINITY | MINUS, RTZ, fcsr), Long.MIN_VALUE);
        raises(NV, F64.toUint64(bits(0x1p64), RTZ, fcsr), -1);
        raises(NV, F64.toUint64(bits(-1.5), RTZ, fcsr), 0);
        raises(NV, F32.toInt32(0x4f00_0000, RTZ, fcsr), Integer.MAX_VALUE);
    }

    @Test
    void theRangeIsThatOfTheRoundedInteger() {
        raises(NX, F64.toInt32(bits(0x1p31 - 0.5), RTZ, fcsr), Integer.MAX_VALUE);
        raises(NV, F64.toInt32(bits(0x1p31 - 0.5), RNE, fcsr), Integer.MAX_VALUE);
        raises(NX, F64.toInt32(bits(-0x1p31 - 0.5), RNE, fcsr), Integer.MIN_VALUE);
        raises(NV, F64.toInt32(bits(-0x1p31 - 0.5), RDN, fcsr), Integer.MIN_VALUE);
        raises(NX, F64.toUint32(bits(-0.75), RTZ, fcsr), 0);
        raises(NV, F64.toUint32(bits(-0.75), RNE, fcsr), 0);
        raises(NX, F64.toUint64(bits(-0.5), RNE, fcsr), 0);
        raises(NX, F64.toUint64(LEAST, RUP, fcsr), 1);
    }

    @Test
    void theEndsOfTheRangesAreIntegers() {
        raises(0, F64.toInt32(bits(-0x1p31), RTZ, fcsr), Integer.MIN_VALUE);
        raises(0, F64.toUint32(bits(0x1p32 - 1), RNE, fcsr), -1);
        raises(0, F64.toUint32(bits(0x1p31), RNE, fcsr), Integer.MIN_VALUE);
        raises(0, F64.toInt64(bits(-0x1p63), RNE, fcsr), Long.MIN_VALUE);
        raises(0, F64.toUint64(bits(0x1p63), RNE, fcsr), Long.MIN_VALUE);
        raises(0, F64.toUint64(MINUS, RNE, fcsr), 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 2, -2", "1, 2, 1, -1", "2, 2, 1, -2", "3, 3, 2, -1", "4, 3, 2, -2"})
    void integersAreRoundedByTheMode(int rm, int ofTwoAndAHalf, int ofOneAndAHalf, int ofMinusOneAndAHalf) {
        raises(NX, F64.toInt64(bits(2.5), rm, fcsr), ofTwoAndAHalf);
        raises(NX, F64.toInt32(bits(1.5), rm, fcsr), ofOneAndAHalf);
        raises(NX, F32.toInt32(Float.floatToRawIntBits(-1.5f), rm, fcsr), ofMinusOneAndAHalf);
    }

    @Test
    void wordsAreTakenFromTheLowHalf() {
        raises(0, F64.fromInt32(0x1234_5678_ffff_ffffL, RNE, fcsr), bits(-1));
        raises(0, F64.fromUint32(0x1234_5678_ffff_ffffL, RNE, fcsr), bits(4294967295.0));
        raises(0, F32.fromInt32(0x1234_5678_ffff_fffeL, RNE, fcsr), Float.floatToRawIntBits(-2));
        raises(NX, F32.fromUint32(-1, RTZ, fcsr), Float.floatToRawIntBits(4294967040f));
    }

    @Test
    void longIntegersAreRounded() {
        raises(NX, F64.fromInt64(Long.MAX_VALUE, RNE, fcsr), bits(0x1p63));
        raises(NX, F64.fromInt64(Long.MAX_VALUE, RTZ, fcsr), bits(0x1p63) - ULP);
        raises(0, F64.fromInt64(Long.MIN_VALUE, RNE, fcsr), bits(-0x1p63));
        raises(NX, F64.fromUint64(-1, RNE, fcsr), bits(0x1p64));
        raises(NX, F64.fromUint64(-1, RDN, fcsr), bits(0x1p64) - ULP);
        raises(NX, F64.fromInt64((1L << 53) + 1, RNE, fcsr), bits(0x1p53));
        raises(NX, F32.fromInt64((1L << 24) + 1, RUP, fcsr), Float.floatToRawIntBits(0x1p24f) + 1);
        raises(0, F32.fromUint64(1L << 63, RNE, fcsr), Float.floatToRawIntBits(0x1p63f));
    }

    @Test
    void everyFloatIsADouble() {
        raises(0, F64.fromF32(1, fcsr), bits(0x1p-149));
        raises(0, F64.fromF32(0x8000_0000, fcsr), MINUS);
        raises(0, F64.fromF32(0xff80_0000, fcsr), INFINITY | MINUS);
    }

    private static long bits(double x) {
        return Double.doubleToRawLongBits(x);
    }

    /** The operation just done has given a result and raised these exceptions and no others; the next one starts afresh. */
    private void raises(int flags, long result, long expected) {
        assertThat(Long.toHexString(result)).isEqualTo(Long.toHexString(expected));
        assertThat(fcsr.flags()).as("exceptions of %x", result).isEqualTo(flags);
        fcsr.setFlags(0);
    }
}
