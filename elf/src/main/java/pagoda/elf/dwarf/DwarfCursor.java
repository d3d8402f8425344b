package pagoda.elf.dwarf;

import java.nio.charset.StandardCharsets;

/** A place in a DWARF section that moves as its values are read (DWARF 5, section 7). Little-endian. */
final class DwarfCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads {@code bytes} from {@code at}, and not beyond {@code end}. */
    DwarfCursor(byte[] bytes, int at, int end) throws DwarfFormatException {
        if (at < 0 || at > end || end > bytes.length) {
            throw new DwarfFormatException("offset outside its section");
        }
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    int at() {
        return at;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The next {@code length} bytes as a cursor of their own; this one moves past them. */
    DwarfCursor part(long length) throws DwarfFormatException {
        int from = at;
        skip(length);
        return new DwarfCursor(bytes, from, at);
    }

    void skip(long length) throws DwarfFormatException {
        if (length < 0 || length > end - at) {
            throw new DwarfFormatException("cut off");
        }
        at += (int) length;
    }

    int u8() throws DwarfFormatException {
        skip(1);
        return bytes[at - 1] & 0xff;
    }

    int u16() throws DwarfFormatException {
        return u8() | (u8() << 8);
    }

    /** An unsigned number of 1 to 8 bytes. */
    long unsigned(int size) throws DwarfFormatException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) u8() << (8 * i);
        }
        return value;
    }

    /** An unsigned LEB128 number; bits above 64 are dropped. */
    long uleb() throws DwarfFormatException {
        long value = 0;
        int shift = 0;
        int octet;
        do {
            octet = u8();
            if (shift < 64) {
                value |= (long) (octet & 0x7f) << shift;
            }
            shift += 7;
        } while ((octet & 0x80) != 0);
        return value;
    }

    /** A signed LEB128 number; bits above 64 are dropped. */
    long sleb() throws DwarfFormatException {
        long value = 0;
        int shift = 0;
        int octet;
        do {
            octet = u8();
            if (shift < 64) {
                value |= (long) (octet & 0x7f) << shift;
            }
            shift += 7;
        } while ((octet & 0x80) != 0);
        return shift < 64 && (octet & 0x40) != 0 ? value | (-1L << shift) : value;
    }

    /** A string ended by NUL. */
    String string() throws DwarfFormatException {
        int from = at;
        while (u8() != 0) {
            // u8 moves on, and stops at the end of the section.
        }
        return new String(bytes, from, at - 1 - from, StandardCharsets.UTF_8);
    }
}
