package pagoda.kernel.mm.policy;

/**
 * First in, first out: the page that came first leaves first, whether it is used or not.
 *
 * <pre>
 *   leaves ◀─ 7 ─ 0 ─ 1 ◀─ comes
 * </pre>
 */
final class Fifo implements ReplacementPolicy {
    private static final int QUEUE = 0;

    private final Residents residents;
    private final FrameLists queue;

    Fifo(Residents residents) {
        this.residents = residents;
        queue = new FrameLists(residents.frames(), 1);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        queue.append(QUEUE, frame);
    }

    @Override
    public void departed(int frame) {
        queue.remove(frame);
    }

    @Override
    public int victim() {
        return queue.firstEvictable(QUEUE, residents);
    }
}
