package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Errno;

/** System calls about time, which is simulated: nanoseconds of the machine's own clock. */
final class TimeCalls {
    /** When every machine begins, by its own calendar: 1 January 2026, 00:00 UTC, in seconds since 1970. */
    private static final long BOOT = 1_767_225_600;

    private static final long NANOSECONDS = 1_000_000_000;

    private static final int CLOCK_REALTIME = 0;
    private static final int CLOCK_REALTIME_COARSE = 5;
    private static final int CLOCK_TAI = 11;
    private static final int CLOCK_REALTIME_ALARM = 8;

    private TimeCalls() {}

    static long clockGettime(Call call) {
        long boot = switch ((int) call.argument(0)) {
            case CLOCK_REALTIME, CLOCK_REALTIME_COARSE, CLOCK_REALTIME_ALARM, CLOCK_TAI -> BOOT;
            case 1, 2, 3, 4, 6, 7, 9 -> 0;
            default -> -1;
        };
        if (boot < 0) {
            return Errno.EINVAL.result();
        }
        byte[] timespec = new byte[16];
        ByteBuffer.wrap(timespec)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(boot + call.now() / NANOSECONDS)
                .putLong(call.now() % NANOSECONDS);
        return call.copyOut(call.argument(1), timespec, timespec.length) < timespec.length ? Errno.EFAULT.result() : 0;
    }
}
