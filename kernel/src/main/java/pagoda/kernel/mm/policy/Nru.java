package pagoda.kernel.mm.policy;

/**
 * Not recently used: a page of the lowest class leaves, and at each tick all pages become unreferenced.
 *
 * <pre>
 *   class   R  M
 *     0     0  0   not referenced since the tick, not modified
 *     1     0  1   not referenced, modified
 *     2     1  0   referenced, not modified
 *     3     1  1   referenced, modified
 * </pre>
 *
 * In a class, the page that came first leaves first. A victim is looked for among all pages, up to the first of class 0.
 */
final class Nru implements ReplacementPolicy {
    private static final int QUEUE = 0;
    private static final int CLASSES = 4;

    private final Residents residents;
    private final FrameLists queue;
    private final boolean[] referenced;

    Nru(Residents residents) {
        this.residents = residents;
        queue = new FrameLists(residents.frames(), 1);
        referenced = new boolean[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        queue.append(QUEUE, frame);
        referenced[frame] = demanded;
    }

    @Override
    public void departed(int frame) {
        queue.remove(frame);
    }

    @Override
    public int victim() {
        int lowest = CLASSES;
        int victim = NONE;
        for (int frame = queue.first(QUEUE); frame != NONE && lowest > 0; frame = queue.next(frame)) {
            if (residents.mayEvict(frame) && classOf(frame) < lowest) {
                lowest = classOf(frame);
                victim = frame;
            }
        }
        return victim;
    }

    @Override
    public void tick() {
        for (int frame = queue.first(QUEUE); frame != NONE; frame = queue.next(frame)) {
            residents.takeReferenced(frame);
            referenced[frame] = false;
        }
    }

    private int classOf(int frame) {
        referenced[frame] |= residents.takeReferenced(frame);
        return (referenced[frame] ? 2 : 0) + (residents.isDirty(frame) ? 1 : 0);
    }
}
