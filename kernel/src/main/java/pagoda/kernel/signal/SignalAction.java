package pagoda.kernel.signal;

/**
 * What a process does about a signal: {@code struct sigaction}.
 *
 * @param handler the handler's address, or {@link #SIG_DFL} or {@link #SIG_IGN}
 * @param flags {@code SA_} bits
 * @param mask the signals blocked besides while the handler runs
 */
public record SignalAction(long handler, long flags, long mask) {
    public static final long SIG_DFL = 0;
    public static final long SIG_IGN = 1;

    public static final long SA_NOCLDSTOP = 1;
    public static final long SA_NOCLDWAIT = 2;
    public static final long SA_ONSTACK = 0x0800_0000;
    public static final long SA_RESTART = 0x1000_0000;
    public static final long SA_NODEFER = 0x4000_0000;
    public static final long SA_RESETHAND = 0x8000_0000L;

    /** The default one. */
    public static final SignalAction DEFAULT = new SignalAction(SIG_DFL, 0, 0);

    public boolean isDefault() {
        return handler == SIG_DFL;
    }

    public boolean isIgnore() {
        return handler == SIG_IGN;
    }

    /** Whether a handler is called. */
    public boolean isHandler() {
        return !isDefault() && !isIgnore();
    }

    /** Whether this {@code SA_} bit is set. */
    public boolean has(long flag) {
        return (flags & flag) != 0;
    }
}
