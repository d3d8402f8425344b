package pagoda.kernel.proc;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The round-robin scheduler: every thread that can run has its turn, all of the same length. */
public final class RoundRobin implements Scheduler {
    private final ArrayDeque<UserThread> ready = new ArrayDeque<>();
    private final long quantum;

    /** @param quantum instructions in a turn, above 0 */
    public RoundRobin(long quantum) {
        this.quantum = quantum;
    }

    @Override
    public void add(UserThread thread) {
        ready.addLast(thread);
    }

    @Override
    public @Nullable UserThread next() {
        UserThread thread = ready.pollFirst();
        while (thread != null && thread.state() != UserThread.State.RUNNABLE) {
            thread = ready.pollFirst();
        }
        return thread;
    }

    @Override
    public long quantum(UserThread thread) {
        return quantum;
    }

    @Override
    public void expired(UserThread thread) {
        ready.addLast(thread);
    }
}
