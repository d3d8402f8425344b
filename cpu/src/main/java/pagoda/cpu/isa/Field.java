package pagoda.cpu.isa;

import java.util.List;

/** A field of an instruction word: a number whose bits lie in one or more slices of the word. */
public final class Field {
    /** {@code width} bits: bit {@code position} and up of the word are bit {@code bit} and up of the number. */
    record Slice(int position, int bit, int width) {
        int mask() {
            return (1 << width) - 1;
        }
    }

    /** {@link #excluded} where the field may hold any number. */
    public static final int NONE = Integer.MIN_VALUE;

    private final String name;
    private final boolean signed;
    private final Slice[] slices;
    private final int bias;
    private final int excluded;

    /** The bits of the word that are not the field's. */
    private final int others;

    private final int bits;
    private final long multiple;
    private final long min;
    private final long max;

    /**
     * A field.
     *
     * @param name the field's name in the instruction table
     * @param signed whether the number is a two's complement one
     * @param slices where its bits lie; none if the instruction fixes the number
     * @param bias what is added to the bits: 8 for the registers x8 to x15 that three bits name, the number itself if it is
     *     fixed
     * @param excluded a number that the field must not hold, or {@link #NONE}
     */
    Field(String name, boolean signed, List<Slice> slices, int bias, int excluded) {
        this.name = name;
        this.signed = signed;
        this.slices = slices.toArray(new Slice[0]);
        this.bias = bias;
        this.excluded = excluded;
        int mask = 0;
        int highest = 0;
        int lowest = slices.isEmpty() ? 0 : 63;
        for (Slice slice : slices) {
            mask |= slice.mask() << slice.position;
            highest = Math.max(highest, slice.bit + slice.width);
            lowest = Math.min(lowest, slice.bit);
        }
        others = ~mask;
        bits = highest;
        multiple = 1L << lowest;
        min = signed ? -(1L << (bits - 1)) : bias;
        max = bias + (1L << (signed ? bits - 1 : bits)) - multiple;
    }

    /** What stands for a field where every encoding of the instruction means the same number. */
    static Field fixed(String name, int number) {
        return new Field(name, false, List.of(), number, NONE);
    }

    /** The field's name in the instruction table. */
    public String name() {
        return name;
    }

    /** Whether the number is a two's complement one. */
    public boolean signed() {
        return signed;
    }

    /** What is added to the bits: 8 for the registers x8 to x15 that three bits name, the number itself if it is fixed. */
    public int bias() {
        return bias;
    }

    /** A number that the field must not hold, or {@link #NONE}. */
    public int excluded() {
        return excluded;
    }

    /** Whether its bits do not lie side by side in the word. */
    public boolean isSplit() {
        return slices.length > 1;
    }

    /** Whether the instruction fixes the number, so that no bits hold it. */
    public boolean isFixed() {
        return slices.length == 0;
    }

    /** The word with this field set to the number's bits; bits of the number that the field does not have are dropped. */
    public int insert(int word, long value) {
        long number = value - bias;
        int with = word & others;
        for (Slice slice : slices) {
            with |= ((int) (number >>> slice.bit) & slice.mask()) << slice.position;
        }
        return with;
    }

    /** The number in this field of the word, sign-extended if the field is signed. */
    public long extract(int word) {
        long value = 0;
        for (Slice slice : slices) {
            value |= (long) (word >>> slice.position & slice.mask()) << slice.bit;
        }
        int unused = 64 - bits;
        return bias + (signed ? value << unused >> unused : value);
    }

    /** One more than the number of the highest bit that the field holds. */
    public int bits() {
        return bits;
    }

    /** The number's greatest power-of-two divisor that the encoding demands: 1, or 2 for branch offsets, and so on. */
    public long multiple() {
        return multiple;
    }

    /** The least number the field can hold. */
    public long min() {
        return min;
    }

    /** The greatest number the field can hold. */
    public long max() {
        return max;
    }

    /** Whether the field can hold the number exactly, and may. */
    public boolean holds(long value) {
        return value >= min && value <= max && (value & multiple - 1) == 0 && value != excluded;
    }
}
