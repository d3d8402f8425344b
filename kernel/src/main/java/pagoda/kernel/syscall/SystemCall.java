package pagoda.kernel.syscall;

import static pagoda.kernel.syscall.CallTable.row;

import org.jspecify.annotations.Nullable;

/** The system-call table: Linux's numbers for riscv64, each with its handler. */
final class SystemCall {
    /** The number of exit. */
    static final int EXIT = 93;

    static final CallTable TABLE = new CallTable(SystemCall::of);

    private SystemCall() {}

    private static CallTable.@Nullable Row of(int number) {
        // spotless:off
        return switch (number) {
            //   number      name                  handler                          arguments → result in a0
            case 17   -> row("getcwd",             NameCalls::getcwd,               "buffer, size → bytes");
            case 23   -> row("dup",                DescriptorCalls::dup,            "fd → fd");
            case 24   -> row("dup3",               DescriptorCalls::dup3,           "fd, new_fd, flags → fd");
            case 25   -> row("fcntl",              DescriptorCalls::fcntl,          "fd, command, argument → result");
            case 29   -> row("ioctl",              DescriptorCalls::ioctl,          "fd, request, argument → 0");
            case 34   -> row("mkdirat",            NameCalls::mkdirat,              "dirfd, path, mode → 0");
            case 35   -> row("unlinkat",           NameCalls::unlinkat,             "dirfd, path, flags → 0");
            case 36   -> row("symlinkat",          NameCalls::symlinkat,            "target, dirfd, path → 0");
            case 37   -> row("linkat",             NameCalls::linkat,               "dirfd, path, new_dirfd, new_path, flags → 0");
            case 43   -> row("statfs",             StatusCalls::statfs,             "path, statfs → 0");
            case 44   -> row("fstatfs",            StatusCalls::fstatfs,            "fd, statfs → 0");
            case 45   -> row("truncate",           DescriptorCalls::truncate,       "path, size → 0");
            case 46   -> row("ftruncate",          DescriptorCalls::ftruncate,      "fd, size → 0");
            case 48   -> row("faccessat",          NameCalls::faccessat,            "dirfd, path, mode → 0");
            case 49   -> row("chdir",              NameCalls::chdir,                "path → 0");
            case 50   -> row("fchdir",             NameCalls::fchdir,               "fd → 0");
            case 52   -> row("fchmod",             NameCalls::fchmod,               "fd, mode → 0");
            case 53   -> row("fchmodat",           NameCalls::fchmodat,             "dirfd, path, mode → 0");
            case 56   -> row("openat",             DescriptorCalls::openat,         "dirfd, path, flags, mode → fd");
            case 57   -> row("close",              DescriptorCalls::close,          "fd → 0");
            case 59   -> row("pipe2",              DescriptorCalls::pipe2,          "fds, flags → 0");
            case 61   -> row("getdents64",         StatusCalls::getdents64,         "fd, buffer, size → bytes");
            case 62   -> row("lseek",              DescriptorCalls::lseek,          "fd, offset, whence → offset");
            case 63   -> row("read",               FileCalls::read,                 "fd, buffer, length → bytes read");
            case 64   -> row("write",              FileCalls::write,                "fd, buffer, length → bytes written");
            case 65   -> row("readv",              FileCalls::readv,                "fd, iovec, count → bytes read");
            case 66   -> row("writev",             FileCalls::writev,               "fd, iovec, count → bytes written");
            case 67   -> row("pread64",            FileCalls::pread64,              "fd, buffer, length, offset → bytes read");
            case 68   -> row("pwrite64",           FileCalls::pwrite64,             "fd, buffer, length, offset → bytes written");
            case 69   -> row("preadv",             FileCalls::preadv,               "fd, iovec, count, offset → bytes read");
            case 70   -> row("pwritev",            FileCalls::pwritev,              "fd, iovec, count, offset → bytes written");
            case 73   -> row("ppoll",              PollCalls::ppoll,                "fds, count, timespec, mask, size → ready");
            case 78   -> row("readlinkat",         NameCalls::readlinkat,           "dirfd, path, buffer, size → bytes");
            case 79   -> row("newfstatat",         StatusCalls::newfstatat,         "dirfd, path, stat, flags → 0");
            case 80   -> row("fstat",              StatusCalls::fstat,              "fd, stat → 0");
            case 81   -> row("sync",               DescriptorCalls::sync,           " → 0");
            case 82   -> row("fsync",              DescriptorCalls::fsync,          "fd → 0");
            case 83   -> row("fdatasync",          DescriptorCalls::fsync,          "fd → 0");
            case 88   -> row("utimensat",          NameCalls::utimensat,            "dirfd, path, times, flags → 0");
            case 92   -> row("personality",        MachineCalls::personality,       "persona → persona");
            case EXIT -> row("exit",               ProcessCalls::exit,              "status → does not return");
            case 94   -> row("exit_group",         ProcessCalls::exitGroup,         "status → does not return");
            case 95   -> row("waitid",             WaitCalls::waitid,               "idtype, id, siginfo, options, rusage → 0");
            case 96   -> row("set_tid_address",    ProcessCalls::setTidAddress,     "address → tid");
            case 98   -> row("futex",              FutexCalls::futex,               "address, operation, value, timeout, address2, value3 → woken");
            case 99   -> row("set_robust_list",    FutexCalls::setRobustList,       "head, length → 0");
            case 100  -> row("get_robust_list",    FutexCalls::getRobustList,       "tid, head, length → 0");
            case 101  -> row("nanosleep",          TimeCalls::nanosleep,            "request, remaining → 0");
            case 102  -> row("getitimer",          TimerCalls::getitimer,           "which, value → 0");
            case 103  -> row("setitimer",          TimerCalls::setitimer,           "which, value, old → 0");
            case 113  -> row("clock_gettime",      TimeCalls::clockGettime,         "clock, timespec → 0");
            case 114  -> row("clock_getres",       TimeCalls::clockGetres,          "clock, timespec → 0");
            case 115  -> row("clock_nanosleep",    TimeCalls::clockNanosleep,       "clock, flags, request, remaining → 0");
            case 119  -> row("sched_setscheduler", MachineCalls::schedSetscheduler, "tid, policy, parameter → 0");
            case 120  -> row("sched_getscheduler", MachineCalls::schedGetscheduler, "tid → policy");
            case 121  -> row("sched_getparam",     MachineCalls::schedGetparam,     "tid, parameter → 0");
            case 122  -> row("sched_setaffinity",  MachineCalls::schedSetaffinity,  "tid, length, mask → 0");
            case 123  -> row("sched_getaffinity",  MachineCalls::schedGetaffinity,  "tid, length, mask → bytes");
            case 124  -> row("sched_yield",        ProcessCalls::schedYield,        " → 0");
            case 129  -> row("kill",               SignalCalls::kill,               "pid, signal → 0");
            case 130  -> row("tkill",              SignalCalls::tkill,              "tid, signal → 0");
            case 131  -> row("tgkill",             SignalCalls::tgkill,             "pid, tid, signal → 0");
            case 132  -> row("sigaltstack",        SignalCalls::sigaltstack,        "stack, old → 0");
            case 133  -> row("rt_sigsuspend",      SignalCalls::rtSigsuspend,       "mask, size → EINTR");
            case 134  -> row("rt_sigaction",       SignalCalls::rtSigaction,        "signal, action, old, size → 0");
            case 135  -> row("rt_sigprocmask",     SignalCalls::rtSigprocmask,      "how, set, old, size → 0");
            case 136  -> row("rt_sigpending",      SignalCalls::rtSigpending,       "set, size → 0");
            case 137  -> row("rt_sigtimedwait",    SignalCalls::rtSigtimedwait,     "set, siginfo, timeout, size → signal");
            case 138  -> row("rt_sigqueueinfo",    SignalCalls::rtSigqueueinfo,     "pid, signal, siginfo → 0");
            case 139  -> row("rt_sigreturn",       SignalCalls::rtSigreturn,        " → does not return");
            case 153  -> row("times",              UsageCalls::times,               "tms → ticks");
            case 154  -> row("setpgid",            ProcessCalls::setpgid,           "pid, group → 0");
            case 155  -> row("getpgid",            ProcessCalls::getpgid,           "pid → group");
            case 156  -> row("getsid",             ProcessCalls::getsid,            "pid → session");
            case 157  -> row("setsid",             ProcessCalls::setsid,            " → session");
            case 160  -> row("uname",              ProcessCalls::uname,             "utsname → 0");
            case 163  -> row("getrlimit",          UsageCalls::getrlimit,           "resource, limit → 0");
            case 164  -> row("setrlimit",          UsageCalls::setrlimit,           "resource, limit → 0");
            case 165  -> row("getrusage",          UsageCalls::getrusage,           "who, rusage → 0");
            case 166  -> row("umask",              NameCalls::umask,                "mask → mask");
            case 167  -> row("prctl",              MachineCalls::prctl,             "option, argument, argument, argument, argument → 0");
            case 168  -> row("getcpu",             MachineCalls::getcpu,            "cpu, node → 0");
            case 169  -> row("gettimeofday",       TimeCalls::gettimeofday,         "timeval, timezone → 0");
            case 172  -> row("getpid",             ProcessCalls::getpid,            " → pid");
            case 173  -> row("getppid",            ProcessCalls::getppid,           " → pid");
            case 174  -> row("getuid",             ProcessCalls::root,              " → 0");
            case 175  -> row("geteuid",            ProcessCalls::root,              " → 0");
            case 176  -> row("getgid",             ProcessCalls::root,              " → 0");
            case 177  -> row("getegid",            ProcessCalls::root,              " → 0");
            case 178  -> row("gettid",             ProcessCalls::gettid,            " → tid");
            case 179  -> row("sysinfo",            MachineCalls::sysinfo,           "sysinfo → 0");
            case 214  -> row("brk",                MemoryCalls::brk,                "address → the heap's end");
            case 215  -> row("munmap",             MemoryCalls::munmap,             "address, length → 0");
            case 216  -> row("mremap",             MappingCalls::mremap,            "address, old_length, new_length, flags, new_address → address");
            case 220  -> row("clone",              ProcessCalls::clone,             "flags, stack, parent_tid, tls, child_tid → tid");
            case 221  -> row("execve",             ExecCalls::execve,               "path, argv, envp → does not return");
            case 222  -> row("mmap",               MemoryCalls::mmap,               "address, length, protection, flags, fd, offset → address");
            case 226  -> row("mprotect",           MemoryCalls::mprotect,           "address, length, protection → 0");
            case 227  -> row("msync",              MappingCalls::msync,             "address, length, flags → 0");
            case 228  -> row("mlock",              LockCalls::mlock,                "address, length → 0");
            case 229  -> row("munlock",            LockCalls::munlock,              "address, length → 0");
            case 230  -> row("mlockall",           LockCalls::mlockall,             "flags → 0");
            case 231  -> row("munlockall",         LockCalls::munlockall,           " → 0");
            case 232  -> row("mincore",            MappingCalls::mincore,           "address, length, vector → 0");
            case 233  -> row("madvise",            MemoryCalls::madvise,            "address, length, advice → 0");
            case 260  -> row("wait4",              WaitCalls::wait4,                "pid, status, options, rusage → pid");
            case 261  -> row("prlimit64",          UsageCalls::prlimit64,           "pid, resource, limit, old → 0");
            case 276  -> row("renameat2",          NameCalls::renameat2,            "dirfd, path, new_dirfd, new_path, flags → 0");
            case 278  -> row("getrandom",          DescriptorCalls::getrandom,      "buffer, length, flags → bytes");
            case 291  -> row("statx",              StatusCalls::statx,              "dirfd, path, flags, mask, statx → 0");
            case 439  -> row("faccessat2",         NameCalls::faccessat2,           "dirfd, path, mode, flags → 0");
            default -> null;
        };
        // spotless:on
    }
}
