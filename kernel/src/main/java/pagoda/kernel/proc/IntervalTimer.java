package pagoda.kernel.proc;

/** A timer of setitimer: due once, or again and again. Times are nanoseconds of the clock that it counts by. */
public final class IntervalTimer {
    /** The time of a timer that is off. */
    public static final long OFF = Long.MAX_VALUE;

    private long due = OFF;
    private long interval;

    /** When it is due; {@link #OFF} if it is off. */
    public long due() {
        return due;
    }

    /** What lies between one time and the next; 0 if it is due only once. */
    public long interval() {
        return interval;
    }

    /** What lies behind the end of time, 292 years after the machine began, is never due. */
    public void set(long newDue, long newInterval) {
        due = newDue < 0 ? OFF : newDue;
        interval = newInterval;
    }

    /** Whether it was due by now; then it is set for its next time, which is later. */
    public boolean expire(long now) {
        if (now < due) {
            return false;
        }
        set(interval == 0 ? OFF : due + ((now - due) / interval + 1) * interval, interval);
        return true;
    }
}
