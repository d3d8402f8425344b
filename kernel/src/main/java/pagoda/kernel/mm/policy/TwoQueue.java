package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * 2Q (Johnson and Shasha, 1994): a page has to prove itself before it may push out others. It first comes into a short queue,
 * which leaves what happens there unheeded, be it one reference or a burst of them. When it has left, its name is remembered for
 * a while; if it comes back in that time, it was used again, and joins the main list, which is LRU.
 *
 * <pre>
 *   comes ─▶ ┌ in: FIFO ┐ ─ leaves ─▶ ┌ out: names only ┐ ─▶ forgotten
 *            └──────────┘             └────────┬────────┘
 *                                 comes back ──┘─▶ ┌ main: LRU ┐ ─▶ leaves
 * </pre>
 *
 * "In" gives pages while it holds more than a quarter of those in RAM, "out" remembers half as many as are in RAM: the paper's
 * figures. So a scan, however long, passes through a quarter of the memory. A page that was read ahead is remembered only if it
 * was used, and if its name is remembered when it is read ahead, it joins the main list at its first use. A page that goes
 * without having been the last victim (its process ended) is not remembered.
 */
final class TwoQueue implements ReplacementPolicy {
    private static final int IN = 0;
    private static final int MAIN = 1;

    /** Read ahead, not seen used. */
    private static final byte UNUSED = 0;
    /** Read ahead, not seen used, but its name is remembered. */
    private static final byte UNUSED_KNOWN = 1;

    private static final byte USED = 2;

    private final Residents residents;
    private final FrameLists lists;
    private final Ghosts out;
    private final byte[] state;
    private final IntConsumer use = this::referenced;
    private int chosen = NONE;
    private long chosenPage;

    TwoQueue(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), 2);
        out = new Ghosts(Math.max(1, residents.frames() / 2));
        state = new byte[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        long page = residents.identity(frame);
        boolean known = out.holds(page);
        if (demanded) {
            out.forget(page);
            state[frame] = USED;
        } else {
            state[frame] = known ? UNUSED_KNOWN : UNUSED;
        }
        lists.append(known && demanded ? MAIN : IN, frame);
    }

    @Override
    public void departed(int frame) {
        if (frame == chosen) {
            if (lists.listOf(frame) == IN && state[frame] == USED) {
                out.remember(chosenPage, Math.max(1, (lists.size(IN) + lists.size(MAIN)) / 2));
            }
            chosen = NONE;
        }
        lists.remove(frame);
    }

    @Override
    public int victim() {
        boolean inIsFull = lists.size(IN) > Math.max(1, (lists.size(IN) + lists.size(MAIN)) / 4);
        int victim = inIsFull ? oldestIn() : leastRecentOfMain();
        if (victim == NONE) {
            victim = oldestIn();
        }
        if (victim == NONE) {
            victim = leastRecentOfMain(); // which those may have joined that were passed just now
        }
        chosen = victim;
        chosenPage = victim == NONE ? 0 : residents.identity(victim);
        return victim;
    }

    @Override
    public void tick() {
        lists.harvest(MAIN, residents, use);
        lists.harvest(IN, residents, use);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        if (lists.listOf(frame) == MAIN) {
            lists.move(MAIN, frame);
        } else if (state[frame] == UNUSED_KNOWN) {
            out.forget(residents.identity(frame));
            state[frame] = USED;
            lists.move(MAIN, frame);
        } else {
            state[frame] = USED;
        }
    }

    boolean isInMain(int frame) {
        return lists.listOf(frame) == MAIN;
    }

    private int oldestIn() {
        int frame = lists.first(IN);
        while (frame != NONE) {
            int following = lists.next(frame);
            if (residents.mayEvict(frame)) {
                if (state[frame] != USED && residents.takeReferenced(frame)) {
                    referenced(frame);
                }
                if (lists.listOf(frame) == IN) {
                    return frame;
                }
            }
            frame = following;
        }
        return NONE;
    }

    private int leastRecentOfMain() {
        int victim = lists.firstUnreferenced(MAIN, residents, use);
        return victim == NONE ? lists.firstEvictable(MAIN, residents) : victim;
    }
}
