package pagoda.kernel.mm.policy;

/**
 * The working-set clock (Carr and Hennessy, 1981): a clock whose hand takes only pages that have left the working set, that is,
 * were not referenced for longer than the window τ.
 *
 * <pre>
 *   under the hand                                   what happens
 *   referenced                                       its time of last use is now; the hand goes on
 *   not referenced, last used within τ               it belongs to the working set; the hand goes on
 *   not referenced, last used before, clean          leaves
 *   not referenced, last used before, modified       noted, since it must be written; the hand goes on
 * </pre>
 *
 * After a whole round, the first of these is taken: a modified page that was noted; a clean one, though in the working set; the
 * one at the hand. While all pages are in the working set each victim costs a whole round.
 */
final class WsClock implements ReplacementPolicy {
    /** The window in the kernel: 100 ms in nanoseconds. */
    static final long DEFAULT_WINDOW = 100_000_000;

    private static final int CIRCLE = 0;

    private final Residents residents;
    private final long window;
    private final FrameLists circle;
    private final long[] lastUse;

    /**
     * @param window τ in the unit of {@link Residents#now}
     */
    WsClock(Residents residents, long window) {
        this.residents = residents;
        this.window = window;
        circle = new FrameLists(residents.frames(), 1);
        lastUse = new long[residents.frames()];
    }

    /** A page that nobody has asked for comes in as one that has just left the working set. */
    @Override
    public void arrived(int frame, boolean demanded) {
        circle.append(CIRCLE, frame);
        lastUse[frame] = demanded ? residents.now() : residents.now() - window - 1;
    }

    @Override
    public void departed(int frame) {
        circle.remove(frame);
    }

    @Override
    public int victim() {
        long now = residents.now();
        int modified = NONE;
        int clean = NONE;
        for (int left = circle.size(CIRCLE); left > 0; left--) {
            int hand = circle.first(CIRCLE);
            if (residents.mayEvict(hand)) {
                boolean dirty = residents.isDirty(hand);
                if (residents.takeReferenced(hand)) {
                    lastUse[hand] = now;
                } else if (now - lastUse[hand] > window) {
                    if (!dirty) {
                        return hand;
                    }
                    modified = modified == NONE ? hand : modified;
                }
                clean = clean == NONE && !dirty ? hand : clean;
            }
            circle.move(CIRCLE, hand);
        }
        if (modified != NONE) {
            return modified;
        }
        return clean == NONE ? circle.firstEvictable(CIRCLE, residents) : clean;
    }
}
