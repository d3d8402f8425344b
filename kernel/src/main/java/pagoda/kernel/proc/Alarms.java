package pagoda.kernel.proc;

import java.util.TreeSet;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.signal.SignalInfo;

/** The processes whose ITIMER_REAL runs, by the time at which it is due; of those due together, the lower pid first. */
public final class Alarms {
    private final TreeSet<Process> running = new TreeSet<>(Alarms::order);
    private final Signals signals;

    public Alarms(Signals signals) {
        this.signals = signals;
    }

    private static int order(Process one, Process other) {
        int byTime =
                Long.compare(one.timers().real().due(), other.timers().real().due());
        return byTime != 0 ? byTime : Integer.compare(one.pid(), other.pid());
    }

    /** Sets the process's timer. */
    public void set(Process process, long due, long interval) {
        running.remove(process);
        process.timers().real().set(due, interval);
        if (process.timers().real().due() != IntervalTimer.OFF) {
            running.add(process);
        }
    }

    /** When the next timer is due; {@link Long#MAX_VALUE} if none runs. */
    public long next() {
        return running.isEmpty()
                ? Long.MAX_VALUE
                : running.first().timers().real().due();
    }

    /** Sends SIGALRM to those whose timers are due. */
    public void ring(long now) {
        while (next() <= now) {
            Process due = running.first();
            running.remove(due);
            IntervalTimer timer = due.timers().real();
            timer.expire(now);
            set(due, timer.due(), timer.interval());
            signals.send(due, SignalInfo.fromKernel(Signal.SIGALRM));
        }
    }
}
