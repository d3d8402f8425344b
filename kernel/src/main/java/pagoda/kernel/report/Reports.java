package pagoda.kernel.report;

import java.util.List;
import pagoda.kernel.proc.MemoryUse;
import pagoda.kernel.proc.UserThread;

/** Is told what the user should know at once. */
public interface Reports {
    /** A program died by a trap. */
    void crashed(CrashReport report);

    /** Every thread waits, and nothing can wake one: these are all. */
    void deadlock(List<UserThread> threads);

    /** There is no memory left, and this process, of all these, is killed for it. */
    default void outOfMemory(List<MemoryUse> all, int victim) {}

    /** A program made a system call that does not exist, for the first time in this run with this number. */
    void unknownSystemCall(int pid, String name, long number);

    /** The system call of this name had no sensible answer, so the process ends; the thread still stands at it. */
    void callFailed(UserThread thread, String name, String why);
}
