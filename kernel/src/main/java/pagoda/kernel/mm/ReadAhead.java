package pagoda.kernel.mm;

/**
 * How many pages are read at once: a window that doubles while what was read ahead is used, and halves while it is not.
 */
public final class ReadAhead {
    private final int most;
    private int window;
    private int hits;
    private boolean fresh = true;

    /** @param most the largest window, in pages: 1 reads nothing ahead */
    public ReadAhead(int most) {
        this.most = most;
        window = Math.max(1, most / 2);
    }

    /**
     * The window for the read that is made now.
     *
     * @param inARow whether it goes on where the last one ended: this alone opens a window that has closed
     */
    int next(boolean inARow) {
        if (!fresh) {
            boolean grows = hits > 0 || (window == 1 && inARow);
            window = grows ? Math.min(most, 2 * window) : Math.max(1, window / 2);
        }
        fresh = false;
        hits = 0;
        return window;
    }

    /** The reads do not follow each other: whatever was read ahead was a guess. */
    void restart() {
        window = 1;
        fresh = true;
    }

    /** A page that was read ahead is used. */
    void hit() {
        hits++;
    }

    /** The largest window. */
    int most() {
        return most;
    }
}
