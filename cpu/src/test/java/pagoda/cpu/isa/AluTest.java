package pagoda.cpu.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Computations whose edges the manual spells out: division, upper halves of products, shifts, words. */
final class AluTest {
    @Test
    void divisionByZeroAndOverflowGiveTheManualsTable() {
        for (long x : new long[] {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(Alu.div(x, 0)).isEqualTo(-1);
            assertThat(Alu.divu(x, 0)).isEqualTo(-1);
            assertThat(Alu.rem(x, 0)).isEqualTo(x);
            assertThat(Alu.remu(x, 0)).isEqualTo(x);
            assertThat(Alu.divw(x, 1L << 32)).isEqualTo(-1);
            assertThat(Alu.divuw(x, 1L << 32)).isEqualTo(-1);
            long word = (int) x;
            assertThat(Alu.remw(x, 1L << 32)).isEqualTo(word);
            assertThat(Alu.remuw(x, 1L << 32)).isEqualTo(word);
        }
        assertThat(Alu.div(Long.MIN_VALUE, -1)).isEqualTo(Long.MIN_VALUE);
        assertThat(Alu.rem(Long.MIN_VALUE, -1)).isZero();
        assertThat(Alu.divw(0x8000_0000L, -1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Alu.remw(0x8000_0000L, -1)).isZero();
        assertThat(Alu.divuw(-1, 1)).isEqualTo(-1);
        assertThat(Alu.remuw(-1, 0x1_8000_0000L)).isEqualTo(0x7fff_ffffL);
        assertThat(Alu.rem(-7, 2)).isEqualTo(-1);
        assertThat(Alu.div(-7, 2)).isEqualTo(-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void upperHalvesAreThoseOfTheWholeProduct(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            long a = random.nextLong() >> random.nextInt(64) ^ random.nextInt(2);
            long b = random.nextLong() >>> random.nextInt(64);
            b = random.nextBoolean() ? b : ~b;
            BigInteger signedA = BigInteger.valueOf(a);
            BigInteger signedB = BigInteger.valueOf(b);
            assertThat(Alu.mulh(a, b)).as("%x %x", a, b).isEqualTo(upper(signedA.multiply(signedB)));
            assertThat(Alu.mulhsu(a, b)).as("%x %x", a, b).isEqualTo(upper(signedA.multiply(unsigned(b))));
            assertThat(Alu.mulhu(a, b))
                    .as("%x %x", a, b)
                    .isEqualTo(upper(unsigned(a).multiply(unsigned(b))));
            assertThat(Alu.sltu(a, b)).as("%x %x", a, b).isEqualTo(unsigned(a).compareTo(unsigned(b)) < 0 ? 1 : 0);
            assertThat(Alu.bgeu(a, b)).as("%x %x", a, b).isEqualTo(unsigned(a).compareTo(unsigned(b)) >= 0);
        }
    }

    @Test
    void shiftsTakeTheLowBitsOfTheirAmount() {
        assertThat(Alu.sll(1, 64 + 3)).isEqualTo(8);
        assertThat(Alu.srl(-1, -1)).isEqualTo(1);
        assertThat(Alu.sra(Long.MIN_VALUE, 127)).isEqualTo(-1);
        assertThat(Alu.sllw(1, 31)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Alu.sllw(1, 32)).isEqualTo(1);
        assertThat(Alu.srlw(0xf_8000_0000L, 0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Alu.srlw(-1, 28)).isEqualTo(15);
        assertThat(Alu.sraw(0x8000_0000L, 63)).isEqualTo(-1);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static long upper(BigInteger product) {
        return product.shiftRight(64).longValue();
    }
}
