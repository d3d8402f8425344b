package pagoda.asm.syntax;

import org.jspecify.annotations.Nullable;

/** The short words of a source, such as mnemonics and registers, each kept once: a source is made of few of them. */
final class Words {

    private static final int REMEMBERED = 1 << 10;
    private static final int MAX_LENGTH = 12;

    /** The word that was asked for last of those with the same low bits of their hash codes. */
    private final @Nullable String[] words = new @Nullable String[REMEMBERED];

    /** The characters of a text from {@code start} to before {@code end}. */
    String of(String text, int start, int end) {
        if (end - start > MAX_LENGTH) {
            return text.substring(start, end);
        }
        int hash = 0;
        for (int at = start; at < end; at++) {
            hash = 31 * hash + text.charAt(at);
        }
        int slot = (hash ^ hash >>> 10) & REMEMBERED - 1;
        String word = words[slot];
        if (word == null || word.length() != end - start || !text.startsWith(word, start)) {
            word = text.substring(start, end);
            words[slot] = word;
        }
        return word;
    }
}
