package pagoda.cpu.isa;

import java.util.List;

/**
 * A field of an instruction word: a number whose bits lie in one or more slices of the word.
 *
 * @param name the field's name in the instruction table
 * @param signed whether the number is a two's complement one
 * @param slices where its bits lie
 */
public record Field(String name, boolean signed, List<Slice> slices) {
    /** {@code width} bits: bit {@code position} and up of the word are bit {@code bit} and up of the number. */
    public record Slice(int position, int bit, int width) {
        int mask() {
            return (1 << width) - 1;
        }
    }

    public Field {
        slices = List.copyOf(slices);
    }

    /** The word with this field set to the number's bits; bits of the number that the field does not have are dropped. */
    public int insert(int word, long value) {
        for (Slice slice : slices) {
            word &= ~(slice.mask() << slice.position);
            word |= ((int) (value >>> slice.bit) & slice.mask()) << slice.position;
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
        return signed ? value << unused >> unused : value;
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
        int lowest = 63;
        for (Slice slice : slices) {
            lowest = Math.min(lowest, slice.bit);
        }
        return 1L << lowest;
    }

    /** The least number the field can hold. */
    public long min() {
        return signed ? -(1L << (bits() - 1)) : 0;
    }

    /** The greatest number the field can hold. */
    public long max() {
        return (1L << (signed ? bits() - 1 : bits())) - multiple();
    }

    /** Whether the field can hold the number exactly. */
    public boolean holds(long value) {
        return value >= min() && value <= max() && value % multiple() == 0;
    }
}
