package pagoda.asm.layout;

import pagoda.cpu.isa.Instruction;

/**
 * What fills the gap before an alignment.
 *
 * @param code whether the gap is filled with instructions that do nothing
 * @param value else, the value
 * @param unit and its size in bytes
 */
public record Padding(boolean code, long value, int unit) {

    /** {@code addi x0, x0, 0} */
    private static final int NOP = Instruction.ADDI.match();

    /** {@code c.nop}: {@code c.addi x0, 0} */
    private static final int SHORT_NOP = Instruction.C_ADDI.match();

    /** Instructions that do nothing. */
    public static final Padding NOPS = new Padding(true, 0, 1);

    /** Values of {@code unit} bytes. */
    public static Padding of(long value, int unit) {
        return new Padding(false, value, unit);
    }

    /** The bytes of a gap of this length; what no whole unit fills is zero and comes first. */
    public byte[] bytes(int length) {
        byte[] gap = new byte[length];
        if (code) {
            int at = length % 2;
            if (length % 4 >= 2) {
                put(gap, at, SHORT_NOP, 2);
                at += 2;
            }
            for (; at < length; at += 4) {
                put(gap, at, NOP, 4);
            }
            return gap;
        }
        for (int at = length % unit; at < length; at += unit) {
            put(gap, at, value, unit);
        }
        return gap;
    }

    private static void put(byte[] gap, int at, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            gap[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
