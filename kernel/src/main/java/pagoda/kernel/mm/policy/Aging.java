package pagoda.kernel.mm.policy;

/**
 * Aging, or additional reference bits: each page has a counter of 8 bits; at each tick it is shifted right, and the R bit comes
 * in on the left. The page with the lowest counter leaves.
 *
 * <pre>
 *   R  counter                    A page that is asked for comes in with 10000000, as if the
 *   1 ─▶ 01101000  =  10110100    last tick had seen it used; one that is read ahead, with 0.
 * </pre>
 *
 * Among equal counters the page leaves whose counter was lower at the tick before, and so on back; else the one that came
 * first: a tick never lets a page overtake another without a reference.
 */
final class Aging implements ReplacementPolicy {
    private static final int COUNTERS = 256;
    private static final int TOP_BIT = 0x80;
    /** Pages stand on the list that is numbered as their counter, or, during a tick, on this. */
    private static final int ALL = COUNTERS;

    private final Residents residents;
    private final FrameLists lists;
    private final int[] counter;

    Aging(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), COUNTERS + 1);
        counter = new int[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        counter[frame] = demanded ? TOP_BIT : 0;
        lists.append(counter[frame], frame);
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        int victim = NONE;
        for (int lowest = 0; lowest < COUNTERS && victim == NONE; lowest++) {
            victim = lists.firstEvictable(lowest, residents);
        }
        return victim;
    }

    @Override
    public void tick() {
        for (int list = 0; list < COUNTERS; list++) {
            while (lists.size(list) > 0) {
                lists.move(ALL, lists.first(list));
            }
        }
        while (lists.size(ALL) > 0) {
            int frame = lists.first(ALL);
            counter[frame] = counter[frame] >>> 1 | (residents.takeReferenced(frame) ? TOP_BIT : 0);
            lists.move(counter[frame], frame);
        }
    }

    /** The page's counter, 0 to 255. */
    int counter(int frame) {
        return counter[frame];
    }
}
