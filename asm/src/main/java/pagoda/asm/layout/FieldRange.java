package pagoda.asm.layout;

import pagoda.cpu.isa.Field;

/** What is said of a number that an instruction's field cannot hold. */
public final class FieldRange {

    private FieldRange() {}

    /** The message, such as {@code immediate 5000 out of range [-2048, 2047]}. */
    public static String message(String what, long number, Field field) {
        String range = what + " " + number + " out of range [" + field.min() + ", " + field.max() + "]";
        boolean inside = number >= field.min() && number <= field.max();
        return inside ? what + " " + number + " is no multiple of " + field.multiple() : range;
    }
}
