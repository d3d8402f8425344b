package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.proc.CpuTime;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.ResourceLimits;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.proc.UserThread;

/** System calls about what processes use and what they may use. */
final class UsageCalls {
    private static final int RUSAGE_SIZE = 144;
    private static final int RUSAGE_SELF = 0;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_THREAD = 1;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final long MICROSECOND = 1000;
    private static final int LIMIT_SIZE = 16;

    /** The machine has run for this many ticks, by times(2), when it begins: Linux's count begins so that it soon wraps. */
    private static final long FIRST_TICK = 300_000;

    private UsageCalls() {}

    static long times(Call call) {
        Process process = call.process();
        if (call.argument(0) != 0) {
            ByteBuffer times = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            for (CpuTime time : new CpuTime[] {process.time(), process.childrenTime()}) {
                times.putLong(time.user() / Signals.TICK).putLong(time.system() / Signals.TICK);
            }
            if (!call.store(call.argument(0), times.array())) {
                return Errno.EFAULT.result();
            }
        }
        return FIRST_TICK + call.now() / Signals.TICK;
    }

    static long getrusage(Call call) {
        int who = (int) call.argument(0);
        if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN && who != RUSAGE_THREAD) {
            return Errno.EINVAL.result();
        }
        Process process = call.process();
        process.takeMemoryFigures();
        CpuTime time = switch (who) {
            case RUSAGE_CHILDREN -> process.childrenTime();
            case RUSAGE_THREAD -> call.thread().time();
            default -> process.time();
        };
        // Memory is the process's.
        CpuTime memory = who == RUSAGE_THREAD ? process.time() : time;
        return call.store(call.argument(1), rusage(time, memory.mostResident())) ? 0 : Errno.EFAULT.result();
    }

    /** {@code struct rusage}. */
    static byte[] rusage(CpuTime time) {
        return rusage(time, time.mostResident());
    }

    private static byte[] rusage(CpuTime time, long mostResident) {
        ByteBuffer usage = ByteBuffer.allocate(RUSAGE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        usage.putLong(time.user() / NANOSECONDS).putLong(time.user() % NANOSECONDS / MICROSECOND);
        usage.putLong(time.system() / NANOSECONDS).putLong(time.system() % NANOSECONDS / MICROSECOND);
        usage.putLong(mostResident * AddressSpace.PAGE_SIZE / 1024);
        usage.putLong(64, time.minorFaults()).putLong(72, time.majorFaults());
        usage.putLong(128, time.voluntarySwitches()).putLong(136, time.involuntarySwitches());
        return usage.array();
    }

    static long prlimit64(Call call) {
        int resource = (int) call.argument(1);
        ByteBuffer given = call.argument(2) == 0 ? null : call.load(call.argument(2), LIMIT_SIZE);
        if (call.argument(2) != 0 && given == null) {
            return Errno.EFAULT.result();
        }
        int pid = (int) call.argument(0);
        UserThread thread =
                pid == 0 ? call.thread() : call.services().processes().findThread(pid);
        if (thread == null) {
            return Errno.ESRCH.result();
        }
        if (resource < 0 || resource >= ResourceLimits.COUNT) {
            return Errno.EINVAL.result();
        }
        ResourceLimits limits = thread.process().limits();
        long soft = limits.soft(resource);
        long hard = limits.hard(resource);
        if (given != null) {
            long error = set(thread.process(), resource, given);
            if (error != 0) {
                return error;
            }
        }
        return call.argument(3) == 0 || show(call, call.argument(3), soft, hard) ? 0 : Errno.EFAULT.result();
    }

    static long getrlimit(Call call) {
        int resource = (int) call.argument(0);
        if (resource < 0 || resource >= ResourceLimits.COUNT) {
            return Errno.EINVAL.result();
        }
        ResourceLimits limits = call.process().limits();
        boolean shown = show(call, call.argument(1), limits.soft(resource), limits.hard(resource));
        return shown ? 0 : Errno.EFAULT.result();
    }

    static long setrlimit(Call call) {
        ByteBuffer given = call.load(call.argument(1), LIMIT_SIZE);
        if (given == null) {
            return Errno.EFAULT.result();
        }
        int resource = (int) call.argument(0);
        if (resource < 0 || resource >= ResourceLimits.COUNT) {
            return Errno.EINVAL.result();
        }
        return set(call.process(), resource, given);
    }

    /** Everybody is root, and may raise hard limits too. */
    private static long set(Process process, int resource, ByteBuffer given) {
        long soft = given.getLong(0);
        long hard = given.getLong(8);
        if (Long.compareUnsigned(soft, hard) > 0) {
            return Errno.EINVAL.result();
        }
        if (resource == ResourceLimits.NOFILE && Long.compareUnsigned(hard, ResourceLimits.MOST_FILES) > 0) {
            return Errno.EPERM.result();
        }
        process.limits().set(resource, soft, hard);
        if (process.hasSpace()) {
            process.limits().applyTo(process.space());
        }
        if (resource == ResourceLimits.NOFILE) {
            process.files().setLimit((int) Math.min(hard, soft));
        }
        return 0;
    }

    private static boolean show(Call call, long address, long soft, long hard) {
        return call.store(
                address,
                ByteBuffer.allocate(LIMIT_SIZE)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(soft)
                        .putLong(hard)
                        .array());
    }
}
