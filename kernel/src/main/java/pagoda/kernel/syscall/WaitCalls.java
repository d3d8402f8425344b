package pagoda.kernel.syscall;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.signal.SignalInfo;

/** System calls that wait for children. */
final class WaitCalls {
    private static final long WNOHANG = 1;
    private static final long WSTOPPED = 2;
    private static final long WEXITED = 4;
    private static final long WCONTINUED = 8;
    private static final long WNOWAIT = 0x0100_0000;
    private static final long FOR_THREADS = 0xe000_0000L; // __WNOTHREAD, __WALL, __WCLONE
    private static final long WALL = 0x4000_0000L;
    private static final long WCLONE = 0x8000_0000L;

    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PGID = 2;
    private static final int P_PIDFD = 3;

    /** In a wait status: the child has stopped, by the signal in the byte above. */
    private static final int STOPPED = 0x7f;

    /** The wait status of a child that goes on. */
    private static final int CONTINUED = 0xffff;

    private WaitCalls() {}

    static long wait4(Call call) {
        int pid = (int) call.argument(0);
        long options = call.argument(2) & 0xffff_ffffL;
        if ((options & ~(WNOHANG | WSTOPPED | WCONTINUED | FOR_THREADS)) != 0) {
            return Errno.EINVAL.result();
        }
        if (pid == Integer.MIN_VALUE) {
            return Errno.ESRCH.result();
        }
        int group = pid == 0 ? call.process().group() : -pid;
        long wanted = options | WEXITED;
        Chosen chosen =
                pid > 0 ? choose(call, P_PID, pid, wanted) : choose(call, pid == -1 ? P_ALL : P_PGID, group, wanted);
        Process child = chosen.child;
        if (child == null) {
            return nothing(call, chosen, options);
        }
        // As on Linux, the child is reaped though its status cannot be stored.
        int status = waitStatus(child);
        take(call, child);
        if (call.argument(3) != 0 && !call.store(call.argument(3), UsageCalls.rusage(child.time()))) {
            return Errno.EFAULT.result();
        }
        boolean stored = call.argument(1) == 0 || call.storeInt(call.argument(1), status);
        return stored ? child.pid() : Errno.EFAULT.result();
    }

    static long waitid(Call call) {
        int type = (int) call.argument(0);
        int id = (int) call.argument(1);
        long options = call.argument(3) & 0xffff_ffffL;
        if ((options & ~(WNOHANG | WSTOPPED | WEXITED | WCONTINUED | WNOWAIT | FOR_THREADS)) != 0
                || (options & (WSTOPPED | WEXITED | WCONTINUED)) == 0
                || type < P_ALL
                || type > P_PIDFD
                || (type == P_PID && id <= 0)
                || (type >= P_PGID && id < 0)) {
            return Errno.EINVAL.result();
        }
        if (type == P_PIDFD) {
            return Errno.EBADF.result(); // no descriptor is one of a process
        }
        int group = type == P_PGID && id == 0 ? call.process().group() : id;
        Chosen chosen = choose(call, type, group, options);
        Process child = chosen.child;
        if (child == null) {
            long result = nothing(call, chosen, options);
            if (result == 0 && call.argument(2) != 0 && !call.store(call.argument(2), new byte[SignalInfo.SIZE])) {
                return Errno.EFAULT.result();
            }
            return result;
        }
        byte[] info = siginfo(child);
        if ((options & WNOWAIT) == 0) {
            take(call, child);
        }
        if (call.argument(4) != 0 && !call.store(call.argument(4), UsageCalls.rusage(child.time()))) {
            return Errno.EFAULT.result();
        }
        return call.argument(2) == 0 || call.store(call.argument(2), info) ? 0 : Errno.EFAULT.result();
    }

    /** What a look at the children found: whether any is of those asked for, and the first that has something to tell. */
    private record Chosen(boolean any, @Nullable Process child) {}

    private static Chosen choose(Call call, int type, int id, long options) {
        boolean any = false;
        for (Process child : call.process().children()) {
            boolean asked = type == P_ALL || (type == P_PID ? child.pid() == id : child.group() == id);
            boolean ofClone = child.exitSignal() != Signal.SIGCHLD;
            asked &= (options & WALL) != 0 || ofClone == ((options & WCLONE) != 0);
            any |= asked;
            if (asked && hasNews(child, options)) {
                return new Chosen(true, child);
            }
        }
        return new Chosen(any, null);
    }

    private static boolean hasNews(Process child, long options) {
        if (child.isZombie()) {
            return (options & WEXITED) != 0;
        }
        return ((options & WSTOPPED) != 0 && child.stopReport() != null)
                || ((options & WCONTINUED) != 0 && child.hasContinueReport());
    }

    private static long nothing(Call call, Chosen chosen, long options) {
        if (!chosen.any) {
            return Errno.ECHILD.result();
        }
        if ((options & WNOHANG) != 0) {
            return 0;
        }
        return call.isInterrupted()
                ? call.interrupted()
                : call.waitIn(call.process().childEvents());
    }

    /** The caller knows now: nothing is left of a zombie, and others have nothing more to tell. */
    private static void take(Call call, Process child) {
        if (child.isZombie()) {
            call.services().processes().reap(child);
        } else {
            child.reported();
        }
    }

    private static int waitStatus(Process child) {
        ExitStatus status = child.status();
        if (status != null) {
            return status.waitStatus();
        }
        Signal stop = child.stopReport();
        return stop == null ? CONTINUED : stop.number() << 8 | STOPPED;
    }

    private static byte[] siginfo(Process child) {
        int code = waitStatus(child);
        int why = Signals.CLD_CONTINUED;
        int value = Signal.SIGCONT.number();
        ExitStatus status = child.status();
        if (status != null) {
            boolean killed = status instanceof ExitStatus.Killed;
            why = killed ? Signals.CLD_KILLED : Signals.CLD_EXITED;
            value = killed ? code : code >> 8;
        } else if (child.stopReport() != null) {
            why = Signals.CLD_STOPPED;
            value = code >> 8;
        }
        return SignalInfo.child(Signal.SIGCHLD, why, child.pid(), value, 0, 0).bytes();
    }
}
