package pagoda.kernel.report;

/** Is told what the user should know at once. */
public interface Reports {
    /** A program died by a trap. */
    void crashed(CrashReport report);

    /** A program made a system call that does not exist, for the first time in this run with this number. */
    void unknownSystemCall(int pid, String name, long number);
}
