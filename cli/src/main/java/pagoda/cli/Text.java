package pagoda.cli;

import java.util.Locale;

/** Text that is the same in every country: ASCII digits, whatever the host's locale. */
final class Text {
    private Text() {}

    /** As {@link String#format}. */
    static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** The number and the noun, which is in the plural unless it is one. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
