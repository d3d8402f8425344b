package pagoda.cpu.isa;

/**
 * What the bit-manipulation instructions compute: one pure method for each, on 64-bit registers (RISC-V unprivileged manual,
 * chapter B: Zba, Zbb and Zbs). {@code a} is rs1, {@code b} rs2. Immediate forms ({@code rori}, {@code roriw}, {@code bclri},
 * {@code bexti}, {@code binvi}, {@code bseti}) use the method of their register form; amounts of shifts and numbers of bits
 * are taken by their low bits.
 */
@SuppressWarnings({"IntLongMath", "NarrowCalculation"}) // 32-bit operations wrap before they are sign-extended
public final class BitManipulation {
    private static final long WORD = 0xffff_ffffL;
    private static final long LOW_SEVEN_BITS_OF_EACH_BYTE = 0x7f7f_7f7f_7f7f_7f7fL;

    private BitManipulation() {}

    // Zba: addresses of elements

    public static long addUw(long a, long b) {
        return (a & WORD) + b;
    }

    public static long sh1add(long a, long b) {
        return (a << 1) + b;
    }

    public static long sh2add(long a, long b) {
        return (a << 2) + b;
    }

    public static long sh3add(long a, long b) {
        return (a << 3) + b;
    }

    public static long sh1addUw(long a, long b) {
        return ((a & WORD) << 1) + b;
    }

    public static long sh2addUw(long a, long b) {
        return ((a & WORD) << 2) + b;
    }

    public static long sh3addUw(long a, long b) {
        return ((a & WORD) << 3) + b;
    }

    public static long slliUw(long a, long shamt) {
        return (a & WORD) << shamt;
    }

    // Zbb: basic bit manipulation

    public static long andn(long a, long b) {
        return a & ~b;
    }

    public static long orn(long a, long b) {
        return a | ~b;
    }

    public static long xnor(long a, long b) {
        return ~(a ^ b);
    }

    /** Leading zeros; 64 for zero. */
    public static long clz(long a) {
        return Long.numberOfLeadingZeros(a);
    }

    /** Leading zeros of the low word; 32 for zero. */
    public static long clzw(long a) {
        return Integer.numberOfLeadingZeros((int) a);
    }

    /** Trailing zeros; 64 for zero. */
    public static long ctz(long a) {
        return Long.numberOfTrailingZeros(a);
    }

    /** Trailing zeros of the low word; 32 for zero. */
    public static long ctzw(long a) {
        return Integer.numberOfTrailingZeros((int) a);
    }

    /** How many bits are set. */
    public static long cpop(long a) {
        return Long.bitCount(a);
    }

    /** How many bits of the low word are set. */
    public static long cpopw(long a) {
        return Integer.bitCount((int) a);
    }

    public static long max(long a, long b) {
        return Math.max(a, b);
    }

    public static long maxu(long a, long b) {
        return Alu.bltu(a, b) ? b : a;
    }

    public static long min(long a, long b) {
        return Math.min(a, b);
    }

    public static long minu(long a, long b) {
        return Alu.bltu(a, b) ? a : b;
    }

    public static long sextB(long a) {
        return (byte) a;
    }

    public static long sextH(long a) {
        return (short) a;
    }

    public static long zextH(long a) {
        return a & 0xffff;
    }

    public static long rol(long a, long b) {
        return Long.rotateLeft(a, (int) b);
    }

    public static long rolw(long a, long b) {
        return Integer.rotateLeft((int) a, (int) b);
    }

    public static long ror(long a, long b) {
        return Long.rotateRight(a, (int) b);
    }

    public static long rorw(long a, long b) {
        return Integer.rotateRight((int) a, (int) b);
    }

    /** Each byte becomes 0 if all its bits are 0, else 0xff. */
    public static long orcB(long a) {
        long topBits =
                ((a & LOW_SEVEN_BITS_OF_EACH_BYTE) + LOW_SEVEN_BITS_OF_EACH_BYTE | a) & ~LOW_SEVEN_BITS_OF_EACH_BYTE;
        return (topBits >>> 7) * 0xff;
    }

    /** The bytes in reverse order. */
    public static long rev8(long a) {
        return Long.reverseBytes(a);
    }

    // Zbs: single bits

    public static long bclr(long a, long b) {
        return a & ~(1L << b);
    }

    public static long bext(long a, long b) {
        return a >>> b & 1;
    }

    public static long binv(long a, long b) {
        return a ^ 1L << b;
    }

    public static long bset(long a, long b) {
        return a | 1L << b;
    }

    /** What the instruction of this number computes of its operands; {@code b} is the shift amount of immediate forms. */
    public static long compute(int op, long a, long b) {
        return switch (op) {
            case Op.ADD_UW -> addUw(a, b);
            case Op.SH1ADD -> sh1add(a, b);
            case Op.SH2ADD -> sh2add(a, b);
            case Op.SH3ADD -> sh3add(a, b);
            case Op.SH1ADD_UW -> sh1addUw(a, b);
            case Op.SH2ADD_UW -> sh2addUw(a, b);
            case Op.SH3ADD_UW -> sh3addUw(a, b);
            case Op.SLLI_UW -> slliUw(a, b);
            case Op.ANDN -> andn(a, b);
            case Op.ORN -> orn(a, b);
            case Op.XNOR -> xnor(a, b);
            case Op.CLZ -> clz(a);
            case Op.CTZ -> ctz(a);
            case Op.CPOP -> cpop(a);
            case Op.CLZW -> clzw(a);
            case Op.CTZW -> ctzw(a);
            case Op.CPOPW -> cpopw(a);
            case Op.MAX -> max(a, b);
            case Op.MAXU -> maxu(a, b);
            case Op.MIN -> min(a, b);
            case Op.MINU -> minu(a, b);
            case Op.SEXT_B -> sextB(a);
            case Op.SEXT_H -> sextH(a);
            case Op.ZEXT_H -> zextH(a);
            case Op.ROL -> rol(a, b);
            case Op.ROR, Op.RORI -> ror(a, b);
            case Op.ROLW -> rolw(a, b);
            case Op.RORW, Op.RORIW -> rorw(a, b);
            case Op.ORC_B -> orcB(a);
            case Op.REV8 -> rev8(a);
            case Op.BCLR, Op.BCLRI -> bclr(a, b);
            case Op.BEXT, Op.BEXTI -> bext(a, b);
            case Op.BINV, Op.BINVI -> binv(a, b);
            case Op.BSET, Op.BSETI -> bset(a, b);
            default -> throw new IllegalArgumentException("no bit manipulation: " + op);
        };
    }
}
