package pagoda.kernel.proc;

import pagoda.cpu.Hart;
import pagoda.kernel.mm.MemoryCounters;

/** Counts what each thread uses while it has the hart: time, its own or the kernel's on its behalf, and page faults. */
public final class Accounting {
    private final Hart hart;
    private long since;
    private MemoryCounters memory = new MemoryCounters();
    private long minorFaults;
    private long majorFaults;

    public Accounting(Hart hart) {
        this.hart = hart;
    }

    /** The thread has the hart from now on. */
    public void begin(UserThread thread) {
        since = hart.cycles();
        look(thread.process().memoryCounters());
    }

    /** The time since this, or anything, was last counted is the program's. */
    public void countUser(UserThread thread) {
        long now = hart.cycles();
        thread.time().addUser(now - since);
        since = now;
    }

    /** The time since anything was last counted is nobody's: the kernel's own threads had it. */
    public void skip() {
        since = hart.cycles();
    }

    /** The time since anything was last counted is the kernel's, for the thread; its page faults are counted, too. */
    public void countSystem(UserThread thread) {
        long time = hart.cycles();
        thread.time().addSystem(time - since);
        since = time;
        countFaults(thread);
        MemoryCounters now = thread.process().memoryCounters();
        if (now != memory) {
            // An exec: what was brought in for the new program is the thread's, too.
            memory = now;
            minorFaults = 0;
            majorFaults = 0;
            countFaults(thread);
        }
    }

    private void countFaults(UserThread thread) {
        long minor = minorFaults;
        long major = majorFaults;
        look(memory);
        thread.time().addFaults(minorFaults - minor, majorFaults - major);
    }

    private void look(MemoryCounters counters) {
        memory = counters;
        majorFaults = counters.majorFaults();
        minorFaults = counters.faults() - majorFaults;
    }
}
