package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.proc.IntervalTimer;
import pagoda.kernel.proc.Process;

/** setitimer and getitimer. */
final class TimerCalls {
    private static final int ITIMER_REAL = 0;
    private static final int ITIMER_VIRTUAL = 1;
    private static final int ITIMER_PROF = 2;

    private static final int SIZE = 32;
    private static final long MICROSECOND = 1000;
    private static final long SECOND = 1_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / 4 / SECOND / MICROSECOND;

    private TimerCalls() {}

    static long getitimer(Call call) {
        int which = (int) call.argument(0);
        if (which < ITIMER_REAL || which > ITIMER_PROF) {
            return Errno.EINVAL.result();
        }
        return call.store(call.argument(1), show(call, which)) ? 0 : Errno.EFAULT.result();
    }

    static long setitimer(Call call) {
        int which = (int) call.argument(0);
        long interval = 0;
        long first = 0;
        if (call.argument(1) != 0) {
            ByteBuffer given = call.load(call.argument(1), SIZE);
            if (given == null) {
                return Errno.EFAULT.result();
            }
            interval = nanoseconds(given, 0);
            first = nanoseconds(given, 16);
        }
        if (interval < 0 || first < 0 || which < ITIMER_REAL || which > ITIMER_PROF) {
            return Errno.EINVAL.result();
        }
        byte[] old = show(call, which);
        long due = first == 0 ? IntervalTimer.OFF : clock(call, which) + first;
        if (which == ITIMER_REAL) {
            call.services().alarms().set(call.process(), due, first == 0 ? 0 : interval);
        } else {
            timer(call.process(), which).set(due, interval);
        }
        return call.argument(2) == 0 || call.store(call.argument(2), old) ? 0 : Errno.EFAULT.result();
    }

    /** A timeval in nanoseconds; −1 if it is none. */
    private static long nanoseconds(ByteBuffer value, int offset) {
        long seconds = value.getLong(offset);
        long microseconds = value.getLong(offset + 8);
        if (seconds < 0 || microseconds < 0 || microseconds >= SECOND) {
            return -1;
        }
        return (Math.min(seconds, MOST_SECONDS) * SECOND + microseconds) * MICROSECOND;
    }

    private static byte[] show(Call call, int which) {
        IntervalTimer timer = timer(call.process(), which);
        long left = timer.due() == IntervalTimer.OFF ? 0 : Math.max(MICROSECOND, timer.due() - clock(call, which));
        ByteBuffer shown = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        long every = timer.interval() / MICROSECOND;
        shown.putLong(every / SECOND).putLong(every % SECOND);
        shown.putLong(left / MICROSECOND / SECOND).putLong(left / MICROSECOND % SECOND);
        return shown.array();
    }

    private static IntervalTimer timer(Process process, int which) {
        return switch (which) {
            case ITIMER_REAL -> process.timers().real();
            case ITIMER_VIRTUAL -> process.timers().virtual();
            default -> process.timers().profile();
        };
    }

    private static long clock(Call call, int which) {
        Process process = call.process();
        return switch (which) {
            case ITIMER_REAL -> call.now();
            case ITIMER_VIRTUAL -> process.time().user();
            default -> process.time().user() + process.time().system();
        };
    }
}
