package pagoda.kernel.fs;

/** The room that files have on the simulated disk, which is outside RAM. */
public final class Disk {
    private final long capacity;
    private long used;

    /** @param capacity in pages of 4096 bytes */
    public Disk(long capacity) {
        this.capacity = capacity;
    }

    /** How many pages there are. */
    public long capacity() {
        return capacity;
    }

    /** How many pages files take. */
    public long used() {
        return used;
    }

    /** Whether so many pages more find room. */
    boolean hasRoom(long pages) {
        return used + pages <= capacity;
    }

    void take(long pages) {
        used += pages;
    }
}
