package pagoda.kernel.proc;

import org.jspecify.annotations.Nullable;

/** Chooses which thread runs next, and for how long. */
public interface Scheduler {
    /** The thread can run from now on: it is new, was woken, or gave up the rest of its turn. */
    void add(UserThread thread);

    /** The thread can run on, but has used up its turn. */
    void expired(UserThread thread);

    /** Takes the thread whose turn it is; null if none can run. Threads that have ended are passed over. */
    @Nullable
    UserThread next();

    /** How many instructions the thread may execute in its turn. */
    long quantum(UserThread thread);
}
