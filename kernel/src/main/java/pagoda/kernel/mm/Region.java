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
 * @param locked whether its pages stay in RAM
 */
public record Region(long start, long end, Protection protection, Backing backing, String name, boolean locked) {
    public Region {
        if (start < 0 || start >= end || (start | end) % AddressSpace.PAGE_SIZE != 0) {
            throw new IllegalArgumentException("no region: " + Long.toHexString(start) + "–" + Long.toHexString(end));
        }
    }

    /** A region that is not locked. */
    public Region(long start, long end, Protection protection, Backing backing, String name) {
        this(start, end, protection, backing, name, false);
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
        Backing part = backing instanceof Backing.FileMapping file ? file.skip(newStart - start) : backing;
        return new Region(newStart, newEnd, protection, part, name, locked);
    }

    /** Whether stores reach others who map the same. */
    public boolean isShared() {
        return backing instanceof Backing.FileMapping mapping && mapping.shared();
    }

    /** Whether its pages are promised memory: what is stored to them is in no file. */
    boolean isPromised() {
        return backing instanceof Backing.FileMapping mapping && mapping.shared()
                ? mapping.file().isSharedMemory()
                : protection.write() && !(backing instanceof Backing.Guard);
    }

    /** Whether it grows when it is touched just below. */
    public boolean growsDown() {
        return backing == Backing.GROWS_DOWN;
    }

    /** Nothing new is put above this address and below the region: what grows down keeps a gap. */
    long gapStart() {
        return growsDown() ? Math.max(0, start - AddressSpace.STACK_GUARD) : start;
    }

    /** Whether a shared region may be made writable: its file was opened so. */
    public boolean mayWrite() {
        return !(backing instanceof Backing.FileMapping mapping) || mapping.writable();
    }

    /** The same region with another protection. */
    Region with(Protection newProtection) {
        return new Region(start, end, newProtection, backing, name, locked);
    }

    /** The same region, locked or not. */
    Region with(boolean newLocked) {
        return new Region(start, end, protection, backing, name, newLocked);
    }

    /** The same region elsewhere, or of another length; it begins with the same page of its backing. */
    Region at(long newStart, long newEnd) {
        return new Region(newStart, newEnd, protection, backing, name, locked);
    }

    /** Whether the other region begins where this one ends and differs in nothing else, so that the two can be one. */
    boolean continuesIn(Region next) {
        boolean alike = protection.equals(next.protection) && name.equals(next.name) && locked == next.locked;
        if (end != next.start || !alike) {
            return false;
        }
        if (backing instanceof Backing.FileMapping mapping) {
            return mapping.length() == Long.MAX_VALUE && mapping.skip(length()).equals(next.backing);
        }
        return backing.equals(next.backing);
    }

    /** This region and the one that it {@link #continuesIn}. */
    Region joined(Region next) {
        return at(start, next.end);
    }

    /** Lets the file that was mapped here be forgotten if this was the last that it was kept for. */
    void forgetIfUnused() {
        if (backing instanceof Backing.FileMapping mapping) {
            mapping.file().forgetIfUnused();
        }
    }

    /** Tells the file that its page at the address has been stored to. */
    void markDirty(long address) {
        if (backing instanceof Backing.FileMapping mapping) {
            mapping.file().markDirty((mapping.offset() + address - start) / AddressSpace.PAGE_SIZE);
        }
    }

    /** {@code 0x12000–0x13000 r-- name}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "0x%x–0x%x %s %s", start, end, protection, name);
    }
}
