package pagoda.kernel.mm;

import java.util.Locale;

/**
 * A run of pages with one protection and one backing.
 *
 * @param start its first address, a multiple of 4096
 * @param end the address after its last page
 * @param protection what programs may do with it
 * @param backing where its pages come from
 * @param name what people call it: the file, {@code [heap]}, {@code [stack]}
 */
public record Region(long start, long end, Protection protection, Backing backing, String name) {
    public Region {
        if (start < 0 || start >= end || (start | end) % AddressSpace.PAGE_SIZE != 0) {
            throw new IllegalArgumentException("no region: " + Long.toHexString(start) + "–" + Long.toHexString(end));
        }
    }

    public boolean contains(long address) {
        return address >= start && address < end;
    }

    /** The size in bytes. */
    public long length() {
        return end - start;
    }

    /** The part of the region from {@code newStart} to {@code newEnd}, which lie inside it. */
    Region part(long newStart, long newEnd) {
        Backing part = backing instanceof Backing.PrivateFile file ? file.skip(newStart - start) : backing;
        return new Region(newStart, newEnd, protection, part, name);
    }

    /** {@code 0x12000–0x13000 r-- name}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "0x%x–0x%x %s %s", start, end, protection, name);
    }
}
