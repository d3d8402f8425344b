package pagoda.cpu.fp;

/** What the moves between the register files compute. */
public final class Moves {
    private Moves() {}

    /** {@code fmv.x.d}, {@code fmv.d.x}: all bits. */
    public static long whole(long a) {
        return a;
    }

    /** {@code fmv.x.w}: the low word, sign-extended. */
    public static long word(long a) {
        return (int) a;
    }

    /** {@code fmv.w.x}: the low word, NaN-boxed. */
    public static long box(long a) {
        return F32.box((int) a);
    }
}
