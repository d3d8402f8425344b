package pagoda.kernel.proc;

import java.util.Arrays;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.MemoryLimits;

/** What a process may use at most (getrlimit(2)): a soft limit, which is obeyed, and a hard one, up to which it can be raised. */
public final class ResourceLimits {
    /** No limit. */
    public static final long INFINITY = -1;

    public static final int CPU = 0;
    public static final int FSIZE = 1;
    public static final int DATA = 2;
    public static final int STACK = 3;
    public static final int CORE = 4;
    public static final int NPROC = 6;
    public static final int NOFILE = 7;
    public static final int MEMLOCK = 8;
    public static final int AS = 9;
    public static final int SIGPENDING = 11;
    public static final int MSGQUEUE = 12;
    public static final int NICE = 13;
    public static final int RTPRIO = 14;

    /** How many resources there are. */
    public static final int COUNT = 16;

    /** The highest limit of open files: Linux's {@code fs.nr_open}. */
    public static final long MOST_FILES = 1 << 20;

    /** Linux's {@code ARG_MAX}. */
    private static final long LEAST_ARGUMENTS = 128L << 10;

    private static final long MOST_ARGUMENTS = AddressSpace.STACK_LIMIT / 4 * 3;

    private final long[] soft = new long[COUNT];
    private final long[] hard = new long[COUNT];

    /** The defaults: Linux's, but the hard limit of open files is 4096. */
    ResourceLimits() {
        Arrays.fill(soft, INFINITY);
        Arrays.fill(hard, INFINITY);
        soft[STACK] = AddressSpace.STACK_LIMIT;
        soft[CORE] = 0;
        set(NPROC, Processes.MOST, Processes.MOST);
        set(NOFILE, 1024, 4096);
        set(MEMLOCK, 8L << 20, 8L << 20);
        set(SIGPENDING, 16_384, 16_384);
        set(MSGQUEUE, 819_200, 819_200);
        set(NICE, 0, 0);
        set(RTPRIO, 0, 0);
    }

    /** The limit that is obeyed, unsigned: {@link #INFINITY} is the highest. */
    public long soft(int resource) {
        return soft[resource];
    }

    public long hard(int resource) {
        return hard[resource];
    }

    /** Whether this much is more than the soft limit allows. */
    public boolean isExceeded(int resource, long amount) {
        return Long.compareUnsigned(amount, soft[resource]) > 0;
    }

    public void set(int resource, long newSoft, long newHard) {
        soft[resource] = newSoft;
        hard[resource] = newHard;
    }

    void copyFrom(ResourceLimits parent) {
        System.arraycopy(parent.soft, 0, soft, 0, COUNT);
        System.arraycopy(parent.hard, 0, hard, 0, COUNT);
    }

    /** How many bytes the arguments of a program may have, as Linux has it: a quarter of the stack, within bounds. */
    public long argumentBytes() {
        long quarter = soft[STACK] >>> 2;
        long most = Math.max(LEAST_ARGUMENTS, Math.min(MOST_ARGUMENTS, quarter));
        return isExceeded(STACK, most) ? soft[STACK] : most;
    }

    /** Lets the address space obey those that concern it. */
    public void applyTo(AddressSpace space) {
        space.setLimits(new MemoryLimits(soft[STACK], soft[DATA], soft[AS]));
    }
}
