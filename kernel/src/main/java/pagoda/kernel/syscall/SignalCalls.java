package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Registers;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.ResourceLimits;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.signal.AlternateStack;
import pagoda.kernel.signal.SignalAction;
import pagoda.kernel.signal.SignalFrame;
import pagoda.kernel.signal.SignalInfo;
import pagoda.kernel.signal.ThreadSignals;

/** System calls about signals. */
final class SignalCalls {
    private static final int SET_SIZE = 8;
    private static final int ACTION_SIZE = 24;
    private static final int STACK_SIZE = 24;

    private static final int SIG_BLOCK = 0;
    private static final int SIG_UNBLOCK = 1;
    private static final int SIG_SETMASK = 2;

    private SignalCalls() {}

    static long rtSigaction(Call call) {
        if (call.argument(3) != SET_SIZE) {
            return Errno.EINVAL.result();
        }
        ByteBuffer given = call.argument(1) == 0 ? null : call.load(call.argument(1), ACTION_SIZE);
        if (call.argument(1) != 0 && given == null) {
            return Errno.EFAULT.result();
        }
        int number = (int) call.argument(0);
        Signal signal = Signal.of(number);
        if (signal == null || (given != null && (signal.bit() & Signal.UNBLOCKABLE) != 0)) {
            return Errno.EINVAL.result();
        }
        Process process = call.process();
        SignalAction old = process.actions().get(signal);
        if (given != null) {
            process.actions()
                    .set(
                            signal,
                            new SignalAction(
                                    given.getLong(0), given.getLong(8), given.getLong(16) & ~Signal.UNBLOCKABLE));
            if (process.actions().ignores(signal)) {
                process.pending().remove(signal.bit());
                process.threads().forEach(thread -> thread.signals().own().remove(signal.bit()));
                process.threads().forEach(thread -> thread.signals().recalculate());
            }
        }
        if (call.argument(2) == 0) {
            return 0;
        }
        ByteBuffer shown = buffer(ACTION_SIZE);
        shown.putLong(old.handler()).putLong(old.flags()).putLong(old.mask());
        return call.store(call.argument(2), shown.array()) ? 0 : Errno.EFAULT.result();
    }

    static long rtSigprocmask(Call call) {
        if (call.argument(3) != SET_SIZE) {
            return Errno.EINVAL.result();
        }
        ThreadSignals signals = call.thread().signals();
        long old = signals.mask();
        if (call.argument(1) != 0) {
            ByteBuffer set = call.load(call.argument(1), SET_SIZE);
            if (set == null) {
                return Errno.EFAULT.result();
            }
            long given = set.getLong(0);
            switch ((int) call.argument(0)) {
                case SIG_BLOCK -> signals.setMask(old | given);
                case SIG_UNBLOCK -> signals.setMask(old & ~given);
                case SIG_SETMASK -> signals.setMask(given);
                default -> {
                    return Errno.EINVAL.result();
                }
            }
            leaveToOthers(call, signals.mask() & ~old);
        }
        return call.argument(2) == 0 || call.storeLong(call.argument(2), old) ? 0 : Errno.EFAULT.result();
    }

    /** What the thread does not take any more, another of the process may. */
    private static void leaveToOthers(Call call, long blocked) {
        if ((call.process().pending().set() & blocked) != 0) {
            call.services().signals().lookAgain(call.process());
        }
    }

    static long rtSigpending(Call call) {
        if (Long.compareUnsigned(call.argument(1), SET_SIZE) > 0) {
            return Errno.EINVAL.result();
        }
        ThreadSignals signals = call.thread().signals();
        byte[] set =
                buffer(SET_SIZE).putLong(signals.pending() & signals.mask()).array();
        int size = (int) call.argument(1);
        return call.copyOut(call.argument(0), set, size) == size ? 0 : Errno.EFAULT.result();
    }

    static long rtSigsuspend(Call call) {
        ThreadSignals signals = call.thread().signals();
        if (!call.isRetried()) {
            if (call.argument(1) != SET_SIZE) {
                return Errno.EINVAL.result();
            }
            ByteBuffer set = call.load(call.argument(0), SET_SIZE);
            if (set == null) {
                return Errno.EFAULT.result();
            }
            long old = signals.mask();
            signals.setMaskForCall(set.getLong(0));
            leaveToOthers(call, signals.mask() & ~old);
        }
        if (call.isInterrupted()) {
            return Errno.EINTR.result();
        }
        return call.waitForSignal();
    }

    static long rtSigtimedwait(Call call) {
        UserThread thread = call.thread();
        ThreadSignals signals = thread.signals();
        if (call.isRetried()) {
            return waited(call, signals.awaited(), thread.deadline());
        }
        if (call.argument(3) != SET_SIZE) {
            return Errno.EINVAL.result();
        }
        ByteBuffer set = call.load(call.argument(0), SET_SIZE);
        if (set == null) {
            return Errno.EFAULT.result();
        }
        long deadline = Long.MAX_VALUE;
        if (call.argument(2) != 0) {
            ByteBuffer timespec = call.load(call.argument(2), TimeCalls.TIMESPEC_SIZE);
            if (timespec == null) {
                return Errno.EFAULT.result();
            }
            deadline = TimeCalls.deadline(call, timespec, false, false);
            if (deadline < 0) {
                return Errno.EINVAL.result();
            }
        }
        return waited(call, set.getLong(0) & ~Signal.UNBLOCKABLE, deadline);
    }

    private static long waited(Call call, long wanted, long deadline) {
        ThreadSignals signals = call.thread().signals();
        SignalInfo info = signals.takeOf(wanted);
        if (info != null) {
            call.services().signals().tell("accept", info.signal(), call.process());
            boolean stored = call.argument(1) == 0 || call.store(call.argument(1), info.bytes());
            return stored ? info.signal().number() : Errno.EFAULT.result();
        }
        if (call.now() >= deadline) {
            return Errno.EAGAIN.result();
        }
        // Unlike other calls, on Linux this one does not go on after a stop (signal(7)).
        Integer stops = call.process().stops();
        Object before = call.thread().continuation();
        if (call.isInterrupted() || (before != null && !before.equals(stops))) {
            return Errno.EINTR.result();
        }
        call.thread().setContinuation(stops);
        signals.setAwaited(wanted);
        if (deadline != Long.MAX_VALUE) {
            call.services().sleepers().add(call.thread(), deadline);
        }
        return call.waitForSignal();
    }

    static long rtSigreturn(Call call) {
        UserThread thread = call.thread();
        ByteBuffer bytes = call.load(thread.registers()[Registers.SP], SignalFrame.SIZE);
        SignalFrame frame = bytes == null ? null : SignalFrame.read(bytes.array());
        if (frame == null || !frame.isValid()) {
            return badFrame(thread);
        }
        frame.restore(thread.registers());
        thread.setPc(frame.pc() & -2);
        thread.signals().setMask(frame.mask());
        setStack(thread, frame.stack(), thread.registers()[Registers.SP]);
        call.services().signals().tell("return", null, call.process(), "pc", frame.pc());
        return Call.GONE;
    }

    /** As Linux's force_sig: a SIGSEGV that cannot be held back. */
    private static long badFrame(UserThread thread) {
        ThreadSignals signals = thread.signals();
        Process process = thread.process();
        boolean blocked = (signals.mask() & Signal.SIGSEGV.bit()) != 0;
        if (blocked || !process.actions().get(Signal.SIGSEGV).isHandler()) {
            process.actions().set(Signal.SIGSEGV, SignalAction.DEFAULT);
            signals.setMask(signals.mask() & ~Signal.SIGSEGV.bit());
        }
        signals.own().add(SignalInfo.fromKernel(Signal.SIGSEGV));
        signals.signal();
        return Call.GONE;
    }

    static long sigaltstack(Call call) {
        UserThread thread = call.thread();
        long stackPointer = thread.registers()[Registers.SP];
        AlternateStack old = thread.signals().stack().seenAt(stackPointer);
        if (call.argument(0) != 0) {
            ByteBuffer given = call.load(call.argument(0), STACK_SIZE);
            if (given == null) {
                return Errno.EFAULT.result();
            }
            long result = setStack(
                    thread, new AlternateStack(given.getLong(0), given.getInt(8), given.getLong(16)), stackPointer);
            if (result != 0) {
                return result;
            }
        }
        ByteBuffer shown = buffer(STACK_SIZE);
        shown.putLong(0, old.base()).putInt(8, old.flags()).putLong(16, old.size());
        return call.argument(1) == 0 || call.store(call.argument(1), shown.array()) ? 0 : Errno.EFAULT.result();
    }

    private static long setStack(UserThread thread, AlternateStack stack, long stackPointer) {
        AlternateStack old = thread.signals().stack();
        int mode = stack.flags() & ~AlternateStack.SS_AUTODISARM;
        if (old.holds(stackPointer)) {
            return Errno.EPERM.result();
        }
        if (mode != 0 && mode != AlternateStack.SS_ONSTACK && mode != AlternateStack.SS_DISABLE) {
            return Errno.EINVAL.result();
        }
        if (mode == AlternateStack.SS_DISABLE) {
            thread.signals().setStack(AlternateStack.NONE);
            return 0;
        }
        if (Long.compareUnsigned(stack.size(), AlternateStack.LEAST) < 0) {
            return Errno.ENOMEM.result();
        }
        thread.signals().setStack(stack);
        return 0;
    }

    static long kill(Call call) {
        int pid = (int) call.argument(0);
        int number = (int) call.argument(1);
        Signal signal = Signal.of(number);
        if (signal == null && number != 0) {
            return Errno.EINVAL.result();
        }
        if (pid > 0) {
            Process process = call.services().processes().find(pid);
            if (process == null && pid != 1) {
                return Errno.ESRCH.result();
            }
            send(call, process, signal);
            return 0;
        }
        if (pid == Integer.MIN_VALUE) {
            return Errno.ESRCH.result();
        }
        boolean found = false;
        for (Process process : List.copyOf(call.services().processes().all())) {
            boolean asked = pid == -1
                    ? process != call.process()
                    : process.group() == (pid == 0 ? call.process().group() : -pid);
            if (asked) {
                send(call, process, signal);
                found = true;
            }
        }
        return found ? 0 : Errno.ESRCH.result();
    }

    private static void send(Call call, @Nullable Process process, @Nullable Signal signal) {
        if (process != null && signal != null) {
            call.services()
                    .signals()
                    .send(process, SignalInfo.from(call.process().pid(), signal, SignalInfo.SI_USER));
        }
    }

    static long tkill(Call call) {
        int tid = (int) call.argument(0);
        return tid <= 0 ? Errno.EINVAL.result() : toThread(call, tid, 0, (int) call.argument(1));
    }

    static long tgkill(Call call) {
        int group = (int) call.argument(0);
        int tid = (int) call.argument(1);
        return group <= 0 || tid <= 0 ? Errno.EINVAL.result() : toThread(call, tid, group, (int) call.argument(2));
    }

    private static long toThread(Call call, int tid, int group, int number) {
        UserThread thread = call.services().processes().findThread(tid);
        if (thread == null || (group != 0 && thread.process().pid() != group)) {
            return Errno.ESRCH.result();
        }
        Signal signal = Signal.of(number);
        if (signal == null) {
            return number == 0 ? 0 : Errno.EINVAL.result();
        }
        if (signal.isRealTime() && isFull(thread.process())) {
            return Errno.EAGAIN.result();
        }
        Signals signals = call.services().signals();
        signals.send(thread, SignalInfo.from(call.process().pid(), signal, SignalInfo.SI_TKILL));
        return 0;
    }

    static long rtSigqueueinfo(Call call) {
        ByteBuffer info = call.load(call.argument(2), SignalInfo.SIZE);
        if (info == null) {
            return Errno.EFAULT.result();
        }
        int pid = (int) call.argument(0);
        Process process = call.services().processes().find(pid);
        int code = info.getInt(8);
        if ((code >= 0 || code == SignalInfo.SI_TKILL) && pid != call.process().pid()) {
            return Errno.EPERM.result();
        }
        if (process == null) {
            return Errno.ESRCH.result();
        }
        int number = (int) call.argument(1);
        Signal signal = Signal.of(number);
        if (signal == null) {
            return number == 0 ? 0 : Errno.EINVAL.result();
        }
        if (signal.isRealTime() && isFull(process)) {
            return Errno.EAGAIN.result();
        }
        call.services().signals().send(process, SignalInfo.composed(signal, info.array()));
        return 0;
    }

    private static boolean isFull(Process process) {
        return process.limits()
                .isExceeded(ResourceLimits.SIGPENDING, process.pending().size() + 1L);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
