package pagoda.kernel.proc;

/** Processor time used, in simulated nanoseconds, and what else getrusage tells. */
public final class CpuTime {
    private long user;
    private long system;
    private long minorFaults;
    private long majorFaults;
    private long mostResident;
    private long voluntary;
    private long involuntary;

    /** Time in which instructions of the program ran. */
    public long user() {
        return user;
    }

    /** Time in which the kernel worked for the program. */
    public long system() {
        return system;
    }

    /** Faults solved without a disk. */
    public long minorFaults() {
        return minorFaults;
    }

    /** Faults solved with a disk. */
    public long majorFaults() {
        return majorFaults;
    }

    /** The most pages resident at a time. */
    public long mostResident() {
        return mostResident;
    }

    /** How often a thread gave the hart up to wait. */
    public long voluntarySwitches() {
        return voluntary;
    }

    /** How often a thread's turn was over. */
    public long involuntarySwitches() {
        return involuntary;
    }

    public void addUser(long nanoseconds) {
        user += nanoseconds;
    }

    public void addSystem(long nanoseconds) {
        system += nanoseconds;
    }

    /** Counts a switch away from a thread. */
    public void countSwitch(boolean byWaiting) {
        if (byWaiting) {
            voluntary++;
        } else {
            involuntary++;
        }
    }

    /** Takes over the figures of memory, which are counted elsewhere while a program runs. */
    void setMemory(long minor, long major, long resident) {
        minorFaults = minor;
        majorFaults = major;
        mostResident = resident;
    }

    /** Adds another's figures; of memory, the most counts. */
    void add(CpuTime other) {
        user += other.user;
        system += other.system;
        minorFaults += other.minorFaults;
        majorFaults += other.majorFaults;
        mostResident = Math.max(mostResident, other.mostResident);
        voluntary += other.voluntary;
        involuntary += other.involuntary;
    }
}
