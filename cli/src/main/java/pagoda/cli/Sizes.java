package pagoda.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes as people write them: 64K, 16M, 1G, or plain bytes. */
final class Sizes implements ITypeConverter<Long> {
    /**
     * Reads a size within an option's value.
     *
     * @throws Failure if it is none
     */
    static long of(String option, String text) {
        try {
            return new Sizes().convert(text);
        } catch (TypeConversionException wrong) {
            throw new Failure(option + ": " + wrong.getMessage());
        }
    }

    @Override
    public Long convert(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("[0-9]{1,15}[KMG]?")) {
            throw new TypeConversionException("'" + text + "' is no size; write 64K, 16M or 1G");
        }
        int last = upper.length() - 1;
        int shift = switch (upper.charAt(last)) {
            case 'K' -> 10;
            case 'M' -> 20;
            case 'G' -> 30;
            default -> 0;
        };
        long number = Long.parseLong(shift == 0 ? upper : upper.substring(0, last));
        return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
    }
}
