package pagoda.kernel.proc;

import pagoda.kernel.abi.Signal;
import pagoda.kernel.signal.SignalInfo;

/** Sends the signals of timers and limits that count a process's processor time: ITIMER_VIRTUAL, ITIMER_PROF, RLIMIT_CPU. */
public final class ProcessorTimers {
    private static final long SECOND = 1_000_000_000;

    private final Signals signals;

    public ProcessorTimers(Signals signals) {
        this.signals = signals;
    }

    /** How many nanoseconds the process may run until a signal is due; 0 or less if one is. */
    public static long untilDue(Process process) {
        CpuTime time = process.time();
        long soft = nanoseconds(process.limits().soft(ResourceLimits.CPU));
        return Math.min(process.timers().untilDue(time), soft - time.user() - time.system());
    }

    /** Sends what is due. */
    public void ring(Process process) {
        CpuTime time = process.time();
        if (process.timers().virtual().expire(time.user())) {
            signals.send(process, SignalInfo.fromKernel(Signal.SIGVTALRM));
        }
        if (process.timers().profile().expire(time.user() + time.system())) {
            signals.send(process, SignalInfo.fromKernel(Signal.SIGPROF));
        }
        limit(process, time.user() + time.system());
    }

    /** SIGXCPU when the soft limit is used up, and then each second, for which Linux raises it; SIGKILL at the hard one. */
    private void limit(Process process, long used) {
        long soft = process.limits().soft(ResourceLimits.CPU);
        long hard = process.limits().hard(ResourceLimits.CPU);
        if (used < nanoseconds(soft)) {
            return;
        }
        if (used >= nanoseconds(hard)) {
            signals.send(process, SignalInfo.fromKernel(Signal.SIGKILL));
        } else {
            signals.send(process, SignalInfo.fromKernel(Signal.SIGXCPU));
            process.limits().set(ResourceLimits.CPU, soft + 1, hard);
        }
    }

    private static long nanoseconds(long seconds) {
        return seconds < 0 || seconds > Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : seconds * SECOND;
    }
}
