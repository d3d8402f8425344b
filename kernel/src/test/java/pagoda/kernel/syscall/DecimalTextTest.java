package pagoda.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Floating-point numbers as text. */
class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({
        "0.001, 0.001",
        "0.00099999, 9.9999E-4",
        "9999999, 9999999.0",
        "10000000, 1.0E7",
        "2e23, 2.0E23",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "100, 100.0",
        "-1.5, -1.5"
    })
    void numbersHaveJavasForm(double value, String text) {
        assertThat(DecimalText.of(value)).isEqualTo(text);
    }

    @Test
    void floatsHaveNoDigitsOfDoubles() {
        assertThat(DecimalText.of(0.1f)).isEqualTo("0.1");
        assertThat(DecimalText.of(Float.MIN_VALUE)).isEqualTo("1.4E-45");
        assertThat(DecimalText.of(Float.MAX_VALUE)).isEqualTo("3.4028235E38");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theTextIsTheNumberAndNoShorterOneIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            assertShortest(Double.longBitsToDouble(random.nextLong()));
            assertShortest(Float.intBitsToFloat(random.nextInt()));
        }
    }

    /** Where the neighbour below is nearer than the one above. */
    @Test
    void soItIsOfPowersOfTwo() {
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            assertShortest(Math.scalb(1.0, exponent));
            assertShortest(-Math.scalb(1.0f, exponent));
        }
        assertThat(DecimalText.of(Math.scalb(1.0, -1017))).isEqualTo("7.120236347223045E-307");
    }

    private static void assertShortest(double value) {
        if (Double.isFinite(value) && value != 0) {
            BigDecimal text = new BigDecimal(DecimalText.of(value)).stripTrailingZeros();
            assertThat(text.doubleValue()).isEqualTo(value);
            for (BigDecimal shorter : shorter(new BigDecimal(value), text)) {
                assertThat(shorter.doubleValue()).isNotEqualTo(value);
            }
        }
    }

    private static void assertShortest(float value) {
        if (Float.isFinite(value) && value != 0) {
            BigDecimal text = new BigDecimal(DecimalText.of(value)).stripTrailingZeros();
            assertThat(text.floatValue()).isEqualTo(value);
            for (BigDecimal shorter : shorter(new BigDecimal(value), text)) {
                assertThat(shorter.floatValue()).isNotEqualTo(value);
            }
        }
    }

    /** The two numbers next to the value that have a digit less than the text; none if it has only the two it always has. */
    private static List<BigDecimal> shorter(BigDecimal value, BigDecimal text) {
        int digits = text.precision() - 1;
        return digits < 2
                ? List.of()
                : List.of(
                        value.round(new MathContext(digits, RoundingMode.FLOOR)),
                        value.round(new MathContext(digits, RoundingMode.CEILING)));
    }
}
