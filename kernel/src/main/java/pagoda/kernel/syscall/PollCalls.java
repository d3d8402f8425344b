package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.PathArguments.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.wait.WaitQueue;

/** The system call that waits until one of several files can be read or written. */
final class PollCalls {
    private static final int POLLFD_SIZE = 8;
    private static final int POLLNVAL = 32;
    private static final int POLLRDNORM = 0x40;
    private static final int POLLWRNORM = 0x100;
    private static final int ALWAYS = Inode.POLLERR | Inode.POLLHUP;
    private static final long NANOSECONDS = 1_000_000_000;

    private PollCalls() {}

    static long ppoll(Call call) throws FileException {
        long count = call.argument(1) & 0xffff_ffffL;
        boolean retried = call.isRetried();
        ByteBuffer mask = null;
        if (!retried && call.argument(3) != 0) {
            check(call.argument(4) == 8, Errno.EINVAL);
            mask = call.load(call.argument(3), 8);
            if (mask == null) {
                return Errno.EFAULT.result();
            }
        }
        long deadline = retried ? call.thread().deadline() : deadline(call);
        check(count <= call.process().files().limit(), Errno.EINVAL);
        ByteBuffer polled = call.load(call.argument(0), (int) count * POLLFD_SIZE);
        if (polled == null) {
            return Errno.EFAULT.result();
        }
        // From here on nothing waits for a page: what is changed is changed once.
        if (mask != null) {
            call.thread().signals().setMaskForCall(mask.getLong(0));
        }
        int ready = 0;
        for (int index = 0; index < count; index++) {
            int at = index * POLLFD_SIZE;
            int found = events(call, polled.getInt(at), polled.getShort(at + 4));
            polled.putShort(at + 6, (short) found);
            ready += found != 0 ? 1 : 0;
        }
        boolean interrupted = ready == 0 && call.isInterrupted();
        if (ready == 0 && !interrupted && call.now() < deadline) {
            return await(call, polled, (int) count, deadline);
        }
        boolean stored = call.store(call.argument(0), polled.array());
        tellTimeLeft(call, deadline);
        if (!stored) {
            return Errno.EFAULT.result();
        }
        return interrupted ? Errno.EINTR.result() : ready;
    }

    /** As Linux does, though POSIX has it otherwise; where the time cannot be stored, that is no error. */
    private static void tellTimeLeft(Call call, long deadline) {
        if (deadline < Long.MAX_VALUE) {
            long left = Math.max(0, deadline - call.now());
            ByteBuffer timespec = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            timespec.putLong(left / NANOSECONDS).putLong(left % NANOSECONDS);
            call.store(call.argument(2), timespec.array());
        }
    }

    /** When to give up, in simulated nanoseconds; {@link Long#MAX_VALUE} for never. */
    private static long deadline(Call call) throws FileException {
        if (call.argument(2) == 0) {
            return Long.MAX_VALUE;
        }
        ByteBuffer timespec = call.load(call.argument(2), 16);
        if (timespec == null) {
            throw new FileException(Errno.EFAULT);
        }
        long seconds = timespec.getLong(0);
        long nanoseconds = timespec.getLong(8);
        check(seconds >= 0 && nanoseconds >= 0 && nanoseconds < NANOSECONDS, Errno.EINVAL);
        long most = Long.MAX_VALUE / 4;
        return call.now() + (seconds > most / NANOSECONDS ? most : seconds * NANOSECONDS + nanoseconds);
    }

    private static int events(Call call, int descriptor, int asked) {
        if (descriptor < 0) {
            return 0;
        }
        OpenFile file = call.process().files().get(descriptor);
        if (file == null || file.has(OpenFlags.O_PATH)) {
            return POLLNVAL;
        }
        int can = file.inode().poll(file);
        can |= ((can & Inode.POLLIN) != 0 ? POLLRDNORM : 0) | ((can & Inode.POLLOUT) != 0 ? POLLWRNORM : 0);
        return can & (asked | ALWAYS);
    }

    private static long await(Call call, ByteBuffer polled, int count, long deadline) {
        call.thread().waitForTime();
        for (int index = 0; index < count; index++) {
            OpenFile file = call.process().files().get(polled.getInt(index * POLLFD_SIZE));
            if (file != null) {
                for (boolean toWrite : new boolean[] {false, true}) {
                    WaitQueue queue = file.inode().waiting(toWrite);
                    if (queue != null) {
                        queue.add(call.thread());
                    }
                }
            }
        }
        if (deadline < Long.MAX_VALUE) {
            call.services().sleepers().add(call.thread(), deadline);
        }
        return Call.WAIT;
    }
}
