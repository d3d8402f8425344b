package pagoda.kernel.proc;

import org.jspecify.annotations.Nullable;

/** Processor time used, in simulated nanoseconds, and what else getrusage tells. */
public final class CpuTime {
    private final @Nullable CpuTime total;
    private long user;
    private long system;
    private long minorFaults;
    private long majorFaults;
    private long mostResident;
    private long voluntary;
    private long involuntary;

    /** What a process, or those that were waited for, have used. */
    public CpuTime() {
        this(null);
    }

    /** @param total what is counted here is counted there, too: a thread's process; null for none */
    CpuTime(@Nullable CpuTime total) {
        this.total = total;
    }

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

    /** As {@link #user}; also counted in the total. */
    public void addUser(long nanoseconds) {
        user += nanoseconds;
        if (total != null) {
            total.addUser(nanoseconds);
        }
    }

    /** As {@link #system}; also counted in the total. */
    public void addSystem(long nanoseconds) {
        system += nanoseconds;
        if (total != null) {
            total.addSystem(nanoseconds);
        }
    }

    /** Counts a switch away from a thread, also in the total. */
    public void countSwitch(boolean byWaiting) {
        if (byWaiting) {
            voluntary++;
        } else {
            involuntary++;
        }
        if (total != null) {
            total.countSwitch(byWaiting);
        }
    }

    /** Counts page faults, also in the total. */
    void addFaults(long minor, long major) {
        minorFaults += minor;
        majorFaults += major;
        if (total != null) {
            total.addFaults(minor, major);
        }
    }

    /** So many pages were resident at a time; it is the most that counts. */
    void setResident(long pages) {
        mostResident = Math.max(mostResident, pages);
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
