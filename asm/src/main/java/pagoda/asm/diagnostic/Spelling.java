package pagoda.asm.diagnostic;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that someone may have meant: the known one with the fewest mistyped letters. */
public final class Spelling {

    private Spelling() {}

    /**
     * The nearest of the known names by letters added, left out, changed or swapped with the next, or null if none is
     * near: one mistake is allowed for three letters, and a change of case counts as none. Of equally near ones the
     * first in the alphabet wins.
     */
    public static @Nullable String nearest(String written, Collection<String> known) {
        int allowed = Math.min(3, Math.max(1, written.length() / 3));
        String best = null;
        int bestMistakes = allowed + 1;
        for (String name : known) {
            if (Math.abs(name.length() - written.length()) > allowed || name.equals(written)) {
                continue;
            }
            int mistakes = mistakes(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            boolean better =
                    mistakes < bestMistakes || (mistakes == bestMistakes && best != null && name.compareTo(best) < 0);
            // A name none of whose letters remain is no misspelling.
            if (better && mistakes < Math.max(written.length(), name.length())) {
                best = name;
                bestMistakes = mistakes;
            }
        }
        return best;
    }

    /** The Damerau-Levenshtein distance (optimal string alignment). */
    private static int mistakes(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[b.length()];
    }
}
