package pagoda.kernel.proc;

/** The three timers that setitimer sets: by the clock, by user time, and by user and system time. */
public final class IntervalTimers {
    private final IntervalTimer real = new IntervalTimer();
    private final IntervalTimer virtual = new IntervalTimer();
    private final IntervalTimer profile = new IntervalTimer();

    /** ITIMER_REAL. */
    public IntervalTimer real() {
        return real;
    }

    /** ITIMER_VIRTUAL. */
    public IntervalTimer virtual() {
        return virtual;
    }

    /** ITIMER_PROF. */
    public IntervalTimer profile() {
        return profile;
    }

    /** How many nanoseconds the process may run until a timer of its processor time is due; 0 or less if one is. */
    public long untilDue(CpuTime used) {
        return Math.min(
                virtual.due() == IntervalTimer.OFF ? IntervalTimer.OFF : virtual.due() - used.user(),
                profile.due() == IntervalTimer.OFF ? IntervalTimer.OFF : profile.due() - used.user() - used.system());
    }
}
