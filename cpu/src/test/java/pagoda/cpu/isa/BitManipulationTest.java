package pagoda.cpu.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.BitManipulation.*;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The computations of Zba, Zbb and Zbs at their edges. */
final class BitManipulationTest {
    private static final long GARBAGE = 0xdead_beef_0000_0000L;

    @Test
    void indicesAreScaledAndAdded() {
        assertThat(sh1add(3, 100)).isEqualTo(106);
        assertThat(sh2add(3, 100)).isEqualTo(112);
        assertThat(sh3add(3, 100)).isEqualTo(124);
        assertThat(sh3add(-1, 100)).isEqualTo(92);
        assertThat(sh1add(Long.MIN_VALUE, 1)).isEqualTo(1);
    }

    @Test
    void unsignedWordsAreExtendedBeforeTheyAreScaled() {
        long index = GARBAGE | 0x8000_0000L;
        assertThat(addUw(index, 1)).isEqualTo(0x8000_0001L);
        assertThat(sh1addUw(index, 1)).isEqualTo(0x1_0000_0001L);
        assertThat(sh2addUw(index, 1)).isEqualTo(0x2_0000_0001L);
        assertThat(sh3addUw(index, 1)).isEqualTo(0x4_0000_0001L);
        assertThat(slliUw(index, 4)).isEqualTo(0x8_0000_0000L);
        assertThat(slliUw(-1, 63)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void theSecondOperandOfLogicIsInverted() {
        assertThat(andn(0b1100, 0b1010)).isEqualTo(0b0100);
        assertThat(orn(0b1100, ~0b0011)).isEqualTo(0b1111);
        assertThat(xnor(0b1100, 0b1010)).isEqualTo(~0b0110);
    }

    @Test
    void zeroHasAsManyZerosAsBits() {
        assertThat(clz(0)).isEqualTo(64);
        assertThat(ctz(0)).isEqualTo(64);
        assertThat(clzw(GARBAGE)).isEqualTo(32);
        assertThat(ctzw(GARBAGE)).isEqualTo(32);
        assertThat(cpopw(GARBAGE)).isZero();
    }

    @Test
    void bitsAreCounted() {
        assertThat(clz(1)).isEqualTo(63);
        assertThat(clz(-1)).isZero();
        assertThat(clzw(GARBAGE | 1)).isEqualTo(31);
        assertThat(ctz(Long.MIN_VALUE)).isEqualTo(63);
        assertThat(ctzw(GARBAGE | 0x8000_0000L)).isEqualTo(31);
        assertThat(cpop(-1)).isEqualTo(64);
        assertThat(cpopw(-1)).isEqualTo(32);
    }

    @Test
    void unsignedOrderPutsNegativeNumbersLast() {
        assertThat(max(-1, 1)).isEqualTo(1);
        assertThat(min(-1, 1)).isEqualTo(-1);
        assertThat(maxu(-1, 1)).isEqualTo(-1);
        assertThat(minu(-1, 1)).isEqualTo(1);
        assertThat(maxu(5, 3)).isEqualTo(5);
        assertThat(minu(5, 3)).isEqualTo(3);
    }

    @Test
    void partsAreExtended() {
        assertThat(sextB(0x1280)).isEqualTo(-128);
        assertThat(sextB(0x127f)).isEqualTo(127);
        assertThat(sextH(0x1_8000)).isEqualTo(-32768);
        assertThat(sextH(0x1_7fff)).isEqualTo(32767);
        assertThat(zextH(-1)).isEqualTo(0xffff);
    }

    @Test
    void rotationsTakeTheLowBitsOfTheirAmount() {
        assertThat(rol(0x8000_0000_0000_0001L, 64 + 1)).isEqualTo(3);
        assertThat(ror(3, 64 + 1)).isEqualTo(0x8000_0000_0000_0001L);
        assertThat(ror(3, 0)).isEqualTo(3);
        assertThat(ror(1, 33)).isEqualTo(1L << 31);
    }

    @Test
    void rotatedWordsAreSignExtended() {
        assertThat(rolw(GARBAGE | 0x4000_0000L, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(rorw(GARBAGE | 1, 32 + 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(rorw(GARBAGE | 2, 1)).isEqualTo(1);
        assertThat(rorw(GARBAGE | 0x8000_0000L, 32)).isEqualTo(Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orcBTellsWhichBytesAreNotZero(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            long a = random.nextLong() << random.nextInt(64) >>> random.nextInt(64);
            long expected = 0;
            for (int shift = 0; shift < 64; shift += 8) {
                expected |= (a >>> shift & 0xff) == 0 ? 0 : 0xffL << shift;
            }
            assertThat(orcB(a)).as("%x", a).isEqualTo(expected);
        }
        assertThat(orcB(0x8001_0000_7fff_0080L)).isEqualTo(0xffff_0000_ffff_00ffL);
    }

    @Test
    void bytesAreReversed() {
        assertThat(rev8(0x0102_0304_0506_0708L)).isEqualTo(0x0807_0605_0403_0201L);
    }

    @Test
    void singleBitsAreNumberedModulo64() {
        assertThat(bclr(-1, 64 + 63)).isEqualTo(Long.MAX_VALUE);
        assertThat(bset(0, 64 + 63)).isEqualTo(Long.MIN_VALUE);
        assertThat(binv(0b101, 64)).isEqualTo(0b100);
        assertThat(binv(0b100, 0)).isEqualTo(0b101);
        assertThat(bext(Long.MIN_VALUE, 63)).isEqualTo(1);
        assertThat(bext(Long.MIN_VALUE, 64 + 62)).isZero();
    }
}
