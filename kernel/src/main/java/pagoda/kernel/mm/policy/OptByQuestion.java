package pagoda.kernel.mm.policy;

import java.util.function.IntToLongFunction;

/**
 * The optimum as {@link Opt} is, where nobody tells it each reference, but somebody knows the next use of a page when asked: in
 * a kernel. Each time a victim is wanted, it asks for all pages; of those that are used again equally late, or never, the one
 * that came first leaves first.
 */
final class OptByQuestion implements ReplacementPolicy {
    private static final int QUEUE = 0;

    private final Residents residents;
    private final IntToLongFunction untilUse;
    private final FrameLists queue;

    OptByQuestion(Residents residents, IntToLongFunction untilUse) {
        this.residents = residents;
        this.untilUse = untilUse;
        queue = new FrameLists(residents.frames(), 1);
    }

    @Override
    public void arrived(int frame, boolean demanded) {
        queue.append(QUEUE, frame);
    }

    @Override
    public void departed(int frame) {
        queue.remove(frame);
    }

    @Override
    public int victim() {
        int latest = NONE;
        long wait = -1;
        for (int frame = queue.first(QUEUE); frame != NONE; frame = queue.next(frame)) {
            if (residents.mayEvict(frame)) {
                long until = untilUse.applyAsLong(frame);
                if (until > wait) {
                    latest = frame;
                    wait = until;
                }
                if (until >= FutureReferences.NEVER) {
                    break;
                }
            }
        }
        return latest;
    }
}
