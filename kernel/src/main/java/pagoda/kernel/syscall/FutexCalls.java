package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.proc.Futexes;
import pagoda.kernel.proc.UserThread;

/** futex(2) and what belongs to it. */
final class FutexCalls {
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int FUTEX_REQUEUE = 3;
    private static final int FUTEX_CMP_REQUEUE = 4;
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_WAKE_BITSET = 10;
    private static final int FUTEX_PRIVATE_FLAG = 128;
    private static final int FUTEX_CLOCK_REALTIME = 256;
    private static final int ANY = -1;

    private static final int FUTEX_TID_MASK = 0x3fff_ffff;
    private static final int FUTEX_OWNER_DIED = 0x4000_0000;
    private static final int ROBUST_LIST_HEAD = 24;

    /** How far a list of held futexes is followed, as on Linux. */
    private static final int ROBUST_LIST_LIMIT = 2048;

    private FutexCalls() {}

    static long futex(Call call) {
        int operation = (int) call.argument(1);
        int command = operation & ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
        if ((operation & FUTEX_CLOCK_REALTIME) != 0 && command != FUTEX_WAIT_BITSET) {
            return Errno.ENOSYS.result();
        }
        return switch (command) {
            case FUTEX_WAIT -> waitFor(call, ANY, false);
            case FUTEX_WAIT_BITSET -> waitFor(call, (int) call.argument(5), true);
            case FUTEX_WAKE -> wake(call, ANY);
            case FUTEX_WAKE_BITSET -> wake(call, (int) call.argument(5));
            case FUTEX_REQUEUE -> requeue(call, false);
            case FUTEX_CMP_REQUEUE -> requeue(call, true);
            default -> Errno.ENOSYS.result();
        };
    }

    private static long waitFor(Call call, int bits, boolean absolute) {
        long address = call.argument(0);
        if (call.thread().continuation() instanceof Futexes.Wait wait) {
            return again(call, wait);
        }
        long deadline = Long.MAX_VALUE;
        if (call.argument(3) != 0) {
            ByteBuffer timespec = call.load(call.argument(3), TimeCalls.TIMESPEC_SIZE);
            if (timespec == null) {
                return Errno.EFAULT.result();
            }
            boolean calendar = ((int) call.argument(1) & FUTEX_CLOCK_REALTIME) != 0;
            deadline = TimeCalls.deadline(call, timespec, absolute, calendar);
            if (deadline < 0) {
                return Errno.EINVAL.result();
            }
        }
        if (bits == 0 || (address & 3) != 0) {
            return Errno.EINVAL.result();
        }
        ByteBuffer value = call.load(address, 4);
        if (value == null) {
            return Errno.EFAULT.result();
        }
        if (value.getInt(0) != (int) call.argument(2)) {
            return Errno.EAGAIN.result();
        }
        if (call.isInterrupted()) {
            return call.interrupted();
        }
        if (deadline <= call.now()) {
            return Errno.ETIMEDOUT.result();
        }
        Futexes.Wait wait = call.services().futexes().begin(key(call, address), call.thread(), bits, address);
        return park(call, wait, deadline);
    }

    private static long again(Call call, Futexes.Wait wait) {
        if (wait.isWoken()) {
            return 0;
        }
        long deadline = call.thread().deadline();
        if (call.now() >= deadline) {
            call.services().futexes().end(wait);
            return Errno.ETIMEDOUT.result();
        }
        if (call.isInterrupted()) {
            call.services().futexes().end(wait);
            return deadline == Long.MAX_VALUE ? call.interrupted() : Errno.EINTR.result();
        }
        return park(call, wait, deadline);
    }

    private static long park(Call call, Futexes.Wait wait, long deadline) {
        if (deadline != Long.MAX_VALUE) {
            call.services().sleepers().add(call.thread(), deadline);
        }
        return call.waitIn(wait.queue());
    }

    private static long wake(Call call, int bits) {
        long address = call.argument(0);
        if (bits == 0 || (address & 3) != 0) {
            return Errno.EINVAL.result();
        }
        if (!call.isUserRange(address, 4) || !isThere(call, address)) {
            return Errno.EFAULT.result();
        }
        int most = Math.max(1, (int) call.argument(2));
        return call.services().futexes().wake(key(call, address), most, bits);
    }

    private static long requeue(Call call, boolean compare) {
        long address = call.argument(0);
        long target = call.argument(4);
        int wakes = (int) call.argument(2);
        int moves = (int) call.argument(3);
        if (wakes < 0 || moves < 0 || ((address | target) & 3) != 0) {
            return Errno.EINVAL.result();
        }
        if (!call.isUserRange(address, 4) || !call.isUserRange(target, 4)) {
            return Errno.EFAULT.result();
        }
        ByteBuffer value = call.load(address, 4);
        if (!isThere(call, address) || !isThere(call, target) || (compare && value == null)) {
            return Errno.EFAULT.result();
        }
        if (compare && value != null && value.getInt(0) != (int) call.argument(5)) {
            return Errno.EAGAIN.result();
        }
        Futexes futexes = call.services().futexes();
        long woken = futexes.wake(key(call, address), wakes, ANY);
        return woken + futexes.move(key(call, address), key(call, target), moves);
    }

    /** A private futex need not be mapped to be woken; of another, its page is looked for. */
    private static boolean isThere(Call call, long address) {
        return ((int) call.argument(1) & FUTEX_PRIVATE_FLAG) != 0 || call.load(address, 4) != null;
    }

    private static Futexes.Key key(Call call, long address) {
        boolean isPrivate = ((int) call.argument(1) & FUTEX_PRIVATE_FLAG) != 0;
        return Futexes.key(call.process().space(), address, isPrivate);
    }

    static long setRobustList(Call call) {
        if (call.argument(1) != ROBUST_LIST_HEAD) {
            return Errno.EINVAL.result();
        }
        call.thread().setRobustList(call.argument(0));
        return 0;
    }

    static long getRobustList(Call call) {
        int tid = (int) call.argument(0);
        UserThread thread =
                tid == 0 ? call.thread() : call.services().processes().findThread(tid);
        if (thread == null) {
            return Errno.ESRCH.result();
        }
        boolean stored = call.storeLong(call.argument(1), thread.robustList())
                && call.storeLong(call.argument(2), ROBUST_LIST_HEAD);
        return stored ? 0 : Errno.EFAULT.result();
    }

    /** The thread is about to end: those that wait for it, or for what it holds, are woken. */
    static void leave(Call call, UserThread thread) {
        if (thread.robustList() != 0) {
            releaseHeld(call, thread);
            thread.setRobustList(0);
        }
        long address = thread.clearTidAddress();
        // The thread is not there to store later, so the page must be had first.
        if (address != 0
                && call.process().threads().size() > 1
                && call.writable(address, 4) == 4
                && call.storeInt(address, 0)) {
            call.services().futexes().wake(Futexes.key(call.process().space(), address, false), 1, ANY);
        }
    }

    private static void releaseHeld(Call call, UserThread thread) {
        long head = thread.robustList();
        ByteBuffer list = call.load(head, ROBUST_LIST_HEAD);
        if (list == null) {
            return;
        }
        long offset = list.getLong(8);
        long pending = list.getLong(16) & -2;
        long entry = list.getLong(0) & -2;
        for (int i = 0; i < ROBUST_LIST_LIMIT && entry != head && entry != 0; i++) {
            ByteBuffer next = call.load(entry, 8);
            if (entry != pending) {
                release(call, thread, entry + offset);
            }
            entry = next == null ? 0 : next.getLong(0) & -2;
        }
        if (pending != 0) {
            release(call, thread, pending + offset);
        }
    }

    private static void release(Call call, UserThread thread, long address) {
        ByteBuffer word = (address & 3) == 0 ? call.load(address, 4) : null;
        if (word != null && (word.getInt(0) & FUTEX_TID_MASK) == thread.tid()) {
            int value = word.getInt(0) & ~FUTEX_TID_MASK | FUTEX_OWNER_DIED;
            if (call.writable(address, 4) == 4 && call.storeInt(address, value)) {
                call.services().futexes().wake(Futexes.key(call.process().space(), address, false), 1, ANY);
            }
        }
    }
}
