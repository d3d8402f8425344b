package pagoda.kernel.syscall;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.fs.FileException;

/** The system-call table: Linux's numbers for riscv64, each with its handler. */
enum SystemCall {
    // spotless:off
    //            number handler                    arguments → result in a0
    GETCWD        (17,   NameCalls::getcwd,         "buffer, size → bytes"),
    DUP           (23,   DescriptorCalls::dup,      "fd → fd"),
    DUP3          (24,   DescriptorCalls::dup3,     "fd, new_fd, flags → fd"),
    FCNTL         (25,   DescriptorCalls::fcntl,    "fd, command, argument → result"),
    IOCTL         (29,   DescriptorCalls::ioctl,    "fd, request, argument → 0"),
    MKDIRAT       (34,   NameCalls::mkdirat,        "dirfd, path, mode → 0"),
    UNLINKAT      (35,   NameCalls::unlinkat,       "dirfd, path, flags → 0"),
    SYMLINKAT     (36,   NameCalls::symlinkat,      "target, dirfd, path → 0"),
    LINKAT        (37,   NameCalls::linkat,         "dirfd, path, new_dirfd, new_path, flags → 0"),
    STATFS        (43,   StatusCalls::statfs,       "path, statfs → 0"),
    FSTATFS       (44,   StatusCalls::fstatfs,      "fd, statfs → 0"),
    TRUNCATE      (45,   DescriptorCalls::truncate, "path, size → 0"),
    FTRUNCATE     (46,   DescriptorCalls::ftruncate, "fd, size → 0"),
    FACCESSAT     (48,   NameCalls::faccessat,      "dirfd, path, mode → 0"),
    CHDIR         (49,   NameCalls::chdir,          "path → 0"),
    FCHDIR        (50,   NameCalls::fchdir,         "fd → 0"),
    FCHMOD        (52,   NameCalls::fchmod,         "fd, mode → 0"),
    FCHMODAT      (53,   NameCalls::fchmodat,       "dirfd, path, mode → 0"),
    OPENAT        (56,   DescriptorCalls::openat,   "dirfd, path, flags, mode → fd"),
    CLOSE         (57,   DescriptorCalls::close,    "fd → 0"),
    PIPE2         (59,   DescriptorCalls::pipe2,    "fds, flags → 0"),
    GETDENTS64    (61,   StatusCalls::getdents64,   "fd, buffer, size → bytes"),
    LSEEK         (62,   DescriptorCalls::lseek,    "fd, offset, whence → offset"),
    READ          (63,   FileCalls::read,           "fd, buffer, length → bytes read"),
    WRITE         (64,   FileCalls::write,          "fd, buffer, length → bytes written"),
    READV         (65,   FileCalls::readv,          "fd, iovec, count → bytes read"),
    WRITEV        (66,   FileCalls::writev,         "fd, iovec, count → bytes written"),
    PREAD64       (67,   FileCalls::pread64,        "fd, buffer, length, offset → bytes read"),
    PWRITE64      (68,   FileCalls::pwrite64,       "fd, buffer, length, offset → bytes written"),
    PREADV        (69,   FileCalls::preadv,         "fd, iovec, count, offset → bytes read"),
    PWRITEV       (70,   FileCalls::pwritev,        "fd, iovec, count, offset → bytes written"),
    PPOLL         (73,   PollCalls::ppoll,          "fds, count, timespec, mask, size → ready"),
    READLINKAT    (78,   NameCalls::readlinkat,     "dirfd, path, buffer, size → bytes"),
    NEWFSTATAT    (79,   StatusCalls::newfstatat,   "dirfd, path, stat, flags → 0"),
    FSTAT         (80,   StatusCalls::fstat,        "fd, stat → 0"),
    SYNC          (81,   DescriptorCalls::sync,     " → 0"),
    FSYNC         (82,   DescriptorCalls::fsync,    "fd → 0"),
    FDATASYNC     (83,   DescriptorCalls::fsync,    "fd → 0"),
    UTIMENSAT     (88,   NameCalls::utimensat,      "dirfd, path, times, flags → 0"),
    EXIT          (93,   ProcessCalls::exit,        "status → does not return"),
    EXIT_GROUP    (94,   ProcessCalls::exitGroup,   "status → does not return"),
    WAITID        (95,   WaitCalls::waitid,         "idtype, id, siginfo, options, rusage → 0"),
    SET_TID_ADDRESS(96,  ProcessCalls::setTidAddress, "address → tid"),
    FUTEX         (98,   FutexCalls::futex,         "address, operation, value, timeout, address2, value3 → woken"),
    SET_ROBUST_LIST(99,  FutexCalls::setRobustList, "head, length → 0"),
    GET_ROBUST_LIST(100, FutexCalls::getRobustList, "tid, head, length → 0"),
    NANOSLEEP     (101,  TimeCalls::nanosleep,      "request, remaining → 0"),
    GETITIMER     (102,  TimerCalls::getitimer,     "which, value → 0"),
    SETITIMER     (103,  TimerCalls::setitimer,     "which, value, old → 0"),
    CLOCK_GETTIME (113,  TimeCalls::clockGettime,   "clock, timespec → 0"),
    CLOCK_GETRES  (114,  TimeCalls::clockGetres,    "clock, timespec → 0"),
    CLOCK_NANOSLEEP(115, TimeCalls::clockNanosleep, "clock, flags, request, remaining → 0"),
    PERSONALITY   (92,   MachineCalls::personality, "persona → persona"),
    SCHED_SETSCHEDULER(119, MachineCalls::schedSetscheduler, "tid, policy, parameter → 0"),
    SCHED_GETSCHEDULER(120, MachineCalls::schedGetscheduler, "tid → policy"),
    SCHED_GETPARAM(121,  MachineCalls::schedGetparam, "tid, parameter → 0"),
    SCHED_SETAFFINITY(122, MachineCalls::schedSetaffinity, "tid, length, mask → 0"),
    SCHED_GETAFFINITY(123, MachineCalls::schedGetaffinity, "tid, length, mask → bytes"),
    SCHED_YIELD   (124,  ProcessCalls::schedYield,  " → 0"),
    KILL          (129,  SignalCalls::kill,         "pid, signal → 0"),
    TKILL         (130,  SignalCalls::tkill,        "tid, signal → 0"),
    TGKILL        (131,  SignalCalls::tgkill,       "pid, tid, signal → 0"),
    SIGALTSTACK   (132,  SignalCalls::sigaltstack,  "stack, old → 0"),
    RT_SIGSUSPEND (133,  SignalCalls::rtSigsuspend, "mask, size → EINTR"),
    RT_SIGACTION  (134,  SignalCalls::rtSigaction,  "signal, action, old, size → 0"),
    RT_SIGPROCMASK(135,  SignalCalls::rtSigprocmask, "how, set, old, size → 0"),
    RT_SIGPENDING (136,  SignalCalls::rtSigpending, "set, size → 0"),
    RT_SIGTIMEDWAIT(137, SignalCalls::rtSigtimedwait, "set, siginfo, timeout, size → signal"),
    RT_SIGQUEUEINFO(138, SignalCalls::rtSigqueueinfo, "pid, signal, siginfo → 0"),
    RT_SIGRETURN  (139,  SignalCalls::rtSigreturn,  " → does not return"),
    TIMES         (153,  UsageCalls::times,         "tms → ticks"),
    SETPGID       (154,  ProcessCalls::setpgid,     "pid, group → 0"),
    GETPGID       (155,  ProcessCalls::getpgid,     "pid → group"),
    GETSID        (156,  ProcessCalls::getsid,      "pid → session"),
    SETSID        (157,  ProcessCalls::setsid,      " → session"),
    UNAME         (160,  ProcessCalls::uname,       "utsname → 0"),
    GETRLIMIT     (163,  UsageCalls::getrlimit,     "resource, limit → 0"),
    SETRLIMIT     (164,  UsageCalls::setrlimit,     "resource, limit → 0"),
    GETRUSAGE     (165,  UsageCalls::getrusage,     "who, rusage → 0"),
    PRCTL         (167,  MachineCalls::prctl,       "option, argument, argument, argument, argument → 0"),
    GETCPU        (168,  MachineCalls::getcpu,      "cpu, node → 0"),
    GETTIMEOFDAY  (169,  TimeCalls::gettimeofday,   "timeval, timezone → 0"),
    UMASK         (166,  NameCalls::umask,          "mask → mask"),
    GETPID        (172,  ProcessCalls::getpid,      " → pid"),
    GETPPID       (173,  ProcessCalls::getppid,     " → pid"),
    GETUID        (174,  ProcessCalls::root,        " → 0"),
    GETEUID       (175,  ProcessCalls::root,        " → 0"),
    GETGID        (176,  ProcessCalls::root,        " → 0"),
    GETEGID       (177,  ProcessCalls::root,        " → 0"),
    GETTID        (178,  ProcessCalls::gettid,      " → tid"),
    SYSINFO       (179,  MachineCalls::sysinfo,     "sysinfo → 0"),
    BRK           (214,  MemoryCalls::brk,          "address → the heap's end"),
    MUNMAP        (215,  MemoryCalls::munmap,       "address, length → 0"),
    CLONE         (220,  ProcessCalls::clone,       "flags, stack, parent_tid, tls, child_tid → tid"),
    EXECVE        (221,  ExecCalls::execve,         "path, argv, envp → does not return"),
    MREMAP        (216,  MappingCalls::mremap,      "address, old_length, new_length, flags, new_address → address"),
    MMAP          (222,  MemoryCalls::mmap,         "address, length, protection, flags, fd, offset → address"),
    MPROTECT      (226,  MemoryCalls::mprotect,     "address, length, protection → 0"),
    MSYNC         (227,  MappingCalls::msync,       "address, length, flags → 0"),
    MLOCK         (228,  LockCalls::mlock,          "address, length → 0"),
    MUNLOCK       (229,  LockCalls::munlock,        "address, length → 0"),
    MLOCKALL      (230,  LockCalls::mlockall,       "flags → 0"),
    MUNLOCKALL    (231,  LockCalls::munlockall,     " → 0"),
    MINCORE       (232,  MappingCalls::mincore,     "address, length, vector → 0"),
    MADVISE       (233,  MemoryCalls::madvise,      "address, length, advice → 0"),
    WAIT4         (260,  WaitCalls::wait4,          "pid, status, options, rusage → pid"),
    PRLIMIT64     (261,  UsageCalls::prlimit64,     "pid, resource, limit, old → 0"),
    RENAMEAT2     (276,  NameCalls::renameat2,      "dirfd, path, new_dirfd, new_path, flags → 0"),
    GETRANDOM     (278,  DescriptorCalls::getrandom, "buffer, length, flags → bytes"),
    STATX         (291,  StatusCalls::statx,        "dirfd, path, flags, mask, statx → 0"),
    FACCESSAT2    (439,  NameCalls::faccessat2,     "dirfd, path, mode, flags → 0");
    // spotless:on

    private static final @Nullable SystemCall[] BY_NUMBER = new @Nullable SystemCall[512];

    static {
        for (SystemCall call : values()) {
            BY_NUMBER[call.number] = call;
        }
    }

    private final int number;
    private final Handler handler;
    private final String signature;

    SystemCall(int number, Handler handler, String signature) {
        this.number = number;
        this.handler = handler;
        this.signature = signature;
    }

    /** Does a call and gives what goes into a0. */
    @FunctionalInterface
    interface Handler {
        long handle(Call call) throws FileException;
    }

    /** The call of this number, or null. */
    static @Nullable SystemCall of(long number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
    }

    Handler handler() {
        return handler;
    }

    /** The name as the man page has it. */
    String callName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many arguments it takes. */
    int arity() {
        String arguments = signature.substring(0, signature.indexOf('→')).strip();
        return arguments.isEmpty() ? 0 : arguments.split(",").length;
    }
}
