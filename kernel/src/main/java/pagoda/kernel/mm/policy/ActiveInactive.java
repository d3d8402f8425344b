package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * Linux's two lists: a page comes in on the inactive list and leaves at its other end, unless it is referenced twice there: then
 * it becomes active. When there are more active pages than inactive ones, the oldest active pages that were not referenced
 * lately go back to the inactive list. One pass over many pages thus meets the inactive half only.
 *
 * <pre>
 *   comes ─▶ ┌ inactive ┐ ─▶ leaves
 *            └──▲────┬──┘
 *     too many  │    │ referenced twice
 *            ┌──┴────▼──┐
 *            └─ active ─┘ ◀┐ referenced since: once more round
 *                 └────────┘
 * </pre>
 *
 * The reference that brings a page in is its first. A page whose first reference is found when it is to leave goes once more
 * round the inactive list.
 */
final class ActiveInactive implements ReplacementPolicy {
    private static final int INACTIVE = 0;
    private static final int ACTIVE = 1;

    /** Not referenced; on the active list, not since it came there or went round. */
    private static final byte UNUSED = 0;
    /** Asked for; the A bit that this reference sets in the kernel has not been seen, and is no second one. */
    private static final byte DEMANDED = 1;
    /** Referenced. */
    private static final byte USED = 2;

    private final Residents residents;
    private final FrameLists lists;
    private final byte[] state;
    private final IntConsumer found = this::foundReferenced;

    ActiveInactive(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), 2);
        state = new byte[residents.frames()];
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        lists.append(INACTIVE, frame);
        state[frame] = demanded ? DEMANDED : UNUSED;
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        balance();
        int victim = lists.firstUnreferenced(INACTIVE, residents, found);
        if (victim == NONE) {
            victim = lists.firstEvictable(INACTIVE, residents);
        }
        return victim == NONE ? lists.firstEvictable(ACTIVE, residents) : victim;
    }

    @Override
    public void tick() {
        lists.harvest(INACTIVE, residents, found);
        lists.harvest(ACTIVE, residents, found);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        if (lists.listOf(frame) == ACTIVE || state[frame] == UNUSED) {
            state[frame] = USED;
        } else {
            activate(frame);
        }
    }

    boolean isActive(int frame) {
        return lists.listOf(frame) == ACTIVE;
    }

    private void foundReferenced(int frame) {
        if (lists.listOf(frame) == INACTIVE && state[frame] == USED) {
            activate(frame);
        } else {
            state[frame] = USED;
            lists.move(lists.listOf(frame), frame);
        }
    }

    private void activate(int frame) {
        state[frame] = UNUSED;
        lists.move(ACTIVE, frame);
    }

    private void balance() {
        for (int round = lists.size(ACTIVE); lists.size(ACTIVE) > lists.size(INACTIVE); round--) {
            int oldest = lists.first(ACTIVE);
            boolean used = residents.takeReferenced(oldest) || state[oldest] == USED;
            state[oldest] = UNUSED;
            lists.move(used && round > 0 ? ACTIVE : INACTIVE, oldest);
        }
    }
}
