package pagoda.asm.syntax;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** What integer, character and string literals stand for (GNU as's manual, section "Constants"). */
public final class Literals {

    private static final String INTEGER = "0[xX][0-9a-fA-F]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*";

    /** More than the longest instruction has bits. */
    private static final int MAX_DIGITS = 200;

    private Literals() {}

    /**
     * The value of an integer literal: {@code 0x} hexadecimal, {@code 0b} binary, {@code 0} octal, else decimal, up to 64 bits.
     *
     * @throws NumberFormatException with a message for the user
     */
    static long integer(String text) {
        int radix = 10;
        String digits = text;
        if (text.length() > 1 && text.charAt(0) == '0') {
            char mark = text.charAt(1);
            boolean hexadecimal = mark == 'x' || mark == 'X';
            boolean binary = mark == 'b' || mark == 'B';
            radix = hexadecimal ? 16 : binary ? 2 : 8;
            digits = text.substring(hexadecimal || binary ? 2 : 1);
            if (radix == 8 && (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0)) {
                throw new NumberFormatException("'" + text + "' is no octal number, as its leading 0 says");
            }
        }
        long value = 0;
        if (digits.length() <= 8) {
            return Integer.parseUnsignedInt(digits, radix) & 0xffff_ffffL;
        }
        try {
            value = Long.parseUnsignedLong(digits, radix);
        } catch (NumberFormatException tooLarge) {
            throw new NumberFormatException("number " + text + " does not fit in 64 bits");
        }
        return value;
    }

    /** The value of an integer literal, which may need more than 64 bits, or null if the text is none (or of no use, so long is it). */
    public static @Nullable BigInteger wide(String text) {
        if (isPlain(text)) {
            return BigInteger.valueOf(Long.parseLong(text));
        }
        if (text.length() > MAX_DIGITS || !text.matches(INTEGER)) {
            return null;
        }
        boolean prefixed = text.length() > 1 && text.charAt(0) == '0';
        return switch (prefixed ? text.charAt(1) : ' ') {
            case 'x', 'X' -> new BigInteger(text.substring(2), 16);
            case 'b', 'B' -> new BigInteger(text.substring(2), 2);
            default -> new BigInteger(text, prefixed ? 8 : 10);
        };
    }

    /** Whether the text is a decimal number of few digits, as nearly all are. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || text.length() > 9 || text.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The code of a character literal: {@code 'a}, {@code 'a'}, {@code '\n'}. */
    static long character(String text) {
        if (text.charAt(1) != '\\') {
            return text.charAt(1);
        }
        boolean closed = text.length() > 3 && text.endsWith("'");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        escape(text, 2, closed ? text.length() - 1 : text.length(), out);
        return out.toByteArray()[0] & 0xff;
    }

    /**
     * The bytes of one or more string literals, with quotes and escapes, side by side.
     *
     * @param charset what turns characters into the bytes they were in the source
     */
    public static byte[] bytes(String literals, Charset charset) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean inside = false;
        int plain = -1;
        for (int at = 0; at < literals.length(); ) {
            char c = literals.charAt(at);
            boolean special = c == '"' || c == '\\' && inside;
            if (special && plain >= 0) {
                out.writeBytes(literals.substring(plain, at).getBytes(charset));
                plain = -1;
            }
            if (c == '"') {
                inside = !inside;
                at++;
            } else if (c == '\\' && inside) {
                at = escape(literals, at + 1, literals.length(), out);
            } else {
                if (inside && plain < 0) {
                    plain = at;
                }
                at++;
            }
        }
        return out.toByteArray();
    }

    /** The text of one or more string literals; escapes give characters below 256. */
    public static String text(String literals, Charset charset) {
        return new String(bytes(literals, charset), charset);
    }

    /** Writes what the escape whose letter stands at {@code at} means; gives the offset behind it. */
    private static int escape(String text, int at, int end, ByteArrayOutputStream out) {
        char letter = text.charAt(at);
        if (letter >= '0' && letter <= '7') {
            int value = 0;
            int next = at;
            while (next < end && next < at + 3 && Character.digit(text.charAt(next), 8) >= 0) {
                value = value * 8 + Character.digit(text.charAt(next++), 8);
            }
            out.write(value);
            return next;
        }
        if (letter == 'x' || letter == 'X') {
            int value = 0;
            int next = at + 1;
            while (next < end && Character.digit(text.charAt(next), 16) >= 0) {
                value = value << 4 & 0xff | Character.digit(text.charAt(next++), 16);
            }
            out.write(value);
            return next;
        }
        out.write(
                switch (letter) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'v' -> 0x0b;
                    default -> letter;
                });
        return at + 1;
    }
}
