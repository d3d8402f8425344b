package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;

/** System calls that wait for children. */
final class WaitCalls {
    private static final long WNOHANG = 1;
    private static final long WSTOPPED = 2;
    private static final long WEXITED = 4;
    private static final long WCONTINUED = 8;
    private static final long WNOWAIT = 0x0100_0000;
    private static final long FOR_THREADS = 0xe000_0000L; // __WNOTHREAD, __WALL, __WCLONE

    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int P_PGID = 2;

    private static final int SIGCHLD = 17;
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int SIGINFO_SIZE = 128;
    private static final int RUSAGE_SIZE = 144;

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
        Chosen chosen = pid > 0 ? choose(call, P_PID, pid) : choose(call, pid == -1 ? P_ALL : P_PGID, group);
        if (chosen.zombie == null) {
            return nothing(call, chosen, options);
        }
        ExitStatus status = chosen.zombie.status();
        if (status != null && call.argument(1) != 0 && !call.storeInt(call.argument(1), status.waitStatus())) {
            return Errno.EFAULT.result();
        }
        if (call.argument(3) != 0 && !call.store(call.argument(3), new byte[RUSAGE_SIZE])) {
            return Errno.EFAULT.result();
        }
        call.services().processes().reap(chosen.zombie);
        return chosen.zombie.pid();
    }

    static long waitid(Call call) {
        int type = (int) call.argument(0);
        int id = (int) call.argument(1);
        long options = call.argument(3) & 0xffff_ffffL;
        if ((options & ~(WNOHANG | WSTOPPED | WEXITED | WCONTINUED | WNOWAIT | FOR_THREADS)) != 0
                || (options & (WSTOPPED | WEXITED | WCONTINUED)) == 0
                || type < P_ALL
                || type > P_PGID
                || (type == P_PID && id <= 0)
                || (type == P_PGID && id < 0)) {
            return Errno.EINVAL.result();
        }
        Chosen chosen =
                choose(call, type, type == P_PGID && id == 0 ? call.process().group() : id);
        boolean found = chosen.zombie != null && (options & WEXITED) != 0;
        if (!found) {
            long result = nothing(call, chosen, options);
            if (result == 0 && call.argument(2) != 0 && !call.store(call.argument(2), new byte[SIGINFO_SIZE])) {
                return Errno.EFAULT.result();
            }
            return result;
        }
        Process zombie = chosen.zombie;
        if (zombie == null || (call.argument(2) != 0 && !call.store(call.argument(2), siginfo(zombie)))) {
            return Errno.EFAULT.result();
        }
        if ((options & WNOWAIT) == 0) {
            call.services().processes().reap(zombie);
        }
        return 0;
    }

    /** What a look at the children found: whether any is of those asked for, and the first of them that is a zombie. */
    private record Chosen(boolean any, @Nullable Process zombie) {}

    private static Chosen choose(Call call, int type, int id) {
        boolean any = false;
        for (Process child : call.process().children()) {
            boolean asked = type == P_ALL || (type == P_PID ? child.pid() == id : child.group() == id);
            any |= asked;
            if (asked && child.isZombie()) {
                return new Chosen(true, child);
            }
        }
        return new Chosen(any, null);
    }

    private static long nothing(Call call, Chosen chosen, long options) {
        if (!chosen.any) {
            return Errno.ECHILD.result();
        }
        return (options & WNOHANG) != 0 ? 0 : call.waitIn(call.process().childEvents());
    }

    private static byte[] siginfo(Process zombie) {
        ExitStatus status = zombie.status();
        boolean killed = status instanceof ExitStatus.Killed;
        int code = status == null ? 0 : status.waitStatus();
        ByteBuffer info = ByteBuffer.allocate(SIGINFO_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        info.putInt(0, SIGCHLD);
        info.putInt(8, killed ? CLD_KILLED : CLD_EXITED);
        info.putInt(16, zombie.pid());
        info.putInt(24, killed ? code : code >> 8);
        return info.array();
    }
}
