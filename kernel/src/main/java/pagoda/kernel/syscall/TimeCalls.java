package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Calendar;
import pagoda.kernel.abi.Errno;

/** System calls about time, which is simulated: nanoseconds of the machine's own clock. */
final class TimeCalls {
    private static final long BOOT = Calendar.BOOT;

    private static final long NANOSECONDS = 1_000_000_000;

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_REALTIME_COARSE = 5;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int CLOCK_REALTIME_ALARM = 8;
    private static final int CLOCK_TAI = 11;

    private static final long TIMER_ABSTIME = 1;
    static final int TIMESPEC_SIZE = 16;

    private TimeCalls() {}

    static long clockGettime(Call call) {
        long boot = boot((int) call.argument(0));
        return boot < 0 ? Errno.EINVAL.result() : storeTime(call, call.argument(1), boot * NANOSECONDS + call.now());
    }

    static long clockGetres(Call call) {
        if (boot((int) call.argument(0)) < 0) {
            return Errno.EINVAL.result();
        }
        return call.argument(1) == 0 ? 0 : storeTime(call, call.argument(1), 1);
    }

    static long gettimeofday(Call call) {
        if (call.argument(0) != 0) {
            byte[] timeval = pair(BOOT + call.now() / NANOSECONDS, call.now() % NANOSECONDS / 1000);
            if (!call.store(call.argument(0), timeval)) {
                return Errno.EFAULT.result();
            }
        }
        return call.argument(1) == 0 || call.store(call.argument(1), new byte[8]) ? 0 : Errno.EFAULT.result();
    }

    static long nanosleep(Call call) {
        return sleep(call, call.argument(0), call.argument(1), 0, false);
    }

    static long clockNanosleep(Call call) {
        int clock = (int) call.argument(0);
        boolean absolute = (call.argument(1) & TIMER_ABSTIME) != 0;
        if (clock == CLOCK_REALTIME || clock == CLOCK_TAI) {
            return sleep(call, call.argument(2), call.argument(3), BOOT * NANOSECONDS, absolute);
        }
        if (clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME || clock == 2) {
            return sleep(call, call.argument(2), call.argument(3), 0, absolute);
        }
        return boot(clock) < 0 ? Errno.EINVAL.result() : Errno.EOPNOTSUPP.result();
    }

    private static long sleep(Call call, long request, long left, long origin, boolean absolute) {
        long remaining = absolute ? 0 : left;
        if (call.isRetried()) {
            long deadline = call.thread().deadline();
            if (call.now() >= deadline) {
                return 0;
            }
            return call.isInterrupted() ? interrupted(call, remaining, deadline) : waitUntil(call, deadline);
        }
        ByteBuffer timespec = call.load(request, TIMESPEC_SIZE);
        if (timespec == null) {
            return Errno.EFAULT.result();
        }
        long deadline = deadline(call, timespec, absolute, origin != 0);
        if (deadline < 0) {
            return Errno.EINVAL.result();
        }
        return deadline <= call.now() ? 0 : waitUntil(call, deadline);
    }

    /** Sleeping is never restarted: the program is told how much is left. */
    private static long interrupted(Call call, long remaining, long deadline) {
        if (remaining != 0) {
            long left = storeTime(call, remaining, deadline - call.now());
            if (left != 0) {
                return left;
            }
        }
        return Errno.EINTR.result();
    }

    /** Lets the thread wait until then; the handler returns this. */
    static long waitUntil(Call call, long deadline) {
        call.thread().waitForTime();
        call.services().sleepers().add(call.thread(), deadline);
        return Call.WAIT;
    }

    /** What the clock shows when the machine begins, in seconds; −1 if there is no such clock. */
    private static long boot(int clock) {
        return switch (clock) {
            case CLOCK_REALTIME, CLOCK_REALTIME_COARSE, CLOCK_REALTIME_ALARM, CLOCK_TAI -> BOOT;
            case CLOCK_MONOTONIC, 2, 3, 4, 6, CLOCK_BOOTTIME, 9 -> 0;
            default -> -1;
        };
    }

    /**
     * When a wait is over that a program limits by this timespec; −1 if that is no time.
     *
     * @param absolute whether it is a time of a clock, not a length
     * @param calendar whether that clock is CLOCK_REALTIME
     */
    static long deadline(Call call, ByteBuffer timespec, boolean absolute, boolean calendar) {
        long seconds = timespec.getLong(0);
        long nanoseconds = timespec.getLong(8);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOSECONDS) {
            return -1;
        }
        long most = Long.MAX_VALUE / 4;
        long length = seconds > most / NANOSECONDS ? most : seconds * NANOSECONDS + nanoseconds;
        return absolute ? Math.max(0, length - (calendar ? BOOT * NANOSECONDS : 0)) : call.now() + length;
    }

    private static long storeTime(Call call, long address, long nanoseconds) {
        byte[] timespec = pair(nanoseconds / NANOSECONDS, nanoseconds % NANOSECONDS);
        return call.store(address, timespec) ? 0 : Errno.EFAULT.result();
    }

    private static byte[] pair(long first, long second) {
        return ByteBuffer.allocate(TIMESPEC_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putLong(second)
                .array();
    }
}
