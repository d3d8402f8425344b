package pagoda.elf;

/**
 * A section as {@link ElfWriter} is to write it.
 *
 * @param type {@link Elf#SHT_PROGBITS} and so on
 * @param flags {@link Elf#SHF_ALLOC} and so on, or-ed
 * @param address in memory, 0 if it has none
 * @param contents its bytes; empty for NOBITS
 * @param size the length of {@code contents}, or for NOBITS the bytes it has in memory
 * @param link index of a section that belongs to it, by its type
 * @param info more, by its type
 * @param alignment a power of two
 * @param entrySize the size of an entry if it is a table, else 0
 */
public record OutputSection(
        String name,
        int type,
        long flags,
        long address,
        byte[] contents,
        long size,
        int link,
        int info,
        long alignment,
        long entrySize) {

    /** A section that is in the file only, such as debug information. */
    public static OutputSection unloaded(String name, byte[] contents) {
        return new OutputSection(name, Elf.SHT_PROGBITS, 0, 0, contents, contents.length, 0, 0, 1, 0);
    }

    /** Whether it has a size but no bytes in the file. */
    public boolean isNoBits() {
        return type == Elf.SHT_NOBITS;
    }

    /** The address after its last byte. */
    public long end() {
        return address + size;
    }

    /** A {@code .tbss}: counted in PT_TLS, but it occupies no memory at its address. */
    boolean isThreadLocalNoBits() {
        return isNoBits() && (flags & Elf.SHF_TLS) != 0;
    }
}
