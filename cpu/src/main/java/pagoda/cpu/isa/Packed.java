package pagoda.cpu.isa;

/** The parts of an instruction as {@link Decoder} packs it. */
public final class Packed {
    private Packed() {}

    /** The number of the instruction: a constant of {@link Op}. */
    public static int op(long packed) {
        return (int) packed & 511;
    }

    /** The number of the register that is written, {@link Decoder#SINK} for x0; those from 32 on are floating-point registers. */
    public static int rd(long packed) {
        return (int) (packed >>> 9) & 127;
    }

    /** The number of the first source register, 0 to 63; of csrrwi and its kin the immediate. */
    public static int rs1(long packed) {
        return (int) (packed >>> 16) & 63;
    }

    /** The number of the second source register, 0 to 63. */
    public static int rs2(long packed) {
        return (int) (packed >>> 22) & 63;
    }

    /** The immediate, sign-extended; of CSR instructions, the number of the register, 0 to 4095. */
    public static long immediate(long packed) {
        return packed >> 32;
    }

    /** The length in bytes: 2 or 4. */
    public static int length(long packed) {
        return (int) (packed >>> Decoder.LENGTH) & 7;
    }

    /**
     * Whether the length is 2. The interpreter returns the address of the next instruction from either side of this question: the
     * host predicts the branch, while for a sum, or for a choice, the next fetch would have to wait.
     */
    public static boolean isCompressed(long packed) {
        return (packed & 2L << Decoder.LENGTH) != 0;
    }

    /** Of a floating-point instruction: the third source. */
    public static int rs3(long packed) {
        return (int) (packed >>> 32) & 63;
    }

    /** Of a floating-point instruction: the rounding mode as encoded. */
    public static int roundingMode(long packed) {
        return (int) (packed >>> 40) & 7;
    }

    /** Whether it jumps under a condition. */
    public static boolean isBranch(long packed) {
        return op(packed) >= Op.BEQ && op(packed) <= Op.BGEU;
    }

    /** Whether it jumps always. */
    public static boolean isJump(long packed) {
        return op(packed) == Op.JAL || op(packed) == Op.JALR;
    }

    /** Whether the jump is a call: it leaves the address behind it in a register. */
    public static boolean isCall(long packed) {
        return isJump(packed) && rd(packed) != Decoder.SINK;
    }

    /** Whether calls leave the address behind them in this register, by which they then return (unprivileged manual, table "Return-address stack prediction hints"). */
    public static boolean isLink(int register) {
        return register == 1 || register == 5;
    }

    /** Whether it loads and does nothing else; atomic instructions are no such. */
    public static boolean isLoad(long packed) {
        return op(packed) >= Op.LB && op(packed) <= Op.LWU || op(packed) == Op.FLW;
    }

    /** Whether it stores and does nothing else; atomic instructions are no such. */
    public static boolean isStore(long packed) {
        return op(packed) >= Op.SB && op(packed) <= Op.SD;
    }

    /** Whether it is an instruction of A: load-reserved, store-conditional, or an atomic memory operation. */
    public static boolean isAtomic(long packed) {
        return op(packed) >= Op.LR_W && op(packed) <= Op.AMOMAXU_D;
    }

    /** How many bytes a load or store moves. */
    public static int size(long packed) {
        return switch (op(packed)) {
            case Op.LB, Op.LBU, Op.SB -> 1;
            case Op.LH, Op.LHU, Op.SH -> 2;
            case Op.LW, Op.LWU, Op.SW, Op.FLW -> 4;
            case Op.LD, Op.SD -> 8;
            default -> throw new IllegalArgumentException("no load or store: " + op(packed));
        };
    }
}
