package pagoda.kernel.mm;

/** The counts of {@link VmCounter}. */
public final class VmCounters {
    private final long[] counts = new long[VmCounter.values().length];

    /** Counts so many more. */
    public void add(VmCounter counter, long count) {
        counts[counter.ordinal()] += count;
    }

    /** How many there were so far. */
    public long get(VmCounter counter) {
        return counts[counter.ordinal()];
    }
}
