package pagoda.kernel.mm.reclaim;

/**
 * How many frames are to be free.
 *
 * <pre>
 *   free ▲
 *   high ┼──────────── the swap daemon goes to sleep
 *        │
 *   low  ┼──────────── the swap daemon wakes
 *   min  ┼──────────── who wants a frame has to empty some itself
 *      0 ┴
 * </pre>
 *
 * @param min in frames; a frame is taken below it only if no other can be had
 * @param low at least {@code min}
 * @param high at least {@code low}
 */
public record Watermarks(int min, int low, int high) {
    /** @throws IllegalArgumentException if they are not in order */
    public Watermarks {
        if (min < 0 || low < min || high < low) {
            throw new IllegalArgumentException("the watermarks must rise: min, low, high");
        }
    }

    /**
     * What a machine of so many frames has by default, as on Linux: min is four times the root of RAM in KiB, low a quarter
     * above it, high a half; but no more than a 32nd of RAM.
     */
    public static Watermarks of(int frames) {
        int root = (int) Math.sqrt(frames * 4.0);
        int min = Math.max(1, Math.min(root, frames / 32));
        int low = min + Math.max(1, min / 4);
        return new Watermarks(min, low, Math.max(low + 1, min + min / 2));
    }
}
