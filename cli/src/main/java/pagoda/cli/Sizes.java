package pagoda.cli;

import java.util.Locale;

/** Reads sizes as people write them: 64K, 16M, 1G, or plain bytes. */
final class Sizes {
    private Sizes() {}

    /**
     * Reads a size within an option's value.
     *
     * @throws Failure if it is none
     */
    static long of(String option, String text) {
        try {
            return bytes(text);
        } catch (IllegalArgumentException wrong) {
            throw new Failure(option + ": " + wrong.getMessage());
        }
    }

    /**
     * A size in bytes.
     *
     * @throws IllegalArgumentException if it is none
     */
    static long bytes(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.matches("[0-9]{1,15}[KMG]?")) {
            throw new IllegalArgumentException("'" + text + "' is no size; write 64K, 16M or 1G");
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
