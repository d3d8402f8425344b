package pagoda.cpu.translator;

import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;

/** The parts of an instruction as {@link Decoder} packs it. */
final class Packed {
    private Packed() {}

    static int op(long packed) {
        return (int) packed & 511;
    }

    static int rd(long packed) {
        return (int) (packed >>> 9) & 127;
    }

    static int rs1(long packed) {
        return (int) (packed >>> 16) & 63;
    }

    static int rs2(long packed) {
        return (int) (packed >>> 22) & 63;
    }

    static long immediate(long packed) {
        return packed >> 32;
    }

    static int length(long packed) {
        return (int) (packed >>> Decoder.LENGTH) & 7;
    }

    /** Of a floating-point instruction: the third source. */
    static int rs3(long packed) {
        return (int) (packed >>> 32) & 63;
    }

    /** Of a floating-point instruction: the rounding mode as encoded. */
    static int roundingMode(long packed) {
        return (int) (packed >>> 40) & 7;
    }

    static boolean isBranch(long packed) {
        return op(packed) >= Op.BEQ && op(packed) <= Op.BGEU;
    }

    static boolean isJump(long packed) {
        return op(packed) == Op.JAL || op(packed) == Op.JALR;
    }

    /** Whether the jump is a call: it leaves the address behind it in a register. */
    static boolean isCall(long packed) {
        return isJump(packed) && rd(packed) != Decoder.SINK;
    }

    /** Whether calls leave the address behind them in this register, by which they then return (unprivileged manual, table "Return-address stack prediction hints"). */
    static boolean isLink(int register) {
        return register == 1 || register == 5;
    }

    static boolean isLoad(long packed) {
        return op(packed) >= Op.LB && op(packed) <= Op.LWU || op(packed) == Op.FLW;
    }

    static boolean isStore(long packed) {
        return op(packed) >= Op.SB && op(packed) <= Op.SD;
    }

    /** How many bytes a load or store moves. */
    static int size(long packed) {
        return switch (op(packed)) {
            case Op.LB, Op.LBU, Op.SB -> 1;
            case Op.LH, Op.LHU, Op.SH -> 2;
            case Op.LW, Op.LWU, Op.SW, Op.FLW -> 4;
            case Op.LD, Op.SD -> 8;
            default -> throw new IllegalArgumentException("no load or store: " + op(packed));
        };
    }
}
