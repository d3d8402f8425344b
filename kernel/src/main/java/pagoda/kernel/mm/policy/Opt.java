package pagoda.kernel.mm.policy;

/**
 * The optimum (Belady, 1966): the page leaves that will not be used for the longest time. It needs to know the future, so it is
 * no policy for a kernel, but the bound for all: no other has fewer faults on the same string of references.
 *
 * <pre>
 *   now ▼        in RAM: 1 2 3      1 is used again after 1 reference, 2 after 2, 3 after 5
 *   1 2 3 4 1 2 5 1 2 3 4 5         3 leaves for 4
 * </pre>
 *
 * Of pages that are never used again, the one that came first leaves first. Each page that is asked for, and each reference that
 * is told, is the next of the string.
 */
final class Opt implements ReplacementPolicy {
    private final Residents residents;
    private final FutureReferences future;
    /** By the time until the next use, longest first; then by arrival. */
    private final FrameHeap heap;

    /** The number of the next reference. */
    private int position;

    private long arrivals;

    Opt(Residents residents, FutureReferences future) {
        this.residents = residents;
        this.future = future;
        heap = new FrameHeap(residents.frames());
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        int use = demanded ? future.nextUse(position++) : future.firstUse(residents.identity(frame), position);
        heap.add(frame, -use, arrivals++);
    }

    @Override
    public void departed(int frame) {
        heap.remove(frame);
    }

    @Override
    public int victim() {
        return heap.firstEvictable(residents);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        heap.change(frame, -future.nextUse(position++), heap.tie(frame));
    }
}
