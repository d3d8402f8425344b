package pagoda.cpu.translator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import pagoda.cpu.fp.Fcsr;

/** What translated code works on, and where it leaves why it ended. Its static methods are what such code calls. */
final class Context {
    /** The most instructions that one execution of a region may be given. */
    static final int MAX_BUDGET = 1 << 30;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    final Fcsr fcsr;

    /** RAM's host array, as it is now. */
    byte[] ram;

    /** The pages of the region that may be jumped to, a bit for each. */
    int pages;

    /** A region is left at an entry if what may be executed up to the next would leave less than this of the budget. */
    int floor;

    /** The address of the next instruction. */
    long pc;

    /** One of {@link Exit}. */
    int exit;

    /** The address of the indirect jump by which the region was left. */
    long site;

    Context(Fcsr fcsr, byte[] ram) {
        this.fcsr = fcsr;
        this.ram = ram;
    }

    static long lb(byte[] ram, int index) {
        return ram[index];
    }

    static long lh(byte[] ram, int index) {
        return (short) SHORT.get(ram, index);
    }

    static long lw(byte[] ram, int index) {
        return (int) INT.get(ram, index);
    }

    static long ld(byte[] ram, int index) {
        return (long) LONG.get(ram, index);
    }

    static long lbu(byte[] ram, int index) {
        return ram[index] & 0xffL;
    }

    static long lhu(byte[] ram, int index) {
        return (short) SHORT.get(ram, index) & 0xffffL;
    }

    static long lwu(byte[] ram, int index) {
        return (int) INT.get(ram, index) & 0xffff_ffffL;
    }

    static void sb(byte[] ram, int index, long value) {
        ram[index] = (byte) value;
    }

    static void sh(byte[] ram, int index, long value) {
        SHORT.set(ram, index, (short) value);
    }

    static void sw(byte[] ram, int index, long value) {
        INT.set(ram, index, (int) value);
    }

    static void sd(byte[] ram, int index, long value) {
        LONG.set(ram, index, value);
    }
}
