package pagoda.kernel.mm.policy;

/**
 * Chooses which page leaves when a frame is needed. The kernel tells it which pages come and go, and asks it for victims; what
 * is known about a page it asks of {@link Residents}. That a page arrives where one is, or departs where none has arrived, is a
 * mistake of the caller, and an {@link IllegalStateException}.
 */
public interface ReplacementPolicy {
    /** No page. */
    int NONE = -1;

    /**
     * A page is in this frame from now on, and may become a victim.
     *
     * @param demanded whether somebody has asked for the page: false if it was read ahead, so that nobody has used it yet
     */
    void arrived(int frame, boolean demanded);

    /** The page is not the policy's any more: it is being evicted, or is gone. */
    void departed(int frame);

    /**
     * The page that would leave next, one that {@link Residents#mayEvict may}; {@link #NONE} if there is none. It stays until
     * {@link #departed} is called.
     */
    int victim();

    /** Some time has passed: policies that watch references harvest them now. */
    default void tick() {}

    /**
     * Whether it wants to be told of each reference where somebody sees them, as in textbooks: then {@link #referenced} is
     * called, and neither {@link Residents#takeReferenced} nor {@link #tick} is needed. The kernel never sees them.
     */
    default boolean countsReferences() {
        return false;
    }

    /** The page, which is in RAM, was referenced; told only to those who {@link #countsReferences count}. */
    default void referenced(int frame) {}
}
