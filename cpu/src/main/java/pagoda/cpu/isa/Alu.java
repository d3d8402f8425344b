package pagoda.cpu.isa;

/**
 * What the instructions compute: one pure method for each, on 64-bit registers (RISC-V unprivileged manual, chapters RV32I,
 * RV64I, M and A). Immediate forms use the method of their register form; {@code shamt} amounts are taken as registers are,
 * by their low bits. The methods for atomic memory operations give the value to store.
 */
@SuppressWarnings({"IntLongMath", "NarrowCalculation"}) // 32-bit operations wrap before they are sign-extended
public final class Alu {
    private Alu() {}

    public static long add(long a, long b) {
        return a + b;
    }

    public static long sub(long a, long b) {
        return a - b;
    }

    public static long sll(long a, long b) {
        return a << b;
    }

    public static long slt(long a, long b) {
        return a < b ? 1 : 0;
    }

    public static long sltu(long a, long b) {
        return a + Long.MIN_VALUE < b + Long.MIN_VALUE ? 1 : 0;
    }

    public static long xor(long a, long b) {
        return a ^ b;
    }

    public static long srl(long a, long b) {
        return a >>> b;
    }

    public static long sra(long a, long b) {
        return a >> b;
    }

    public static long or(long a, long b) {
        return a | b;
    }

    public static long and(long a, long b) {
        return a & b;
    }

    public static long addw(long a, long b) {
        return (int) a + (int) b;
    }

    public static long subw(long a, long b) {
        return (int) a - (int) b;
    }

    public static long sllw(long a, long b) {
        return (int) a << (int) b;
    }

    public static long srlw(long a, long b) {
        return (int) a >>> (int) b;
    }

    public static long sraw(long a, long b) {
        return (int) a >> (int) b;
    }

    public static boolean beq(long a, long b) {
        return a == b;
    }

    public static boolean bne(long a, long b) {
        return a != b;
    }

    public static boolean blt(long a, long b) {
        return a < b;
    }

    public static boolean bge(long a, long b) {
        return a >= b;
    }

    public static boolean bltu(long a, long b) {
        return a + Long.MIN_VALUE < b + Long.MIN_VALUE;
    }

    public static boolean bgeu(long a, long b) {
        return a + Long.MIN_VALUE >= b + Long.MIN_VALUE;
    }

    public static long mul(long a, long b) {
        return a * b;
    }

    /** The upper 64 bits of the product of two signed numbers. */
    public static long mulh(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** The upper 64 bits of the product of a signed and an unsigned number. */
    public static long mulhsu(long a, long b) {
        return Math.multiplyHigh(a, b) + (b >> 63 & a);
    }

    /** The upper 64 bits of the product of two unsigned numbers. */
    public static long mulhu(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    /** Signed division: by zero gives −1; the most negative number by −1 gives itself (manual: table of chapter M). */
    public static long div(long a, long b) {
        return b == 0 ? -1 : a / b;
    }

    /** Unsigned division: by zero gives the greatest number. */
    public static long divu(long a, long b) {
        return b == 0 ? -1 : Long.divideUnsigned(a, b);
    }

    /** Signed remainder, with the dividend's sign: by zero gives the dividend. */
    public static long rem(long a, long b) {
        return b == 0 ? a : a % b;
    }

    /** Unsigned remainder: by zero gives the dividend. */
    public static long remu(long a, long b) {
        return b == 0 ? a : Long.remainderUnsigned(a, b);
    }

    public static long mulw(long a, long b) {
        return (int) a * (int) b;
    }

    public static long divw(long a, long b) {
        return (int) b == 0 ? -1 : (int) a / (int) b;
    }

    public static long divuw(long a, long b) {
        return (int) b == 0 ? -1 : Integer.divideUnsigned((int) a, (int) b);
    }

    public static long remw(long a, long b) {
        return (int) b == 0 ? (int) a : (int) a % (int) b;
    }

    public static long remuw(long a, long b) {
        return (int) b == 0 ? (int) a : Integer.remainderUnsigned((int) a, (int) b);
    }

    /** The value that an atomic memory operation stores; words come sign-extended. */
    public static long amo(int op, long memory, long register) {
        return switch (op) {
            case Op.AMOSWAP_W, Op.AMOSWAP_D -> register;
            case Op.AMOADD_W, Op.AMOADD_D -> memory + register;
            case Op.AMOXOR_W, Op.AMOXOR_D -> memory ^ register;
            case Op.AMOAND_W, Op.AMOAND_D -> memory & register;
            case Op.AMOOR_W, Op.AMOOR_D -> memory | register;
            case Op.AMOMIN_W, Op.AMOMIN_D -> Math.min(memory, register);
            case Op.AMOMAX_W, Op.AMOMAX_D -> Math.max(memory, register);
            case Op.AMOMINU_W, Op.AMOMINU_D -> bltu(memory, register) ? memory : register;
            case Op.AMOMAXU_W, Op.AMOMAXU_D -> bltu(memory, register) ? register : memory;
            default -> throw new IllegalArgumentException("no atomic memory operation: " + op);
        };
    }
}
