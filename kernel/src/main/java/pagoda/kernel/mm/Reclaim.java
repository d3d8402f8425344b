package pagoda.kernel.mm;

/** What makes room when frames are few: is told which frames could be emptied, and empties some when asked. */
public interface Reclaim {
    /** How an attempt to make room ended. */
    enum Outcome {
        /** There is room. */
        ROOM,
        /** There is no room, nor can there be: what can be emptied has been. */
        NONE
    }

    /** Whether so many frames can be taken at once, without any work. */
    boolean hasRoom(int count);

    /**
     * Empties frames until so many can be taken. Pages may go, those that the caller was about to use too: it must look again.
     *
     * @param killing whether, if all else fails, a process is killed for its memory
     * @throws pagoda.kernel.wait.MustWait if the thread for which this is done has to wait until frames come free
     */
    Outcome makeRoom(int count, boolean killing);

    /** Whether so few frames are free that what is done next may evict pages. */
    boolean isScarce();

    /** Whether so many frames may be taken for pages that nobody has asked for yet. */
    boolean mayReadAhead(int count);

    /** The frame may become a victim from now on; {@code demanded} is false if nobody has asked for the page yet. */
    void arrived(int frame, boolean demanded);

    /** The frame is free, or will be. */
    void departed(int frame);

    /** The disk has written the frame's page of a file, or failed to. */
    void written(int frame);

    /** A frame has come free, or could be taken from another thread: who waits for one looks again. */
    void mayTryAgain();
}
