package pagoda.kernel.proc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The multi-level feedback scheduler, by the textbook's rules:
 *
 * <ol>
 *   <li>A thread of a higher level runs before one of a lower level; those of one level take turns.
 *   <li>A new thread begins at the highest level.
 *   <li>A thread that uses up its turn goes down a level, where turns are twice as long. One that gives up its turn stays.
 *   <li>From time to time all go back to the highest level, so that none starves and a thread that has changed is seen anew.
 * </ol>
 */
public final class MultiLevelFeedback implements Scheduler {
    private static final int LEVELS = 4;

    /** All go back to the highest level after so many turns. */
    private static final int BOOST = 100;

    private final long quantum;
    private final List<ArrayDeque<UserThread>> queues = new ArrayList<>();
    private final Map<UserThread, Integer> levels = new HashMap<>();
    private int turns;

    /** @param quantum instructions in a turn of the highest level, above 0 */
    public MultiLevelFeedback(long quantum) {
        this.quantum = quantum;
        for (int level = 0; level < LEVELS; level++) {
            queues.add(new ArrayDeque<>());
        }
    }

    @Override
    public void add(UserThread thread) {
        queues.get(level(thread)).addLast(thread);
    }

    @Override
    public void expired(UserThread thread) {
        levels.put(thread, Math.min(LEVELS - 1, level(thread) + 1));
        add(thread);
    }

    @Override
    public @Nullable UserThread next() {
        if (++turns % BOOST == 0) {
            boost();
        }
        for (ArrayDeque<UserThread> queue : queues) {
            while (!queue.isEmpty()) {
                UserThread thread = queue.removeFirst();
                if (thread.state() == UserThread.State.RUNNABLE) {
                    return thread;
                }
            }
        }
        return null;
    }

    @Override
    public long quantum(UserThread thread) {
        return quantum << level(thread);
    }

    private void boost() {
        levels.clear();
        for (int level = 1; level < LEVELS; level++) {
            queues.get(0).addAll(queues.get(level));
            queues.get(level).clear();
        }
    }

    private int level(UserThread thread) {
        return levels.getOrDefault(thread, 0);
    }
}
