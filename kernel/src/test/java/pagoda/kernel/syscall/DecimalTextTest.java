package pagoda.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                BigDecimal text = new BigDecimal(DecimalText.of(value)).stripTrailingZeros();
                assertThat(text.doubleValue()).as("seed %d", seed).isEqualTo(value);
                if (text.precision() > 2) {
                    BigDecimal shorter =
                            new BigDecimal(value).round(new MathContext(text.precision() - 1, RoundingMode.HALF_EVEN));
                    assertThat(shorter.doubleValue()).as("seed %d", seed).isNotEqualTo(value);
                }
            }
        }
    }
}
