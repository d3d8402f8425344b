package pagoda.kernel.proc;

import java.util.TreeSet;

/** Threads that are to be woken at a time, by time; of those due together, the lower tid first. */
public final class Sleepers {
    private record Entry(long deadline, UserThread thread) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(deadline, other.deadline);
            return byTime != 0 ? byTime : Integer.compare(thread.tid(), other.thread.tid());
        }
    }

    private final TreeSet<Entry> entries = new TreeSet<>();

    /** The thread, which waits, is woken at this time (simulated nanoseconds) if nothing wakes it before. */
    public void add(UserThread thread, long deadline) {
        thread.setDeadline(deadline);
        entries.add(new Entry(deadline, thread));
    }

    /** When the next thread is due; {@link Long#MAX_VALUE} if none is. */
    public long next() {
        while (!entries.isEmpty() && !isWaiting(entries.first())) {
            entries.pollFirst();
        }
        return entries.isEmpty() ? Long.MAX_VALUE : entries.first().deadline;
    }

    /** Wakes those that are due. */
    public void wake(long now) {
        while (next() <= now) {
            Entry due = entries.pollFirst();
            if (due != null) {
                due.thread.wake();
            }
        }
    }

    private static boolean isWaiting(Entry entry) {
        return entry.thread.state() == UserThread.State.WAITING && entry.thread.deadline() == entry.deadline;
    }
}
