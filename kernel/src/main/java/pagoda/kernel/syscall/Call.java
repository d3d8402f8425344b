package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Unfinished;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.signal.SignalAction;
import pagoda.kernel.signal.SignalInfo;
import pagoda.kernel.wait.MustWait;
import pagoda.kernel.wait.WaitQueue;

/** The system call under way: who calls, with what arguments, and the doors that its handler may use. There is one at a time. */
final class Call {
    /** What a handler gives when the thread has to wait: the call is tried again when it is woken. */
    static final long WAIT = Long.MIN_VALUE;

    /** What a handler gives when the thread does not go on behind the call: its registers are new, or it has ended. */
    static final long GONE = Long.MIN_VALUE + 1;

    /**
     * What a handler gives when a signal's handler interrupts the call, which is made again when that is done: as Linux's
     * ERESTARTSYS with SA_RESTART.
     */
    static final long RESTART = Long.MIN_VALUE + 2;

    /** What a handler gives when the call has no result: all registers stay as they are, but for what it has set itself. */
    static final long NOTHING = Long.MIN_VALUE + 3;

    private final Services services;
    private @Nullable UserThread thread;
    private int firstArgument;
    private boolean outOfMemory;
    private @Nullable String failure;
    private @Nullable Unfinished unfinished;
    private @Nullable WaitQueue stalled;

    Call(Services services) {
        this.services = services;
    }

    /**
     * Another call begins, or begins again.
     *
     * @param register the one with the first argument
     */
    void begin(UserThread caller, int register) {
        thread = caller;
        firstArgument = register;
        outOfMemory = false;
        failure = null;
        unfinished = null;
        stalled = null;
    }

    UserThread thread() {
        return Objects.requireNonNull(thread, "no call has begun");
    }

    Process process() {
        return thread().process();
    }

    /** What the kernel has besides this process. */
    Services services() {
        return services;
    }

    /** Argument {@code index}, 0 to 5, as the program left it in its register: a0 to a5 with Linux. */
    long argument(int index) {
        return thread().registers()[firstArgument + index];
    }

    /** Simulated nanoseconds since the machine began. */
    long now() {
        return services.hart().cycles();
    }

    /** Lets the thread wait in the queue; the handler returns this. */
    long waitIn(WaitQueue queue) {
        queue.add(thread());
        return WAIT;
    }

    /** Lets the thread wait for nothing but a signal, and its deadline. */
    long waitForSignal() {
        return waitIn(thread().signals().arrival());
    }

    /** Whether a signal's handler is to be called, so that the call must not wait (on). */
    boolean isInterrupted() {
        return thread().signals().nextHandler() != null;
    }

    /** What a handler returns that has done nothing and is interrupted: EINTR, or {@link #RESTART} with SA_RESTART. */
    long interrupted() {
        SignalAction action = thread().signals().nextHandler();
        return action != null && action.has(SignalAction.SA_RESTART) ? RESTART : Errno.EINTR.result();
    }

    /** Sends the calling thread a signal for what it did, such as SIGPIPE. */
    void raise(Signal signal) {
        services.signals().send(thread(), SignalInfo.from(process().pid(), signal, SignalInfo.SI_USER));
    }

    /** Ends the process, with status 1, as nothing sensible can be answered; the handler returns this. */
    long fail(String why) {
        failure = why;
        return GONE;
    }

    /** Why the process is to end; null if it is not. */
    @Nullable
    String failure() {
        return failure;
    }

    /** Whether the range lies where programs may have memory. */
    boolean isUserRange(long address, long length) {
        return UserMemory.isUserRange(process().space(), address, length);
    }

    /** Whether the handler has returned {@link #WAIT} before, in this same call. */
    boolean isRetried() {
        return thread().hasWaited();
    }

    /**
     * What the handler has done so far will not be done again if it has to wait: it has kept a note in the thread's
     * continuation. The pages that it needed are not needed any more.
     */
    void committed() {
        services.frames().holders().release(thread().held());
        memory().committed();
    }

    /** As {@link UserMemory#copyIn}; the call is tried again from its start if a page must be waited for. */
    int copyIn(long address, byte[] target, int length) {
        return checked(length, memory().copyIn(process().space(), thread().pc(), address, target, 0, length));
    }

    /**
     * As {@link UserMemory#copyOut}. The call is not tried again if a page must be waited for, as it may have had its effect:
     * the bytes are stored later, before the thread goes on, and count as stored.
     */
    int copyOut(long address, byte[] source, int length) {
        if (unfinished == null) {
            try {
                return checked(length, memory().copyOut(process().space(), thread().pc(), address, source, 0, length));
            } catch (MustWait wait) {
                unfinished = new Unfinished();
                stalled = wait.queue();
            }
        }
        unfinished.add(process().space(), address, source, length);
        return length;
    }

    /**
     * Lets the thread wait until what the handler has stored can be stored, if that is so; the handler's result comes then.
     *
     * @return whether the thread waits
     */
    boolean isUnfinished(long result) {
        if (unfinished == null || stalled == null) {
            return false;
        }
        unfinished.setResult(result);
        thread().setUnfinished(unfinished);
        thread().setInCall(true);
        thread().stallIn(stalled);
        return true;
    }

    /** Stores what could not be stored before; the call's result. */
    long finish(Unfinished rest) {
        for (Unfinished.Delivery delivery : rest.deliveries()) {
            byte[] bytes = delivery.bytes();
            int done = memory().copyOut(delivery.space(), thread().pc(), delivery.address(), bytes, 0, bytes.length);
            if (checked(bytes.length, done) < bytes.length) {
                return Errno.EFAULT.result();
            }
        }
        return rest.result();
    }

    /** Copies all of the bytes out; false if they cannot all be. */
    boolean store(long address, byte[] bytes) {
        return copyOut(address, bytes, bytes.length) == bytes.length;
    }

    /** Stores 32 bits; false if they cannot be. */
    boolean storeInt(long address, int value) {
        return store(
                address,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    /** Stores 64 bits; false if they cannot be. */
    boolean storeLong(long address, long value) {
        return store(
                address,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    /** Stores 32 bits in a new thread's memory, now or before it begins; false if they cannot be. */
    boolean storeInt(UserThread other, long address, int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        AddressSpace space = other.process().space();
        try {
            return memory().copyOut(space, thread().pc(), address, bytes, 0, 4) == 4;
        } catch (MustWait wait) {
            // The other thread, which is new, does it first of all, as the end of the call that it comes from.
            Unfinished rest = new Unfinished();
            rest.add(space, address, bytes, 4);
            other.setUnfinished(rest);
            other.setInCall(true);
            other.setPc(thread().pc());
            return true;
        }
    }

    /** Copies {@code length} bytes in, as a little-endian buffer; null if they cannot all be. */
    @Nullable
    ByteBuffer load(long address, int length) {
        byte[] bytes = new byte[length];
        return copyIn(address, bytes, length) == length ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN) : null;
    }

    /** As {@link UserMemory#reach}: how many bytes can be stored. */
    int writable(long address, int length) {
        return reach(address, length, Access.STORE);
    }

    /** As {@link UserMemory#reach}: how many bytes can be accessed. */
    int reach(long address, int length, Access access) {
        return checked(length, memory().reach(process().space(), thread().pc(), address, length, access));
    }

    /** Whether the call failed for want of a frame, so that the process is to be killed. */
    boolean isOutOfMemory() {
        return outOfMemory;
    }

    private UserMemory memory() {
        return services.userMemory();
    }

    private int checked(int length, int done) {
        outOfMemory |= done < length && memory().lastFailure() == FaultReason.OUT_OF_MEMORY;
        return done;
    }
}
