package pagoda.asm.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A source file's name and text. Bytes that are UTF-8 are read so; others are read as Latin-1, so that every file has a text
 * and string literals come out as the bytes they were.
 *
 * @param name as the user gave it
 * @param text the whole contents
 * @param charset what turns the text back into the bytes it came from
 */
public record SourceFile(String name, String text, Charset charset) {

    /** Decodes a file's bytes. */
    public static SourceFile of(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Where bytes were none of UTF-8, the character for those that cannot be read stands.
        if (text.indexOf('\ufffd') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            return new SourceFile(name, new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
        return new SourceFile(name, text, StandardCharsets.UTF_8);
    }
}
