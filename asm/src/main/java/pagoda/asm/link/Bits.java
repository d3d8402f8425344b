package pagoda.asm.link;

import pagoda.cpu.isa.Field;

/** A place in a section's bytes that a relocation patches: little-endian numbers, fields of instructions, ULEB128. */
final class Bits {

    private final byte[] bytes;
    private final int at;

    Bits(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    long number(int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        return value;
    }

    void number(int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** Changes a field of the instruction of {@code size} bytes here. */
    void field(Field field, int size, long value) {
        number(size, field.insert((int) number(size), value));
    }

    /** The upper 20 bits of a 32-bit value that a sign-extended 12-bit lower half completes. */
    void upper(long value) {
        field(InstructionFields.UPPER, 4, value + 0x800);
    }

    /** The lower six bits of the byte here. */
    int six() {
        return bytes[at] & 0x3f;
    }

    void six(long value) {
        bytes[at] = (byte) ((bytes[at] & 0xc0) | (value & 0x3f));
    }

    /** How many bytes the ULEB128 number here has, or 0 if it does not end within the section. */
    int ulebLength() {
        for (int i = at; i < bytes.length && i < at + 10; i++) {
            if ((bytes[i] & 0x80) == 0) {
                return i - at + 1;
            }
        }
        return 0;
    }

    /** Replaces the ULEB128 number here by another of the same length; false if that takes more bytes. */
    boolean uleb(long value) {
        int length = ulebLength();
        long rest = value;
        if (length == 0 || (length < 10 && value >>> (7 * length) != 0)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            bytes[at + i] = (byte) ((rest & 0x7f) | (i < length - 1 ? 0x80 : 0));
            rest >>>= 7;
        }
        return true;
    }
}
