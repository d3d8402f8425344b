package pagoda.kernel.syscall;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The system-call table: Linux's numbers for riscv64, each with its handler. */
enum SystemCall {
    // spotless:off
    //            number handler                    arguments → result in a0
    READ          (63,   FileCalls::read,           "fd, buffer, length → bytes read"),
    WRITE         (64,   FileCalls::write,          "fd, buffer, length → bytes written"),
    WRITEV        (66,   FileCalls::writev,         "fd, iovec, count → bytes written"),
    EXIT          (93,   ProcessCalls::exit,        "status → does not return"),
    EXIT_GROUP    (94,   ProcessCalls::exitGroup,   "status → does not return"),
    WAITID        (95,   WaitCalls::waitid,         "idtype, id, siginfo, options, rusage → 0"),
    SET_TID_ADDRESS(96,  ProcessCalls::setTidAddress, "address → tid"),
    NANOSLEEP     (101,  TimeCalls::nanosleep,      "request, remaining → 0"),
    CLOCK_GETTIME (113,  TimeCalls::clockGettime,   "clock, timespec → 0"),
    CLOCK_GETRES  (114,  TimeCalls::clockGetres,    "clock, timespec → 0"),
    CLOCK_NANOSLEEP(115, TimeCalls::clockNanosleep, "clock, flags, request, remaining → 0"),
    SCHED_YIELD   (124,  ProcessCalls::schedYield,  " → 0"),
    SETPGID       (154,  ProcessCalls::setpgid,     "pid, group → 0"),
    GETPGID       (155,  ProcessCalls::getpgid,     "pid → group"),
    GETSID        (156,  ProcessCalls::getsid,      "pid → session"),
    SETSID        (157,  ProcessCalls::setsid,      " → session"),
    UNAME         (160,  ProcessCalls::uname,       "utsname → 0"),
    GETTIMEOFDAY  (169,  TimeCalls::gettimeofday,   "timeval, timezone → 0"),
    GETPID        (172,  ProcessCalls::getpid,      " → pid"),
    GETPPID       (173,  ProcessCalls::getppid,     " → pid"),
    GETUID        (174,  ProcessCalls::root,        " → 0"),
    GETEUID       (175,  ProcessCalls::root,        " → 0"),
    GETGID        (176,  ProcessCalls::root,        " → 0"),
    GETEGID       (177,  ProcessCalls::root,        " → 0"),
    GETTID        (178,  ProcessCalls::gettid,      " → tid"),
    BRK           (214,  MemoryCalls::brk,          "address → the heap's end"),
    MUNMAP        (215,  MemoryCalls::munmap,       "address, length → 0"),
    CLONE         (220,  ProcessCalls::clone,       "flags, stack, parent_tid, tls, child_tid → tid"),
    MMAP          (222,  MemoryCalls::mmap,         "address, length, protection, flags, fd, offset → address"),
    MPROTECT      (226,  MemoryCalls::mprotect,     "address, length, protection → 0"),
    MADVISE       (233,  MemoryCalls::madvise,      "address, length, advice → 0"),
    WAIT4         (260,  WaitCalls::wait4,          "pid, status, options, rusage → pid");
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
        long handle(Call call);
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
