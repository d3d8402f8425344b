package pagoda.elf;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A section of NUL-terminated names, {@code SHT_STRTAB}. Names may share their tails, so a small file could ask for
 * endless text; what one table gives out in all is bounded.
 */
final class StringTable {

    /** The table of a file that has none: every name is empty. */
    static final StringTable EMPTY = new StringTable(new ElfBytes(new byte[0]), 0, 0);

    private static final long MOST_BYTES = 64L << 20;

    private final ElfBytes bytes;
    private final long start;
    private final long size;
    private final Map<Long, String> known = new HashMap<>();
    private long given;

    StringTable(ElfBytes bytes, long start, long size) {
        this.bytes = bytes;
        this.start = start;
        this.size = size;
    }

    String at(long offset, String what) throws ElfFormatException {
        if (offset == 0 || this == EMPTY) {
            return "";
        }
        if (offset >= size) {
            throw new ElfFormatException(what + " (offset 0x" + Long.toHexString(offset)
                    + ") lies outside its string table (" + size + " bytes)");
        }
        String name = known.get(offset);
        if (name == null) {
            name = read(offset, what);
            known.put(offset, name);
        }
        return name;
    }

    private String read(long offset, String what) throws ElfFormatException {
        long end = offset;
        while (end < size && bytes.u8(start + end) != 0) {
            end++;
        }
        if (end == size) {
            throw new ElfFormatException(what + " has no end in its string table");
        }
        given += end - offset;
        if (given > MOST_BYTES) {
            throw new ElfFormatException("the names of one string table add up to more than 64 MiB");
        }
        byte[] name = new byte[(int) (end - offset)];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) bytes.u8(start + offset + i);
        }
        return new String(name, StandardCharsets.UTF_8);
    }
}
