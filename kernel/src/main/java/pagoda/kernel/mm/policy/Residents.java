package pagoda.kernel.mm.policy;

/**
 * What a replacement policy may ask about the pages that are in RAM. A page is named by the number of its frame, from 0 to
 * {@link #frames} − 1, while it is there.
 */
public interface Residents {
    /** How many frames there are in all, those counted that no policy sees. */
    int frames();

    /**
     * Whether the page was referenced since this was last asked; asking forgets it. This is the A bit of all its page-table
     * entries (privileged manual, "Virtual Memory System"), harvested with the fence that this needs.
     */
    boolean takeReferenced(int frame);

    /** Whether evicting the page needs a write: it has no copy on a disk that is like it. */
    boolean isDirty(int frame);

    /** Whether the page may be evicted now: it is not locked, held, or in flight. */
    boolean mayEvict(int frame);

    /** A name for the page that stays the same when it is evicted and comes back into another frame. */
    long identity(int frame);

    /** The time: simulated nanoseconds in the kernel, references in a simulation of a reference string. */
    long now();
}
