package pagoda.kernel.abi;

import org.jspecify.annotations.Nullable;

/** Linux's signals, each with what it does by default (signal(7)). */
public enum Signal {
    // spotless:off
    SIGHUP(1, Action.TERMINATE),
    SIGINT(2, Action.TERMINATE),
    SIGQUIT(3, Action.CORE),
    SIGILL(4, Action.CORE),
    SIGTRAP(5, Action.CORE),
    SIGABRT(6, Action.CORE),
    SIGBUS(7, Action.CORE),
    SIGFPE(8, Action.CORE),
    SIGKILL(9, Action.TERMINATE),
    SIGUSR1(10, Action.TERMINATE),
    SIGSEGV(11, Action.CORE),
    SIGUSR2(12, Action.TERMINATE),
    SIGPIPE(13, Action.TERMINATE),
    SIGALRM(14, Action.TERMINATE),
    SIGTERM(15, Action.TERMINATE),
    SIGSTKFLT(16, Action.TERMINATE),
    SIGCHLD(17, Action.IGNORE),
    SIGCONT(18, Action.CONTINUE),
    SIGSTOP(19, Action.STOP),
    SIGTSTP(20, Action.STOP),
    SIGTTIN(21, Action.STOP),
    SIGTTOU(22, Action.STOP),
    SIGURG(23, Action.IGNORE),
    SIGXCPU(24, Action.CORE),
    SIGXFSZ(25, Action.CORE),
    SIGVTALRM(26, Action.TERMINATE),
    SIGPROF(27, Action.TERMINATE),
    SIGWINCH(28, Action.IGNORE),
    SIGIO(29, Action.TERMINATE),
    SIGPWR(30, Action.TERMINATE),
    SIGSYS(31, Action.CORE),
    // The real-time signals, which queue.
    SIGRT32(32, Action.TERMINATE),
    SIGRT33(33, Action.TERMINATE),
    SIGRT34(34, Action.TERMINATE),
    SIGRT35(35, Action.TERMINATE),
    SIGRT36(36, Action.TERMINATE),
    SIGRT37(37, Action.TERMINATE),
    SIGRT38(38, Action.TERMINATE),
    SIGRT39(39, Action.TERMINATE),
    SIGRT40(40, Action.TERMINATE),
    SIGRT41(41, Action.TERMINATE),
    SIGRT42(42, Action.TERMINATE),
    SIGRT43(43, Action.TERMINATE),
    SIGRT44(44, Action.TERMINATE),
    SIGRT45(45, Action.TERMINATE),
    SIGRT46(46, Action.TERMINATE),
    SIGRT47(47, Action.TERMINATE),
    SIGRT48(48, Action.TERMINATE),
    SIGRT49(49, Action.TERMINATE),
    SIGRT50(50, Action.TERMINATE),
    SIGRT51(51, Action.TERMINATE),
    SIGRT52(52, Action.TERMINATE),
    SIGRT53(53, Action.TERMINATE),
    SIGRT54(54, Action.TERMINATE),
    SIGRT55(55, Action.TERMINATE),
    SIGRT56(56, Action.TERMINATE),
    SIGRT57(57, Action.TERMINATE),
    SIGRT58(58, Action.TERMINATE),
    SIGRT59(59, Action.TERMINATE),
    SIGRT60(60, Action.TERMINATE),
    SIGRT61(61, Action.TERMINATE),
    SIGRT62(62, Action.TERMINATE),
    SIGRT63(63, Action.TERMINATE),
    SIGRT64(64, Action.TERMINATE);
    // spotless:on

    /** What a signal does to a process that has no other wish. */
    public enum Action {
        /** The process ends. */
        TERMINATE,
        /** The process ends, and on Linux may leave a core file. */
        CORE,
        /** Nothing happens. */
        IGNORE,
        /** The process stops until SIGCONT. */
        STOP,
        /** A stopped process goes on. */
        CONTINUE
    }

    /** The highest number. */
    public static final int MOST = 64;

    private static final int FIRST_REAL_TIME = 32;

    private static final @Nullable Signal[] BY_NUMBER = new @Nullable Signal[MOST + 1];

    static {
        for (Signal signal : values()) {
            BY_NUMBER[signal.number] = signal;
        }
    }

    /** SIGKILL and SIGSTOP, as a set: they can be neither caught, nor blocked, nor ignored. */
    public static final long UNBLOCKABLE = SIGKILL.bit() | SIGSTOP.bit();

    /** The signals that an instruction causes, as a set: of several that are pending, they are taken first. */
    public static final long SYNCHRONOUS =
            SIGSEGV.bit() | SIGBUS.bit() | SIGILL.bit() | SIGTRAP.bit() | SIGFPE.bit() | SIGSYS.bit();

    /** The signals that stop a process, as a set. */
    public static final long STOPPING = SIGSTOP.bit() | SIGTSTP.bit() | SIGTTIN.bit() | SIGTTOU.bit();

    private final int number;
    private final Action action;

    Signal(int number, Action action) {
        this.number = number;
        this.action = action;
    }

    /** The signal of this number, 1 to 64, or null. */
    public static @Nullable Signal of(long number) {
        return number > 0 && number <= MOST ? BY_NUMBER[(int) number] : null;
    }

    public int number() {
        return number;
    }

    /** The set that holds only this signal: bit {@code number − 1}. */
    public long bit() {
        return 1L << number - 1;
    }

    /** What it does by default. */
    public Action action() {
        return action;
    }

    /** Whether nothing happens by default (to a process that is not stopped). */
    public boolean isIgnoredByDefault() {
        return action == Action.IGNORE || action == Action.CONTINUE;
    }

    /** Whether each one sent is delivered, in order; of the others, one is pending at a time. */
    public boolean isRealTime() {
        return number >= FIRST_REAL_TIME;
    }
}
