package pagoda.cpu.translator;

/**
 * When code is translated. It changes how fast a run is, and nothing else.
 *
 * @param firstInterval how many instructions are interpreted before the first look at what is hot: a program that ends before is not
 *     worth what translating takes
 * @param sampleInterval how many instructions are interpreted between two looks at what is hot
 * @param samples at how many of them a place must be seen before it is translated
 * @param exits how often a region is left for code that is not in it before it is translated again
 * @param misses how often a region is left for a load or store without a short cut before it is translated so that it can be entered
 *     behind that
 * @param instructions the most that a region may have
 * @param slice the most instructions that a region executes each time while HotSpot does not know it well
 * @param turn if fewer instructions than this lie between two traps, on the average, nothing is worth to be translated
 */
public record Tuning(
        int firstInterval,
        int sampleInterval,
        int samples,
        int exits,
        int misses,
        int instructions,
        int slice,
        int turn) {
    /** For speed. */
    public static final Tuning DEFAULT = new Tuning(5_000_000, 10_000, 48, 200, 4_000, 200, 120, 50);

    /** For tests: what is executed a few times is translated. */
    public static final Tuning EAGER = new Tuning(50, 50, 1, 5, 2, 160, 120, 0);
}
