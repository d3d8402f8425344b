package pagoda.kernel.signal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Decoder;

/**
 * What the kernel leaves on the stack for a handler, and reads back when the handler is done: Linux's {@code struct
 * rt_sigframe} for riscv64 (arch/riscv/kernel/signal.c, asm/ucontext.h, asm/sigcontext.h).
 *
 * <pre>
 *     0  siginfo_t
 *   128  ucontext: uc_flags, uc_link
 *   144            uc_stack: ss_sp, ss_flags, ss_size
 *   168            uc_sigmask, padded to 128 bytes
 *   304            uc_mcontext: pc, x1 … x31
 *   560                         f0 … f31, fcsr, and zeros: 528 bytes
 *  1088
 * </pre>
 */
public final class SignalFrame {
    /** The size in bytes, a multiple of 16. */
    public static final int SIZE = 1088;

    /** Where the ucontext begins. */
    public static final int UCONTEXT = SignalInfo.SIZE;

    private static final int STACK = UCONTEXT + 16;
    private static final int MASK = STACK + 24;
    private static final int REGISTERS = MASK + 128 + 8;
    private static final int FLOATS = REGISTERS + 32 * 8;
    private static final int RESERVED = FLOATS + 512 + 4;

    private final ByteBuffer bytes;

    private SignalFrame(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** The frame for a handler that interrupts a thread with these registers. */
    public static SignalFrame of(SignalInfo info, AlternateStack stack, long mask, long[] registers, long pc) {
        ByteBuffer frame = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        frame.put(0, info.bytes());
        frame.putLong(STACK, stack.base()).putInt(STACK + 8, stack.flags()).putLong(STACK + 16, stack.size());
        frame.putLong(MASK, mask);
        frame.putLong(REGISTERS, pc);
        for (int register = 1; register < 32; register++) {
            frame.putLong(REGISTERS + 8 * register, registers[register]);
            frame.putLong(FLOATS + 8 * register, registers[Decoder.FLOAT + register]);
        }
        frame.putLong(FLOATS, registers[Decoder.FLOAT]);
        frame.putInt(FLOATS + 32 * 8, (int) registers[Hart.FCSR]);
        return new SignalFrame(frame);
    }

    /** The frame that a handler leaves behind. */
    public static SignalFrame read(byte[] bytes) {
        return new SignalFrame(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Its bytes, {@link #SIZE} of them. */
    public byte[] bytes() {
        return bytes.array();
    }

    /** Whether the words that must be zero are: no other state than integers and floating point exists. */
    public boolean isValid() {
        return bytes.getInt(RESERVED) == 0 && bytes.getInt(RESERVED + 4) == 0 && bytes.getInt(RESERVED + 8) == 0;
    }

    public long mask() {
        return bytes.getLong(MASK);
    }

    public AlternateStack stack() {
        return new AlternateStack(bytes.getLong(STACK), bytes.getInt(STACK + 8), bytes.getLong(STACK + 16));
    }

    public long pc() {
        return bytes.getLong(REGISTERS);
    }

    /** Sets x1 to x31, f0 to f31 and fcsr. */
    public void restore(long[] registers) {
        for (int register = 1; register < 32; register++) {
            registers[register] = bytes.getLong(REGISTERS + 8 * register);
        }
        for (int register = 0; register < 32; register++) {
            registers[Decoder.FLOAT + register] = bytes.getLong(FLOATS + 8 * register);
        }
        registers[Hart.FCSR] = bytes.getInt(FLOATS + 32 * 8);
    }
}
