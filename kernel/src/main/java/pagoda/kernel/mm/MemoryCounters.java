package pagoda.kernel.mm;

/** What a process's memory has cost so far, and its highest marks. */
public final class MemoryCounters {
    private final long[] faults = new long[FaultReason.values().length];
    private long allFaults;
    private long majorFaults;
    private long residentPages;
    private long mostResidentPages;
    private long swappedPages;
    private long mappedPages;
    private long mostMappedPages;

    void fault(FaultReason reason, boolean major) {
        faults[reason.ordinal()]++;
        allFaults++;
        majorFaults += major ? 1 : 0;
    }

    void resident(int change) {
        residentPages += change;
        mostResidentPages = Math.max(mostResidentPages, residentPages);
    }

    void swapped(int change) {
        swappedPages += change;
    }

    void mapped(long change) {
        mappedPages += change;
        mostMappedPages = Math.max(mostMappedPages, mappedPages);
    }

    /** Page faults that were answered so. */
    public long faults(FaultReason reason) {
        return faults[reason.ordinal()];
    }

    /** Page faults that had to wait for the disk. */
    public long majorFaults() {
        return majorFaults;
    }

    /** All page faults, those that killed too. */
    public long faults() {
        return allFaults;
    }

    /** Pages that have a frame now. */
    public long residentPages() {
        return residentPages;
    }

    /** Pages that are in a swap slot and have no frame here. */
    public long swappedPages() {
        return swappedPages;
    }

    /** The most pages that had a frame at a time: RSS's high-water mark. */
    public long mostResidentPages() {
        return mostResidentPages;
    }

    /** Pages that regions hold now, but for guards. */
    public long mappedPages() {
        return mappedPages;
    }

    /** The most pages that regions held at a time: VSZ's high-water mark. */
    public long mostMappedPages() {
        return mostMappedPages;
    }
}
