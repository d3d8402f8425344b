package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.proc.UserThread;

/** System calls about the machine as a whole, and those that tell of a choice that this machine does not have. */
final class MachineCalls {
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NAME = 15;
    private static final int PR_GET_NAME = 16;
    private static final int NAME_SIZE = 16;
    private static final long ANY_PERSONALITY = 0xffff_ffffL;
    private static final int SYSINFO_SIZE = 112;
    private static final long NANOSECONDS = 1_000_000_000;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_IDLE = 5;

    private MachineCalls() {}

    static long prctl(Call call) {
        switch ((int) call.argument(0)) {
            case PR_SET_NAME -> {
                return setName(call);
            }
            case PR_GET_NAME -> {
                byte[] name = call.process().name().getBytes(StandardCharsets.ISO_8859_1);
                byte[] field = new byte[NAME_SIZE];
                System.arraycopy(name, 0, field, 0, Math.min(name.length, NAME_SIZE - 1));
                return call.store(call.argument(1), field) ? 0 : Errno.EFAULT.result();
            }
            case PR_GET_DUMPABLE -> {
                return 1;
            }
            case PR_SET_DUMPABLE, PR_SET_PDEATHSIG -> {
                return 0;
            }
            default -> {
                return Errno.EINVAL.result();
            }
        }
    }

    /** Reads up to the zero, or 15 bytes. */
    private static long setName(Call call) {
        byte[] one = new byte[1];
        StringBuilder name = new StringBuilder();
        while (name.length() < NAME_SIZE - 1) {
            if (call.copyIn(call.argument(1) + name.length(), one, 1) == 0) {
                return Errno.EFAULT.result();
            }
            if (one[0] == 0) {
                break;
            }
            name.append((char) (one[0] & 0xff));
        }
        call.process().setName(name.toString());
        return 0;
    }

    static long personality(@SuppressWarnings("unused") Call call) {
        return (call.argument(0) & ANY_PERSONALITY) == ANY_PERSONALITY || call.argument(0) == 0
                ? 0
                : Errno.EINVAL.result();
    }

    static long sysinfo(Call call) {
        ByteBuffer info = ByteBuffer.allocate(SYSINFO_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        info.putLong(0, call.now() / NANOSECONDS);
        info.putLong(32, (long) call.services().frames().total() * AddressSpace.PAGE_SIZE);
        info.putLong(40, (long) call.services().frames().free() * AddressSpace.PAGE_SIZE);
        SwapDevice swap = call.services().frames().swap().device();
        info.putLong(64, (long) swap.capacity() * AddressSpace.PAGE_SIZE);
        info.putLong(72, (long) (swap.capacity() - swap.used()) * AddressSpace.PAGE_SIZE);
        info.putShort(80, (short) call.services().processes().threads().size());
        info.putInt(104, 1);
        return call.store(call.argument(0), info.array()) ? 0 : Errno.EFAULT.result();
    }

    static long getcpu(Call call) {
        boolean stored = (call.argument(0) == 0 || call.storeInt(call.argument(0), 0))
                && (call.argument(1) == 0 || call.storeInt(call.argument(1), 0));
        return stored ? 0 : Errno.EFAULT.result();
    }

    /** There is one hart. */
    static long schedGetaffinity(Call call) {
        long length = call.argument(1) & 0xffff_ffffL;
        if (length < 8 || length % 8 != 0) {
            return Errno.EINVAL.result();
        }
        if (isNobody(call)) {
            return Errno.ESRCH.result();
        }
        return call.storeLong(call.argument(2), 1) ? 8 : Errno.EFAULT.result();
    }

    static long schedSetaffinity(Call call) {
        int length = (int) Math.min(call.argument(1) & 0xffff_ffffL, 8);
        byte[] mask = new byte[8];
        if (call.copyIn(call.argument(2), mask, length) < length) {
            return Errno.EFAULT.result();
        }
        if (isNobody(call)) {
            return Errno.ESRCH.result();
        }
        return (mask[0] & 1) == 0 ? Errno.EINVAL.result() : 0;
    }

    /** All threads have SCHED_OTHER. */
    static long schedGetscheduler(Call call) {
        return (int) call.argument(0) < 0 ? Errno.EINVAL.result() : isNobody(call) ? Errno.ESRCH.result() : 0;
    }

    /** Takes SCHED_OTHER, and refuses the real-time policies. */
    static long schedSetscheduler(Call call) {
        int policy = (int) call.argument(1);
        ByteBuffer parameter = call.load(call.argument(2), 4);
        if ((int) call.argument(0) < 0 || call.argument(2) == 0) {
            return Errno.EINVAL.result();
        }
        if (parameter == null) {
            return Errno.EFAULT.result();
        }
        if (isNobody(call)) {
            return Errno.ESRCH.result();
        }
        if (policy < 0 || policy > SCHED_IDLE || (policy != 0 && policy <= SCHED_FIFO + 1)) {
            return policy == SCHED_FIFO || policy == SCHED_FIFO + 1 ? Errno.EPERM.result() : Errno.EINVAL.result();
        }
        return parameter.getInt(0) == 0 ? 0 : Errno.EINVAL.result();
    }

    static long schedGetparam(Call call) {
        if ((int) call.argument(0) < 0 || call.argument(1) == 0) {
            return Errno.EINVAL.result();
        }
        if (isNobody(call)) {
            return Errno.ESRCH.result();
        }
        return call.storeInt(call.argument(1), 0) ? 0 : Errno.EFAULT.result();
    }

    private static boolean isNobody(Call call) {
        int tid = (int) call.argument(0);
        UserThread thread =
                tid == 0 ? call.thread() : call.services().processes().findThread(tid);
        return thread == null;
    }
}
