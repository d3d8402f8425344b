package pagoda.elf;

/** The bytes of a file, read little-endian at offsets that were checked or are checked here. */
final class ElfBytes {

    private final byte[] bytes;

    ElfBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    /** Whether {@code size} bytes at {@code offset}, both unsigned, lie in the file. */
    boolean holds(long offset, long size) {
        return offset >= 0 && size >= 0 && offset <= bytes.length && size <= bytes.length - offset;
    }

    /** Demands that {@code what} lies in the file. */
    void require(long offset, long size, String what) throws ElfFormatException {
        if (!holds(offset, size)) {
            throw new ElfFormatException(what + " (" + Long.toUnsignedString(size) + " bytes at offset 0x"
                    + Long.toHexString(offset) + ") reaches past the end of the file (" + bytes.length + " bytes)");
        }
    }

    int u8(long at) {
        return bytes[(int) at] & 0xff;
    }

    int u16(long at) {
        int index = (int) at;
        return bytes[index] & 0xff | (bytes[index + 1] & 0xff) << 8;
    }

    /** 32 bits as an int, which may be negative. */
    int word(long at) {
        int index = (int) at;
        return bytes[index] & 0xff
                | (bytes[index + 1] & 0xff) << 8
                | (bytes[index + 2] & 0xff) << 16
                | bytes[index + 3] << 24;
    }

    long u32(long at) {
        return word(at) & 0xffff_ffffL;
    }

    long u64(long at) {
        return u32(at) | u32(at + 4) << 32;
    }
}
