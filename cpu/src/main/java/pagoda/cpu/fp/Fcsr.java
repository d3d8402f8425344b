package pagoda.cpu.fp;

/**
 * The floating-point control and status register (manual, chapter F, "Floating-Point Control and Status Register"): what has
 * gone wrong since the program last looked (fflags), and how to round (frm).
 */
public final class Fcsr {
    /** Inexact: the result was rounded. */
    public static final int NX = 1;

    /** Underflow: the result was rounded, and tiny. */
    public static final int UF = 2;

    /** Overflow: the result was too large for the format. */
    public static final int OF = 4;

    /** Divide by zero. */
    public static final int DZ = 8;

    /** Invalid operation. */
    public static final int NV = 16;

    /** Round to nearest, ties to even. */
    public static final int RNE = 0;

    /** Round towards zero. */
    public static final int RTZ = 1;

    /** Round down, towards −∞. */
    public static final int RDN = 2;

    /** Round up, towards +∞. */
    public static final int RUP = 3;

    /** Round to nearest, ties to the greater magnitude. */
    public static final int RMM = 4;

    /** In an instruction: round as frm says. No rounding mode itself, nor are 5 and 6. */
    public static final int DYN = 7;

    private static final int FLAGS = 0x1f;
    private static final int FRM = 7;
    private static final int FRM_SHIFT = 5;

    private int flags;
    private int frm;

    /** The accrued exceptions, fflags: {@link #NX} to {@link #NV}. */
    public int flags() {
        return flags;
    }

    /** Sets fflags by the low five bits. */
    public void setFlags(int value) {
        flags = value & FLAGS;
    }

    /** Adds exceptions to those that have accrued. */
    public void raise(int exceptions) {
        flags |= exceptions;
    }

    /** The dynamic rounding mode, 0 to 7: 5 to 7 are none, and an instruction that would use them is illegal. */
    public int frm() {
        return frm;
    }

    /** Sets frm by the low three bits. */
    public void setFrm(int value) {
        frm = value & FRM;
    }

    /** All of it: frm in bits 7 to 5, fflags in bits 4 to 0. */
    public int value() {
        return frm << FRM_SHIFT | flags;
    }

    /** Sets all of it by the low eight bits. */
    public void set(int value) {
        setFrm(value >> FRM_SHIFT);
        setFlags(value);
    }
}
