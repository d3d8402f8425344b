package pagoda.kernel.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.signal.SignalAction;
import pagoda.kernel.signal.SignalInfo;
import pagoda.kernel.wait.WaitQueue;

/** A system call under way: who calls, with what arguments, and the doors that its handler may use. */
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

    private final UserThread thread;
    private final Services services;
    private boolean outOfMemory;

    Call(UserThread thread, Services services) {
        this.thread = thread;
        this.services = services;
    }

    UserThread thread() {
        return thread;
    }

    Process process() {
        return thread.process();
    }

    /** What the kernel has besides this process. */
    Services services() {
        return services;
    }

    /** Argument {@code index}, 0 to 5, as the program left it in a0 to a5. */
    long argument(int index) {
        return thread.registers()[Registers.A0 + index];
    }

    /** Simulated nanoseconds since the machine began. */
    long now() {
        return services.hart().cycles();
    }

    /** Lets the thread wait in the queue; the handler returns this. */
    long waitIn(WaitQueue queue) {
        queue.add(thread);
        return WAIT;
    }

    /** Lets the thread wait for nothing but a signal, and its deadline. */
    long waitForSignal() {
        return waitIn(thread.signals().arrival());
    }

    /** Whether a signal's handler is to be called, so that the call must not wait (on). */
    boolean isInterrupted() {
        return thread.signals().nextHandler() != null;
    }

    /** What a handler returns that has done nothing and is interrupted: EINTR, or {@link #RESTART} with SA_RESTART. */
    long interrupted() {
        SignalAction action = thread.signals().nextHandler();
        return action != null && action.has(SignalAction.SA_RESTART) ? RESTART : Errno.EINTR.result();
    }

    /** Sends the calling thread a signal for what it did, such as SIGPIPE. */
    void raise(Signal signal) {
        services.signals().send(thread, SignalInfo.from(process().pid(), signal, SignalInfo.SI_USER));
    }

    /** Whether the range lies where programs may have memory. */
    boolean isUserRange(long address, long length) {
        return UserMemory.isUserRange(process().space(), address, length);
    }

    /** As {@link UserMemory#copyIn}. */
    int copyIn(long address, byte[] target, int length) {
        return checked(length, memory().copyIn(process().space(), thread.pc(), address, target, 0, length));
    }

    /** As {@link UserMemory#copyOut}. */
    int copyOut(long address, byte[] source, int length) {
        return checked(length, memory().copyOut(process().space(), thread.pc(), address, source, 0, length));
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

    /** Stores 32 bits in another thread's memory; false if they cannot be. */
    boolean storeInt(UserThread other, long address, int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        return memory().copyOut(other.process().space(), thread.pc(), address, bytes, 0, 4) == 4;
    }

    /** Copies {@code length} bytes in, as a little-endian buffer; null if they cannot all be. */
    @Nullable
    ByteBuffer load(long address, int length) {
        byte[] bytes = new byte[length];
        return copyIn(address, bytes, length) == length ? ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN) : null;
    }

    /** As {@link UserMemory#reach}: how many bytes can be stored. */
    int writable(long address, int length) {
        return checked(length, memory().reach(process().space(), thread.pc(), address, length, Access.STORE));
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
