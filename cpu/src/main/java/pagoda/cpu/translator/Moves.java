package pagoda.cpu.translator;

import pagoda.cpu.fp.F32;

/** What the moves between the register files compute. */
final class Moves {
    private Moves() {}

    /** {@code fmv.x.d}, {@code fmv.d.x}: all bits. */
    static long whole(long a) {
        return a;
    }

    /** {@code fmv.x.w}: the low word, sign-extended. */
    static long word(long a) {
        return (int) a;
    }

    /** {@code fmv.w.x}: the low word, NaN-boxed. */
    static long box(long a) {
        return F32.box((int) a);
    }
}
