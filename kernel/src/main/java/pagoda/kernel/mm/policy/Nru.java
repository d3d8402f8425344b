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
 * In a class, the page that has been seen in it for the longest time leaves first. A page that rose since is seen to have when
 * its turn comes; one that fell because it was written back, at its turn or at the tick.
 */
final class Nru implements ReplacementPolicy {
    private static final int CLASSES = 4;
    private static final int REFERENCED = 2;
    private static final int MODIFIED = 1;
    /** Pages stand on the list that is numbered as their class, or, during a tick, on this. */
    private static final int ALL = CLASSES;

    private final Residents residents;
    private final FrameLists lists;
    private final boolean[] referenced;

    Nru(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), CLASSES + 1);
        referenced = new boolean[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        referenced[frame] = demanded;
        lists.append(classOf(frame), frame);
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        int victim = NONE;
        for (int lowest = 0; lowest < CLASSES && victim == NONE; lowest++) {
            victim = firstOf(lowest);
        }
        return victim;
    }

    @Override
    public void tick() {
        for (int list = 0; list < CLASSES; list++) {
            while (lists.size(list) > 0) {
                lists.move(ALL, lists.first(list));
            }
        }
        while (lists.size(ALL) > 0) {
            int frame = lists.first(ALL);
            residents.takeReferenced(frame);
            referenced[frame] = false;
            lists.move(classOf(frame), frame);
        }
    }

    /** The first page seen in this class that is still in it, or lower, and may leave; those passed go where they belong. */
    private int firstOf(int wanted) {
        int frame = lists.first(wanted);
        while (frame != NONE) {
            int following = lists.next(frame);
            if (residents.mayEvict(frame)) {
                referenced[frame] |= residents.takeReferenced(frame);
                if (classOf(frame) <= wanted) {
                    return frame;
                }
                lists.move(classOf(frame), frame);
            }
            frame = following;
        }
        return NONE;
    }

    private int classOf(int frame) {
        return (referenced[frame] ? REFERENCED : 0) + (residents.isDirty(frame) ? MODIFIED : 0);
    }
}
