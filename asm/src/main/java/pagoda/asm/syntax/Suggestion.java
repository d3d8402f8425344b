package pagoda.asm.syntax;

import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * The name nearest to what was written: at most one edit away for short names, two for longer ones, or equal but for case.
     * Of equally near ones the first.
     */
    public static @Nullable String of(String written, Iterable<String> names) {
        if (written.length() > 40) {
            return null;
        }
        int limit = written.length() <= 1 ? 0 : written.length() <= 4 ? 1 : 2;
        String nearest = null;
        int least = limit + 1;
        for (String name : names) {
            if (name.equalsIgnoreCase(written)) {
                return name;
            }
            if (Math.abs(name.length() - written.length()) < least) {
                int distance = distance(written, name);
                if (distance < least) {
                    least = distance;
                    nearest = name;
                }
            }
        }
        return nearest;
    }

    /** {@code ; did you mean 'NAME'?}, or nothing if no name is near. */
    public static String question(String written, Iterable<String> names) {
        String name = of(written, names);
        return name == null ? "" : "; did you mean '" + name + "'?";
    }

    /** Insertions, deletions, replacements and swaps of neighbours that make one word of the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
                best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
