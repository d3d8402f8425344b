package pagoda.kernel.signal;

import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.wait.WaitQueue;

/** What a thread has of its own about signals: its mask, what is pending for it alone, its alternate stack. */
public final class ThreadSignals {
    private final SignalActions actions;
    private final PendingSignals shared;
    private final PendingSignals own = new PendingSignals();
    private final WaitQueue arrival = new WaitQueue("a signal");
    private long mask;
    private long savedMask;
    private boolean maskIsSaved;
    private long awaited;
    private boolean signalled;
    private AlternateStack stack = AlternateStack.NONE;

    /**
     * @param actions the process's
     * @param shared what is pending for the process
     */
    public ThreadSignals(SignalActions actions, PendingSignals shared) {
        this.actions = actions;
        this.shared = shared;
    }

    /** What is pending for this thread alone. */
    public PendingSignals own() {
        return own;
    }

    /** Where the thread waits for nothing but a signal. */
    public WaitQueue arrival() {
        return arrival;
    }

    /** The signals that are blocked. */
    public long mask() {
        return mask;
    }

    /** Blocks these and no others; SIGKILL and SIGSTOP never. */
    public void setMask(long newMask) {
        mask = newMask & ~Signal.UNBLOCKABLE;
        recalculate();
    }

    /** Blocks these and no others while a call waits; the mask before comes back when the call or the handler is done. */
    public void setMaskForCall(long newMask) {
        if (!maskIsSaved) {
            savedMask = mask;
            maskIsSaved = true;
        }
        setMask(newMask);
    }

    /** The mask that is to come back when a handler is done. */
    public long maskAfterHandler() {
        return maskIsSaved ? savedMask : mask;
    }

    /** A handler's frame keeps the mask from now on. */
    public void forgetSavedMask() {
        maskIsSaved = false;
    }

    /** Brings the mask back that {@link #setMaskForCall} replaced. */
    public void restoreMask() {
        if (maskIsSaved) {
            maskIsSaved = false;
            setMask(savedMask);
        }
    }

    /** The signals that a sigtimedwait of this thread takes: handlers do not get them meanwhile. */
    public long awaited() {
        return awaited;
    }

    public void setAwaited(long signals) {
        awaited = signals;
        recalculate();
    }

    public AlternateStack stack() {
        return stack;
    }

    public void setStack(AlternateStack newStack) {
        stack = newStack;
    }

    /** Whether the thread is to look for signals before it goes on. */
    public boolean isSignalled() {
        return signalled;
    }

    /** The thread is to look for signals. */
    public void signal() {
        signalled = true;
    }

    /** Looks whether there is a signal that the thread could take. */
    public void recalculate() {
        signalled = ((own.set() | shared.set()) & deliverable()) != 0;
    }

    /** The signals pending for thread or process. */
    public long pending() {
        return own.set() | shared.set();
    }

    /** The signal to take next; null if there is none. */
    public @Nullable Signal next() {
        if (!signalled) {
            return null;
        }
        Signal first = own.first(deliverable());
        return first == null ? shared.first(deliverable()) : first;
    }

    /** What to do about the signal to take next, if that is to call a handler; else null. */
    public @Nullable SignalAction nextHandler() {
        Signal next = next();
        SignalAction action = next == null ? SignalAction.DEFAULT : actions.get(next);
        return action.isHandler() ? action : null;
    }

    /** Takes a pending signal. */
    public @Nullable SignalInfo take(Signal signal) {
        SignalInfo info = own.take(signal);
        if (info == null) {
            info = shared.take(signal);
        }
        recalculate();
        return info;
    }

    /** Takes the first of these signals, blocked or not; null if none is pending. */
    public @Nullable SignalInfo takeOf(long signals) {
        Signal first = own.first(signals);
        if (first == null) {
            first = shared.first(signals);
        }
        return first == null ? null : take(first);
    }

    private long deliverable() {
        return ~(mask | awaited);
    }
}
