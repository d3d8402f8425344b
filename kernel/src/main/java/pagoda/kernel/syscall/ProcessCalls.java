package pagoda.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Processes;
import pagoda.kernel.proc.ResourceLimits;
import pagoda.kernel.proc.UserThread;

/** System calls about processes and the system. */
final class ProcessCalls {
    private static final long EXIT_SIGNAL = 0xff;
    private static final long CLONE_VM = 0x100;
    private static final long CLONE_FILES = 0x400;
    private static final long CLONE_SIGHAND = 0x800;
    private static final long CLONE_VFORK = 0x4000;
    private static final long CLONE_THREAD = 0x10000;
    private static final long CLONE_SETTLS = 0x80000;
    private static final long CLONE_PARENT_SETTID = 0x100000;
    private static final long CLONE_CHILD_CLEARTID = 0x200000;
    private static final long CLONE_CHILD_SETTID = 0x1000000;
    private static final long THREAD_FLAGS = CLONE_VM | CLONE_SIGHAND | CLONE_FILES;

    /** The length of each field of {@code struct new_utsname}, its final zero counted. */
    private static final int UTSNAME_FIELD = 65;

    /** sysname, nodename, release, version, machine, domainname. Programs for Linux look at the first and the third. */
    private static final List<String> UTSNAME =
            List.of("Linux", "pagoda", "6.1.0-pagoda", "#1 Pagoda", "riscv64", "(none)");

    private ProcessCalls() {}

    static long exit(Call call) {
        UserThread thread = call.thread();
        FutexCalls.leave(call, thread);
        call.services().processes().exitThread(thread, status(call));
        if (thread.process().ending() == null) {
            call.services().signals().lookAgain(thread.process());
        }
        return Call.GONE;
    }

    static long exitGroup(Call call) {
        call.process().threads().forEach(thread -> FutexCalls.leave(call, thread));
        call.process().end(status(call));
        return Call.GONE;
    }

    private static ExitStatus status(Call call) {
        return new ExitStatus.Exited((int) call.argument(0) & 0xff);
    }

    static long getpid(Call call) {
        return call.process().pid();
    }

    static long getppid(Call call) {
        Process parent = call.process().parent();
        return parent == null ? 1 : parent.pid();
    }

    static long gettid(Call call) {
        return call.thread().tid();
    }

    /** getuid and its kin: everybody is root. */
    static long root(@SuppressWarnings("unused") Call call) {
        return 0;
    }

    static long setTidAddress(Call call) {
        call.thread().setClearTidAddress(call.argument(0));
        return call.thread().tid();
    }

    static long schedYield(Call call) {
        call.thread().giveUpTurn();
        return 0;
    }

    static long setsid(Call call) {
        Process process = call.process();
        for (Process other : call.services().processes().all()) {
            if (other.group() == process.pid()) {
                return Errno.EPERM.result();
            }
        }
        process.setGroup(process.pid());
        process.setSession(process.pid());
        return process.pid();
    }

    static long getsid(Call call) {
        Process process = named(call, (int) call.argument(0));
        return process == null ? Errno.ESRCH.result() : process.session();
    }

    static long getpgid(Call call) {
        Process process = named(call, (int) call.argument(0));
        return process == null ? Errno.ESRCH.result() : process.group();
    }

    static long setpgid(Call call) {
        int group = (int) call.argument(1);
        if (group < 0) {
            return Errno.EINVAL.result();
        }
        Process caller = call.process();
        Process process = named(call, (int) call.argument(0));
        if (process == null || (process != caller && process.parent() != caller)) {
            return Errno.ESRCH.result();
        }
        if (process.session() == process.pid() || process.session() != caller.session()) {
            return Errno.EPERM.result();
        }
        int wanted = group == 0 ? process.pid() : group;
        boolean exists = wanted == process.pid();
        for (Process other : call.services().processes().all()) {
            exists |= other.group() == wanted && other.session() == process.session();
        }
        if (!exists) {
            return Errno.EPERM.result();
        }
        process.setGroup(wanted);
        return 0;
    }

    private static @Nullable Process named(Call call, int pid) {
        return pid == 0 ? call.process() : call.services().processes().find(pid);
    }

    /**
     * clone, in the three forms that programs use: as fork, as vfork, and for a thread of the same process. Other
     * combinations of what is shared give EINVAL.
     */
    static long clone(Call call) {
        if (call.thread().continuation() instanceof Process child) {
            return child.isVforked() ? call.waitIn(child.vforkDone()) : child.pid();
        }
        long flags = call.argument(0);
        boolean thread = (flags & CLONE_THREAD) != 0;
        boolean sharesMemory = (flags & CLONE_VM) != 0;
        if (thread ? (flags & THREAD_FLAGS) != THREAD_FLAGS : sharesMemory != ((flags & CLONE_VFORK) != 0)) {
            return Errno.EINVAL.result();
        }
        if (!thread && (flags & (CLONE_FILES | CLONE_SIGHAND)) != 0) {
            return Errno.EINVAL.result();
        }
        Processes processes = call.services().processes();
        if (call.process()
                .limits()
                .isExceeded(ResourceLimits.NPROC, processes.threads().size() + 1L)) {
            return Errno.EAGAIN.result();
        }
        UserThread child = thread ? processes.cloneThread(call.thread()) : processes.fork(call.thread(), sharesMemory);
        if (child == null) {
            return processes.threads().size() >= Processes.MOST ? Errno.EAGAIN.result() : Errno.ENOMEM.result();
        }
        begin(call, child, flags);
        if (!thread) {
            child.process().setExitSignal(Signal.of(flags & EXIT_SIGNAL));
        }
        processes.launch(child);
        if (!thread && sharesMemory) {
            call.thread().setContinuation(child.process());
            return call.waitIn(child.process().vforkDone());
        }
        return child.tid();
    }

    /** Sets the child's registers, and stores its number where the flags ask for it. */
    private static void begin(Call call, UserThread child, long flags) {
        child.registers()[Registers.A0] = 0;
        child.setPc(child.pc() + 4);
        if (call.argument(1) != 0) {
            child.registers()[Registers.SP] = call.argument(1);
        }
        if ((flags & CLONE_SETTLS) != 0) {
            child.registers()[Registers.TP] = call.argument(3);
        }
        if ((flags & CLONE_PARENT_SETTID) != 0) {
            call.storeInt(call.argument(2), child.tid());
        }
        if ((flags & CLONE_CHILD_SETTID) != 0) {
            call.storeInt(child, call.argument(4), child.tid());
        }
        if ((flags & CLONE_CHILD_CLEARTID) != 0) {
            child.setClearTidAddress(call.argument(4));
        }
    }

    static long uname(Call call) {
        byte[] names = new byte[UTSNAME.size() * UTSNAME_FIELD];
        for (int field = 0; field < UTSNAME.size(); field++) {
            byte[] text = UTSNAME.get(field).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, names, field * UTSNAME_FIELD, text.length);
        }
        return call.copyOut(call.argument(0), names, names.length) < names.length ? Errno.EFAULT.result() : 0;
    }
}
