package pagoda.kernel.mm.reference;

/** Is given the reference string of each thread: an entry for each time that the page it touches changes. */
@FunctionalInterface
public interface ReferenceRecorder {
    /**
     * The thread has touched the page, and touches another one next.
     *
     * @param page the virtual page number
     * @param written whether it has stored to it meanwhile
     */
    void record(int thread, long page, boolean written);
}
