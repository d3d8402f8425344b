package pagoda.cpu.isa;

import java.util.List;

/**
 * A field of an instruction word: a number whose bits lie in one or more slices of the word.
 *
 * @param name the field's name in the instruction table
 * @param signed whether the number is a two's complement one
 * @param slices where its bits lie; none if the instruction fixes the number
 * @param bias what is added to the bits: 8 for the registers x8 to x15 that three bits name, the number itself if it is fixed
 * @param excluded a number that the field must not hold, or {@link #NONE}
 */
public record Field(String name, boolean signed, List<Slice> slices, int bias, int excluded) {
    /** {@code width} bits: bit {@code position} and up of the word are bit {@code bit} and up of the number. */
    public record Slice(int position, int bit, int width) {
        int mask() {
            return (1 << width) - 1;
        }
    }

    /** {@link #excluded} where the field may hold any number. */
    public static final int NONE = Integer.MIN_VALUE;

    public Field {
        slices = List.copyOf(slices);
    }

    /** A field that may hold any number that its bits can. */
    public Field(String name, boolean signed, List<Slice> slices) {
        this(name, signed, slices, 0, NONE);
    }

    /** What stands for a field where every encoding of the instruction means the same number. */
    static Field fixed(String name, int number) {
        return new Field(name, false, List.of(), number, NONE);
    }

    /** Whether the instruction fixes the number, so that no bits hold it. */
    public boolean isFixed() {
        return slices.isEmpty();
    }

    /** The word with this field set to the number's bits; bits of the number that the field does not have are dropped. */
    public int insert(int word, long value) {
        long bits = value - bias;
        for (Slice slice : slices) {
            word &= ~(slice.mask() << slice.position);
            word |= ((int) (bits >>> slice.bit) & slice.mask()) << slice.position;
        }
        return word;
    }

    /** The number in this field of the word, sign-extended if the field is signed. */
    public long extract(int word) {
        long value = 0;
        for (int i = 0; i < slices.size(); i++) { // by number: an iterator would be garbage while the machine runs
            Slice slice = slices.get(i);
            value |= (long) (word >>> slice.position & slice.mask()) << slice.bit;
        }
        int unused = 64 - bits();
        return bias + (signed ? value << unused >> unused : value);
    }

    /** One more than the number of the highest bit that the field holds. */
    public int bits() {
        int bits = 0;
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            bits = Math.max(bits, slice.bit + slice.width);
        }
        return bits;
    }

    /** The number's greatest power-of-two divisor that the encoding demands: 1, or 2 for branch offsets, and so on. */
    public long multiple() {
        int lowest = isFixed() ? 0 : 63;
        for (Slice slice : slices) {
            lowest = Math.min(lowest, slice.bit);
        }
        return 1L << lowest;
    }

    /** The least number the field can hold. */
    public long min() {
        return signed ? -(1L << (bits() - 1)) : bias;
    }

    /** The greatest number the field can hold. */
    public long max() {
        return bias + (1L << (signed ? bits() - 1 : bits())) - multiple();
    }

    /** Whether the field can hold the number exactly, and may. */
    public boolean holds(long value) {
        return value >= min() && value <= max() && value % multiple() == 0 && value != excluded;
    }
}
