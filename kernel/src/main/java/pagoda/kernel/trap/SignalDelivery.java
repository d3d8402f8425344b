package pagoda.kernel.trap;

import pagoda.cpu.Hart;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Processes;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.Reports;
import pagoda.kernel.signal.AlternateStack;
import pagoda.kernel.signal.SignalAction;
import pagoda.kernel.signal.SignalFrame;
import pagoda.kernel.signal.SignalInfo;
import pagoda.kernel.signal.ThreadSignals;

/** Lets threads take their signals: the default actions, and the calls of handlers. */
public final class SignalDelivery {
    private static final long STACK_ALIGNMENT = -16;

    private final Hart hart;
    private final UserMemory memory;
    private final Signals signals;
    private final Processes processes;
    private final Crashes crashes;

    public SignalDelivery(Hart hart, UserMemory memory, Signals signals, Processes processes, Reports reports) {
        this.hart = hart;
        this.memory = memory;
        this.signals = signals;
        this.processes = processes;
        this.crashes = new Crashes(hart, reports);
    }

    /**
     * Does what signals do that have no handler, up to the first that has one: afterwards the process may be about to end,
     * or stopped. A call that waits does not notice these.
     */
    public void takeDefaults(UserThread thread) {
        Process process = thread.process();
        ThreadSignals own = thread.signals();
        while (own.isSignalled() && process.ending() == null && !process.isStopped()) {
            Signal signal = own.next();
            if (signal == null) {
                own.recalculate();
                return;
            }
            if (process.actions().get(signal).isHandler()) {
                return;
            }
            own.take(signal);
            act(process, signal);
        }
    }

    private void act(Process process, Signal signal) {
        boolean orphaned = signal != Signal.SIGSTOP
                && signal.action() == Signal.Action.STOP
                && processes.isOrphanedGroup(process.group(), process.session());
        if (process.actions().ignores(signal) || orphaned) {
            signals.tell("ignore", signal, process);
        } else if (signal.action() == Signal.Action.STOP) {
            signals.stop(process, signal);
        } else {
            signals.tell("kill", signal, process);
            process.end(new ExitStatus.Killed(signal));
        }
    }

    /**
     * The thread has begun to wait: it is woken if a signal is there that its call has not seen yet. One that is stopped
     * waits for what lets it go on.
     */
    public void afterParking(UserThread thread, boolean firstTry) {
        if (thread.process().isStopped()) {
            return;
        }
        if (thread.signals().isSignalled() && (firstTry || thread.signals().nextHandler() == null)) {
            thread.wake();
        }
    }

    /**
     * Begins the handlers that the thread, which is in no call, has to execute.
     *
     * @throws pagoda.kernel.wait.MustWait if the thread must wait for a page of its stack; no signal is taken then
     */
    public void callHandlers(UserThread thread) {
        takeDefaults(thread);
        SignalAction action = thread.signals().nextHandler();
        while (action != null && thread.process().ending() == null) {
            makeRoomForFrame(thread, action);
            Signal signal = thread.signals().next();
            SignalInfo info = signal == null ? null : thread.signals().take(signal);
            if (info != null) {
                callHandler(thread, action, info);
            }
            takeDefaults(thread);
            action = thread.signals().nextHandler();
        }
        thread.signals().restoreMask();
    }

    /** Has the pages that the frame goes to, so that the thread does not wait with the signal half taken. */
    private void makeRoomForFrame(UserThread thread, SignalAction action) {
        long address = frameAddress(thread.signals().stack(), action, thread.registers()[Registers.SP]);
        memory.reach(thread.process().space(), thread.pc(), address, SignalFrame.SIZE, Access.STORE);
    }

    private void callHandler(UserThread thread, SignalAction action, SignalInfo info) {
        Process process = thread.process();
        ThreadSignals own = thread.signals();
        Signal signal = info.signal();
        if (action.has(SignalAction.SA_RESETHAND)) {
            process.actions().set(signal, new SignalAction(SignalAction.SIG_DFL, action.flags(), action.mask()));
        }
        long[] registers = thread.registers();
        long address = frameAddress(own.stack(), action, registers[Registers.SP]);
        byte[] frame = SignalFrame.of(info, own.stack(), own.maskAfterHandler(), registers, thread.pc())
                .bytes();
        AddressSpace space = process.space();
        int written = memory.reach(space, thread.pc(), address, frame.length, Access.STORE);
        if (written < frame.length) {
            frameDoesNotFit(thread, signal, address + written);
            return;
        }
        memory.copyOut(space, thread.pc(), address, frame, 0, frame.length);
        signals.tell("deliver", signal, process, "handler", action.handler());
        hart.clearReservation();
        registers[Registers.RA] = space.handlerReturn();
        registers[Registers.SP] = address;
        registers[Registers.A0] = signal.number();
        registers[Registers.A0 + 1] = address;
        registers[Registers.A0 + 2] = address + SignalFrame.UCONTEXT;
        thread.setPc(action.handler());
        if (own.stack().isAutoDisarmed()) {
            own.setStack(AlternateStack.NONE);
        }
        own.forgetSavedMask();
        own.setMask(own.mask() | action.mask() | (action.has(SignalAction.SA_NODEFER) ? 0 : signal.bit()));
    }

    /** Where the frame goes; an address that no frame fits at if the alternate stack that is in use has no room. */
    private static long frameAddress(AlternateStack stack, SignalAction action, long stackPointer) {
        boolean inside = stack.holds(stackPointer);
        if (inside && !stack.holds(stackPointer - SignalFrame.SIZE)) {
            return -SignalFrame.SIZE & STACK_ALIGNMENT;
        }
        boolean switches = action.has(SignalAction.SA_ONSTACK) && !inside && stack.size() != 0;
        long top = switches ? stack.base() + stack.size() : stackPointer;
        return top - SignalFrame.SIZE & STACK_ALIGNMENT;
    }

    /** As Linux's force_sigsegv: a SIGSEGV whose own frame does not fit kills; others turn into one. */
    private void frameDoesNotFit(UserThread thread, Signal signal, long address) {
        FaultReason reason = memory.lastFailure();
        if (signal == Signal.SIGSEGV) {
            thread.process().actions().set(Signal.SIGSEGV, SignalAction.DEFAULT);
        }
        badStack(thread, address, reason);
    }

    private void badStack(UserThread thread, long address, FaultReason reason) {
        SignalCode code = reason.signal();
        SignalCode known = code == null || code.signal() == Signal.SIGBUS ? SignalCode.SEGV_MAPERR : code;
        if (reason == FaultReason.OUT_OF_MEMORY || !force(thread, SignalInfo.fromKernel(Signal.SIGSEGV))) {
            crashes.pageFault(thread.process(), Access.STORE, address, thread.pc(), reason, known);
        }
    }

    /** Answers a page fault that cannot be solved by its signal. */
    void pageFault(UserThread thread, Access access, long address, FaultReason reason, SignalCode code) {
        if (!force(thread, SignalInfo.fault(code, address))) {
            crashes.pageFault(thread.process(), access, address, thread.pc(), reason, code);
        }
    }

    /** Answers a trap of another kind by its signal. */
    void trap(UserThread thread, Cause cause, long value, long address, SignalCode code) {
        if (!force(thread, SignalInfo.fault(code, address))) {
            crashes.trap(thread.process(), cause, value, thread.pc(), code);
        }
    }

    /**
     * Makes a signal pending that the thread's own instruction caused. It cannot wait, nor come to nothing: if there is no
     * handler, or it is blocked, the process is to be killed.
     *
     * @return whether the handler will be called
     */
    private boolean force(UserThread thread, SignalInfo info) {
        Process process = thread.process();
        Signal signal = info.signal();
        boolean blocked = (thread.signals().mask() & signal.bit()) != 0;
        boolean handled = process.actions().get(signal).isHandler() && !blocked;
        signals.tell(handled ? "generate" : "kill", signal, process, "pc", thread.pc());
        if (handled) {
            thread.signals().own().add(info);
            thread.signals().signal();
        }
        return handled;
    }
}
