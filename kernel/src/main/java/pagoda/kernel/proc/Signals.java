package pagoda.kernel.proc;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.signal.PendingSignals;
import pagoda.kernel.signal.SignalAction;
import pagoda.kernel.signal.SignalInfo;
import pagoda.kernel.signal.ThreadSignals;

/**
 * Sends signals: makes them pending, chooses who is to look, and lets processes stop and go on. What a signal then does to
 * the one who takes it is not decided here.
 */
public final class Signals {
    public static final int CLD_EXITED = 1;
    public static final int CLD_KILLED = 2;
    public static final int CLD_STOPPED = 5;
    public static final int CLD_CONTINUED = 6;

    /** Nanoseconds in a tick of times(2), of which a second has 100. */
    public static final long TICK = 10_000_000;

    private final EventStream events;

    public Signals(EventStream events) {
        this.events = events;
    }

    /** Sends the signal to the process: one of its threads that do not block it takes it. */
    public void send(Process process, SignalInfo info) {
        if (process.isZombie() || process.threads().isEmpty()) {
            return;
        }
        UserThread first = process.threads().get(0);
        if (accept(process, first.signals(), process.pending(), info)) {
            choose(process, info.signal());
        }
    }

    /** Sends the signal to the thread, which alone can take it. */
    public void send(UserThread thread, SignalInfo info) {
        if (thread.state() != UserThread.State.ENDED
                && accept(thread.process(), thread.signals(), thread.signals().own(), info)) {
            if (info.signal() == Signal.SIGKILL) {
                choose(thread.process(), info.signal());
            } else if (wants(thread, info.signal())) {
                notice(thread, info.signal());
            }
        }
    }

    /** Makes the signal pending, unless it comes to nothing; whether it has. */
    private boolean accept(Process process, ThreadSignals judge, PendingSignals queue, SignalInfo info) {
        Signal signal = info.signal();
        stopsAndContinuesCancel(process, signal);
        boolean held = ((judge.mask() | judge.awaited()) & signal.bit()) != 0;
        if (!held && process.actions().ignores(signal)) {
            tell("ignore", signal, process);
            return false;
        }
        boolean added = queue.add(info);
        tell(added ? "generate" : "coalesce", signal, process);
        return added;
    }

    /** SIGCONT undoes stop signals that are pending, and the stop; they undo a pending SIGCONT. */
    private void stopsAndContinuesCancel(Process process, Signal signal) {
        if ((signal.bit() & Signal.STOPPING) != 0) {
            forget(process, Signal.SIGCONT.bit());
        } else if (signal == Signal.SIGCONT) {
            forget(process, Signal.STOPPING);
            if (process.isStopped()) {
                process.goOn();
                process.setContinueReport();
                tell("continue", signal, process);
                lookAgain(process);
                childChanged(process, CLD_CONTINUED, signal.number());
            }
        }
    }

    private static void forget(Process process, long signals) {
        process.pending().remove(signals);
        process.threads().forEach(thread -> thread.signals().own().remove(signals));
    }

    /** Stops the process; its parent hears of it. */
    public void stop(Process process, Signal by) {
        tell("stop", by, process);
        process.stop(by);
        childChanged(process, CLD_STOPPED, by.number());
    }

    /** Has every thread look whether there is a signal for it: masks or threads have changed. */
    public void lookAgain(Process process) {
        for (UserThread thread : process.threads()) {
            thread.signals().recalculate();
            if (thread.signals().isSignalled() && !process.isStopped()) {
                thread.wake();
            }
        }
    }

    /** Finds the thread that is to take the process's signal: the oldest that can, if possible one that has none yet. */
    private static void choose(Process process, Signal signal) {
        if (signal == Signal.SIGKILL) {
            process.goOn();
        }
        UserThread chosen = null;
        for (UserThread thread : process.threads()) {
            if (wants(thread, signal)) {
                if (!thread.signals().isSignalled()) {
                    chosen = thread;
                    break;
                }
                chosen = chosen == null ? thread : chosen;
            }
        }
        if (chosen != null) {
            notice(chosen, signal);
        }
    }

    private static boolean wants(UserThread thread, Signal signal) {
        ThreadSignals signals = thread.signals();
        return (signals.mask() & signal.bit()) == 0 || (signals.awaited() & signal.bit()) != 0;
    }

    private static void notice(UserThread thread, Signal signal) {
        ThreadSignals signals = thread.signals();
        if ((signals.awaited() & signal.bit()) == 0) {
            signals.signal();
        }
        if (!thread.process().isStopped()) {
            thread.wake();
        }
    }

    /** Tells the parent of a child that has ended; whether the child is to be waited for. */
    public boolean childEnded(Process parent, Process child) {
        SignalAction action = parent.actions().get(Signal.SIGCHLD);
        Signal signal = child.exitSignal();
        boolean kept = signal != Signal.SIGCHLD || !(action.isIgnore() || action.has(SignalAction.SA_NOCLDWAIT));
        ExitStatus status = child.status();
        if (signal != null && status != null) {
            boolean killed = status instanceof ExitStatus.Killed;
            int value = killed ? status.waitStatus() : status.shellStatus();
            send(parent, childInfo(signal, child, killed ? CLD_KILLED : CLD_EXITED, value));
        }
        return kept;
    }

    private void childChanged(Process child, int code, int status) {
        Process parent = child.parent();
        if (parent != null) {
            if (!parent.actions().get(Signal.SIGCHLD).has(SignalAction.SA_NOCLDSTOP)) {
                send(parent, childInfo(Signal.SIGCHLD, child, code, status));
            }
            parent.childEvents().wakeAll();
        }
    }

    private static SignalInfo childInfo(Signal signal, Process child, int code, int status) {
        CpuTime time = child.time();
        return SignalInfo.child(signal, code, child.pid(), status, time.user() / TICK, time.system() / TICK);
    }

    /** Tells readers of events what happened to a signal. */
    public void tell(String word, Signal signal, Process process) {
        if (events.wants(EventKind.SIGNAL)) {
            events.emit(new Event.Signal(events.stamp(), word, signal.name(), process.pid(), ""));
        }
    }

    /** The same, with the address of something; null for a signal that is not known. */
    public void tell(String word, @Nullable Signal signal, Process process, String what, long address) {
        if (events.wants(EventKind.SIGNAL)) {
            String name = signal == null ? "" : signal.name();
            String detail = what + " 0x" + Long.toHexString(address);
            events.emit(new Event.Signal(events.stamp(), word, name, process.pid(), detail));
        }
    }
}
