package pagoda.kernel.mm;

/**
 * How many pages have been evicted: the clock by which it is told whether a page that is read had only just left. It had if it
 * would still be in RAM were there twice as much.
 */
final class Evictions {
    private final int frames;
    private int count;

    /** @param frames how many RAM has */
    Evictions(int frames) {
        this.frames = frames;
    }

    /** Another page is evicted; the number of this eviction, from 1. */
    int next() {
        return ++count;
    }

    /** Whether the page of this eviction has left so lately that its reading is a refault; 0 is none. */
    boolean isRefault(int eviction) {
        return eviction != 0 && count - eviction <= frames;
    }
}
