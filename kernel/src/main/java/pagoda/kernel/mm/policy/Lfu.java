package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * Least frequently used: each page has a count of its references, and the one with the lowest leaves; among equal counts, the
 * least recently used. A page that is asked for comes in with 1, one that is read ahead with 0. The count is forgotten when the
 * page leaves.
 *
 * <p>In the kernel a reference is an A bit found set, at a tick or when the page is to leave. Counts never fall, so a page that
 * was popular once stays long: that is its weakness.
 */
final class Lfu implements ReplacementPolicy {
    private static final int BY_USE = 0;

    private final Residents residents;
    /** By count, then by the number of the last use. */
    private final FrameHeap heap;
    /** By the last use: the order in which a tick harvests. */
    private final FrameLists list;

    private final IntConsumer use = this::referenced;
    private long uses;

    Lfu(Residents residents) {
        this.residents = residents;
        heap = new FrameHeap(residents.frames());
        list = new FrameLists(residents.frames(), 1);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        list.append(BY_USE, frame);
        heap.add(frame, demanded ? 1 : 0, uses++);
    }

    @Override
    public void departed(int frame) {
        list.remove(frame);
        heap.remove(frame);
    }

    @Override
    public int victim() {
        int victim = heap.firstEvictable(residents);
        for (int left = list.size(BY_USE); left > 0 && victim != NONE && residents.takeReferenced(victim); left--) {
            referenced(victim);
            victim = heap.firstEvictable(residents);
        }
        return victim;
    }

    @Override
    public void tick() {
        list.harvest(BY_USE, residents, use);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        list.move(BY_USE, frame);
        heap.change(frame, heap.key(frame) + 1, uses++);
    }
}
