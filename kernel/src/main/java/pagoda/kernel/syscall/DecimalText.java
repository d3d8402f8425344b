package pagoda.kernel.syscall;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Floating-point numbers as text in Java's form, which is RARS's: the fewest digits that tell the number from its neighbours.
 * Not by the host's {@code toString}, whose digits differ between releases of Java.
 */
final class DecimalText {
    private static final int FLOAT_DIGITS = 9;
    private static final int DOUBLE_DIGITS = 17;

    private DecimalText() {}

    static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
            return special(value);
        }
        return text(new BigDecimal(value), FLOAT_DIGITS, text -> Float.parseFloat(text.toString()) == value);
    }

    static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return special(value);
        }
        return text(new BigDecimal(value), DOUBLE_DIGITS, text -> Double.parseDouble(text.toString()) == value);
    }

    private static String special(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        return Double.isNaN(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity";
    }

    /** @param most digits that are always enough */
    private static String text(BigDecimal exact, int most, Predicate<BigDecimal> isSame) {
        for (int digits = 2; digits < most; digits++) {
            BigDecimal nearest = round(exact, digits, RoundingMode.HALF_EVEN);
            // Next to a power of two the neighbour nearer to zero is nearer: what is rounded up may do where that does
            // not.
            BigDecimal beyond = round(exact, digits, RoundingMode.UP);
            if (isSame.test(nearest)) {
                return form(nearest);
            }
            if (isSame.test(beyond)) {
                return form(beyond);
            }
        }
        return form(round(exact, most, RoundingMode.HALF_EVEN));
    }

    private static BigDecimal round(BigDecimal exact, int digits, RoundingMode mode) {
        return exact.round(new MathContext(digits, mode));
    }

    /** With an exponent below 10⁻³ and from 10⁷ on; at least one digit on either side of the point. */
    private static String form(BigDecimal number) {
        BigDecimal value = number.abs().stripTrailingZeros();
        String sign = number.signum() < 0 ? "-" : "";
        String digits = value.unscaledValue().toString();
        int exponent = digits.length() - 1 - value.scale();
        if (exponent >= -3 && exponent < 7) {
            String plain = value.toPlainString();
            return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
        }
        return sign + digits.charAt(0) + "." + (digits.length() == 1 ? "0" : digits.substring(1)) + "E" + exponent;
    }
}
