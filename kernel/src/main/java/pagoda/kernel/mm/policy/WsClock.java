package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

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
 * If a round finds no page to take, the first that was noted leaves; if none was, the next clean page, though it is in the working
 * set; if all are modified, the next one. A round that fails is not repeated before a page can have left the working set. A page
 * that was read ahead comes in as noted, and joins the circle when it is found referenced.
 */
final class WsClock implements ReplacementPolicy {
    /** The window in the kernel: 100 ms in nanoseconds. */
    static final long DEFAULT_WINDOW = 100_000_000;

    private static final int CIRCLE = 0;
    private static final int NOTED = 1;

    private final Residents residents;
    private final long window;
    private final FrameLists lists;
    private final long[] lastUse;
    private final IntConsumer use = this::toCircle;

    /** No page of the circle leaves the working set until then. */
    private long quietUntil = Long.MIN_VALUE;

    /** Whether a clean page was, or may be, in the circle in the quiet time. */
    private boolean someClean;

    /**
     * @param window τ in the unit of {@link Residents#now}
     */
    WsClock(Residents residents, long window) {
        this.residents = residents;
        this.window = window;
        lists = new FrameLists(residents.frames(), 2);
        lastUse = new long[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        lastUse[frame] = residents.now();
        lists.append(demanded ? CIRCLE : NOTED, frame);
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        long now = residents.now();
        int victim = now > quietUntil ? firstOutsideTheWorkingSet(now) : NONE;
        if (victim == NONE) {
            victim = lists.firstUnreferenced(NOTED, residents, use);
        }
        return victim == NONE ? nextOfTheWorkingSet(now) : victim;
    }

    private int firstOutsideTheWorkingSet(long now) {
        long earliest = now;
        for (int left = lists.size(CIRCLE); left > 0; left--) {
            int hand = lists.first(CIRCLE);
            int goesTo = CIRCLE;
            if (residents.mayEvict(hand)) {
                if (residents.takeReferenced(hand)) {
                    lastUse[hand] = now;
                } else if (now - lastUse[hand] > window) {
                    if (!residents.isDirty(hand)) {
                        return hand;
                    }
                    goesTo = NOTED;
                }
                earliest = goesTo == NOTED ? earliest : Math.min(earliest, lastUse[hand]);
            }
            lists.move(goesTo, hand);
        }
        quietUntil = earliest + window;
        someClean = true;
        return NONE;
    }

    private int nextOfTheWorkingSet(long now) {
        int first = NONE;
        for (int left = lists.size(CIRCLE); left > 0; left--) {
            int hand = lists.first(CIRCLE);
            if (residents.mayEvict(hand) && !(someClean && residents.isDirty(hand))) {
                if (!residents.takeReferenced(hand)) {
                    return hand;
                }
                lastUse[hand] = now;
                first = first == NONE ? hand : first;
            }
            lists.move(CIRCLE, hand);
        }
        someClean &= first != NONE;
        return first == NONE ? lists.firstEvictable(CIRCLE, residents) : first;
    }

    private void toCircle(int frame) {
        lastUse[frame] = residents.now();
        lists.move(CIRCLE, frame);
    }
}
