package pagoda.kernel.mm;

/**
 * Processes that may have so many frames together, as Linux's control groups limit them. A frame is charged to the group of the
 * process for which it was first filled, until it is free again. Page tables are not counted.
 */
public final class MemoryGroup {
    private final String name;
    private final int limit;
    private int used;
    private int mostUsed;

    /** @param limit in frames */
    public MemoryGroup(String name, int limit) {
        this.name = name;
        this.limit = limit;
    }

    /** The group of all those that have no limit. */
    static MemoryGroup unlimited() {
        return new MemoryGroup("", Integer.MAX_VALUE);
    }

    public String name() {
        return name;
    }

    /** The most frames that it may have. */
    public int limit() {
        return limit;
    }

    /** The frames that it has. */
    public int used() {
        return used;
    }

    /** The most frames that it had at a time. */
    public int mostUsed() {
        return mostUsed;
    }

    /** Whether so many frames more are within the limit. */
    public boolean hasRoom(int count) {
        return count <= limit - used;
    }

    void charge(int frames) {
        used += frames;
        mostUsed = Math.max(mostUsed, used);
    }
}
