package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * Least recently used: pages stand in the order of their last use, and the one at the end leaves. A page that was read ahead
 * and never used has none, so it leaves before all that were; of such pages, the one that came first.
 *
 * <pre>
 *   leaves ◀─ never used: 8 ─ 9 ◀─ read ahead
 *          ◀─ used:       7 ─ 0 ─ 1 ◀─ used just now
 * </pre>
 *
 * Where references are told one by one the order is exact. In the kernel it is as exact as the A bits are harvested: pages that
 * were used between the same two harvests keep their order, and a page found used when it is to leave goes back to the young
 * end.
 */
final class Lru implements ReplacementPolicy {
    private static final int UNUSED = 0;
    private static final int USED = 1;

    private final Residents residents;
    private final FrameLists lists;
    private final IntConsumer use = this::referenced;

    Lru(Residents residents) {
        this.residents = residents;
        lists = new FrameLists(residents.frames(), 2);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        lists.append(demanded ? USED : UNUSED, frame);
    }

    @Override
    public void departed(int frame) {
        lists.remove(frame);
    }

    @Override
    public int victim() {
        int victim = lists.firstUnreferenced(UNUSED, residents, use);
        if (victim == NONE) {
            victim = lists.firstUnreferenced(USED, residents, use);
        }
        return victim == NONE ? lists.firstEvictable(USED, residents) : victim;
    }

    @Override
    public void tick() {
        lists.harvest(USED, residents, use);
        lists.harvest(UNUSED, residents, use);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        lists.move(USED, frame);
    }
}
