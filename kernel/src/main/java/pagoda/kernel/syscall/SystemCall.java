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
    EXIT          (93,   ProcessCalls::exit,        "status → "),
    EXIT_GROUP    (94,   ProcessCalls::exit,        "status → "),
    CLOCK_GETTIME (113,  TimeCalls::clockGettime,   "clock, timespec → 0"),
    UNAME         (160,  ProcessCalls::uname,       "utsname → 0"),
    GETPID        (172,  ProcessCalls::getpid,      " → pid"),
    BRK           (214,  ProcessCalls::brk,         "address → the heap's end");
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

    /** Whether it gives a result: one that does not never comes back. */
    boolean returns() {
        return !signature.endsWith("→ ");
    }
}
