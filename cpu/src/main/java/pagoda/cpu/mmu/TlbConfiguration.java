package pagoda.cpu.mmu;

import java.util.Locale;

/**
 * The shape of a TLB.
 *
 * @param entries how many translations it holds; 0 for no TLB at all
 * @param ways how many of them share a set: 1 is direct-mapped, {@code entries} fully associative
 * @param replacement which entry of a full set makes room
 */
public record TlbConfiguration(int entries, int ways, Replacement replacement) {
    /** The default: 64 entries, fully associative, first in first out. */
    public static final TlbConfiguration DEFAULT = new TlbConfiguration(64, 64, Replacement.FIFO);

    /** No TLB: every access walks the page table. */
    public static final TlbConfiguration OFF = new TlbConfiguration(0, 1, Replacement.FIFO);

    /** What {@link #parse} takes, for messages. */
    public static final String FORM = "ENTRIESxWAYS[,fifo|lru|plru|random] with powers of two up to 4096, or off";

    private static final int MOST_ENTRIES = 4096;

    /** Which entry of a full set makes room for a new one. */
    public enum Replacement {
        /** The one that came first. */
        FIFO,
        /** The one not used for the longest time. */
        LRU,
        /** A tree of bits that point away from what was used last: nearly LRU, as much hardware has it. */
        PLRU,
        /** Any, by a pseudo-random sequence that is the same in every run. */
        RANDOM
    }

    /** @throws IllegalArgumentException unless entries and ways are powers of two that fit */
    public TlbConfiguration {
        boolean none = entries == 0 && ways == 1;
        if (!none && (!isPowerOfTwo(entries) || !isPowerOfTwo(ways) || ways > entries || entries > MOST_ENTRIES)) {
            throw new IllegalArgumentException(FORM);
        }
    }

    /**
     * Reads the form {@code 64x4,lru} or {@code off}.
     *
     * @throws IllegalArgumentException if the text is not of that form; its message is {@link #FORM}
     */
    public static TlbConfiguration parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("off")) {
            return OFF;
        }
        if (!lower.matches("[0-9]{1,5}x[0-9]{1,5}(,(fifo|lru|plru|random))?")) {
            throw new IllegalArgumentException(FORM);
        }
        int comma = lower.indexOf(',');
        String[] shape = (comma < 0 ? lower : lower.substring(0, comma)).split("x");
        Replacement replacement = comma < 0
                ? Replacement.FIFO
                : Replacement.valueOf(lower.substring(comma + 1).toUpperCase(Locale.ROOT));
        return new TlbConfiguration(Integer.parseInt(shape[0]), Integer.parseInt(shape[1]), replacement);
    }

    /** The number of sets. */
    public int sets() {
        return entries / ways;
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return entries == 0
                ? "off"
                : entries + "x" + ways + "," + replacement.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isPowerOfTwo(int number) {
        return Integer.bitCount(number) == 1;
    }
}
