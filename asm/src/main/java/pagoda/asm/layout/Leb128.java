package pagoda.asm.layout;

/** Numbers in LEB128: seven bits a byte, the lowest first (DWARF 5, section 7.6). */
public final class Leb128 {

    private Leb128() {}

    /** How many bytes the number takes. */
    static int size(long value, boolean signed) {
        long rest = value;
        int size = 1;
        while (signed ? rest < -64 || rest > 63 : (rest & ~0x7fL) != 0) {
            rest = signed ? rest >> 7 : rest >>> 7;
            size++;
        }
        return size;
    }

    /** The number's bytes, drawn out to {@code size} bytes if that is more than it takes. */
    public static byte[] bytes(long value, boolean signed, int size) {
        byte[] bytes = new byte[size];
        long rest = value;
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (rest & 0x7f | (i < size - 1 ? 0x80 : 0));
            rest = signed ? rest >> 7 : rest >>> 7;
        }
        return bytes;
    }

    /** The number's bytes. */
    public static byte[] bytes(long value, boolean signed) {
        return bytes(value, signed, size(value, signed));
    }
}
