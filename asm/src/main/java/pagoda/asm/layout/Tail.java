package pagoda.asm.layout;

import pagoda.asm.source.Statement;

/** What ends a fragment: bytes whose number depends on where the labels come to stand. */
public sealed interface Tail {

    /** The size before anything is known. */
    default long leastSize() {
        return 0;
    }

    /** Whether it is no code, to whoever reads the section: as for GNU as, what {@code .org} leaves out is neither. */
    default boolean isData() {
        return this instanceof Space
                || this instanceof Leb128
                || this instanceof Align align && !align.padding().code();
    }

    /**
     * Padding to a multiple of {@code alignment}.
     *
     * @param alignment a power of two
     * @param most no padding at all if it would need more than this
     * @param padding what it is filled with
     */
    record Align(long alignment, long most, Padding padding) implements Tail {}

    /** {@code count} bytes, or times {@code unit} bytes, of one value. */
    record Space(Formula count, int unit, long value, Source source) implements Tail {}

    /** Padding up to an offset in the section. */
    record Origin(Formula target, int value, Source source) implements Tail {}

    /**
     * A conditional branch, or a jump that may be short: one instruction, or the inverse branch over a jump if a branch's target is
     * too far or not here.
     *
     * @param word the instruction in 32 bits
     * @param half the same in 16 bits, or 0 if it must not be so short
     * @param isJump whether it is no conditional branch
     */
    record Branch(int word, int half, boolean isJump, Formula target, Source source) implements Tail {
        @Override
        public long leastSize() {
            return half == 0 ? 4 : 2;
        }
    }

    /** A number in LEB128. */
    record Leb128(Formula value, boolean signed, Source source) implements Tail {
        @Override
        public long leastSize() {
            return 1;
        }
    }

    /** The characters of a statement that stand for a formula, for messages about it. */
    record Source(Statement statement, int start, int end) {}
}
