package pagoda.kernel.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.abi.SignalCode;

/** A signal on its way, with what a handler is told of it: Linux's {@code siginfo_t}. */
public final class SignalInfo {
    /** The size of {@code siginfo_t} in bytes. */
    public static final int SIZE = 128;

    /** Sent by kill. */
    public static final int SI_USER = 0;

    /** Sent by the kernel. */
    public static final int SI_KERNEL = 0x80;

    /** Sent by tkill or tgkill. */
    public static final int SI_TKILL = -6;

    private static final int CODE = 8;
    private static final int FIELDS = 16;

    private final Signal signal;
    private final byte[] bytes;

    private SignalInfo(Signal signal, byte[] bytes) {
        this.signal = signal;
        this.bytes = bytes;
    }

    /** Sent by a process: {@code code} is {@link #SI_USER} or {@link #SI_TKILL}. */
    public static SignalInfo from(int pid, Signal signal, int code) {
        ByteBuffer info = header(signal, code);
        info.putInt(FIELDS, pid);
        return new SignalInfo(signal, info.array());
    }

    /** Sent by the kernel itself: a timer, a write to a pipe without readers. */
    public static SignalInfo fromKernel(Signal signal) {
        return new SignalInfo(signal, header(signal, SI_KERNEL).array());
    }

    /** Caused by an instruction: {@code address} is what it touched, or its own. */
    public static SignalInfo fault(SignalCode code, long address) {
        ByteBuffer info = header(code.signal(), code.number());
        info.putLong(FIELDS, address);
        return new SignalInfo(code.signal(), info.array());
    }

    /**
     * What a child did.
     *
     * @param code a {@code CLD_} value
     * @param status the exit code or the signal's number
     * @param userTime the child's, in hundredths of a second; {@code systemTime} too
     */
    public static SignalInfo child(Signal signal, int code, int pid, int status, long userTime, long systemTime) {
        ByteBuffer info = header(signal, code);
        info.putInt(FIELDS, pid);
        info.putInt(FIELDS + 8, status);
        info.putLong(FIELDS + 16, userTime);
        info.putLong(FIELDS + 24, systemTime);
        return new SignalInfo(signal, info.array());
    }

    /** As the sender composed it (rt_sigqueueinfo), but for the number. */
    public static SignalInfo composed(Signal signal, byte[] info) {
        byte[] copy = info.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(0, signal.number());
        return new SignalInfo(signal, copy);
    }

    private static ByteBuffer header(Signal signal, int code) {
        ByteBuffer info = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        return info.putInt(0, signal.number()).putInt(CODE, code);
    }

    public Signal signal() {
        return signal;
    }

    /** Why it was sent: {@code si_code}. */
    public int code() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(CODE);
    }

    /** The 128 bytes of {@code siginfo_t}. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
