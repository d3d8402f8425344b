package pagoda.kernel.mm.policy;

import java.util.function.IntConsumer;

/**
 * Most recently used: pages stand in the order of their last use, and the one used last leaves: the best there is for a loop
 * over more pages than there are frames, and bad for nearly everything else. A page that was read ahead and never used stands
 * behind all that were.
 *
 * <pre>
 *   read ahead ─▶ 9 ─ 7 ─ 0 ─ 1 ◀─ used just now
 *                             └─▶ leaves
 * </pre>
 */
final class Mru implements ReplacementPolicy {
    private static final int LIST = 0;

    private final Residents residents;
    private final FrameLists list;
    private final IntConsumer use = this::referenced;

    Mru(Residents residents) {
        this.residents = residents;
        list = new FrameLists(residents.frames(), 1);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        if (demanded) {
            list.append(LIST, frame);
        } else {
            list.prepend(LIST, frame);
        }
    }

    @Override
    public void departed(int frame) {
        list.remove(frame);
    }

    @Override
    public int victim() {
        int frame = list.last(LIST);
        while (frame != NONE && !residents.mayEvict(frame)) {
            frame = list.previous(frame);
        }
        return frame;
    }

    @Override
    public void tick() {
        list.harvest(LIST, residents, use);
    }

    @Override
    public boolean countsReferences() {
        return true;
    }

    @Override
    public void referenced(int frame) {
        list.move(LIST, frame);
    }
}
