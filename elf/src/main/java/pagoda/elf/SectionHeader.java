package pagoda.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * One section, {@code Elf64_Shdr}.
 *
 * @param name from the section name table
 * @param type {@link Elf#SHT_PROGBITS} and so on
 * @param flags {@link Elf#SHF_ALLOC} and so on, or-ed
 * @param address in memory, 0 if it has none
 * @param offset of its bytes in the file
 * @param size in bytes; a NOBITS section has none of them in the file
 * @param link index of a section that belongs to it, by its type
 * @param info more, by its type
 * @param alignment a power of two, or 0 or 1 for none
 * @param entrySize the size of an entry if it is a table
 */
public record SectionHeader(
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        int link,
        int info,
        long alignment,
        long entrySize) {

    /** Whether all of these {@code SHF_} bits are set. */
    public boolean has(long bits) {
        return (flags & bits) == bits;
    }

    /** Whether it occupies memory at that address. */
    public boolean holds(long at) {
        return has(Elf.SHF_ALLOC) && Long.compareUnsigned(at - address, size) < 0;
    }

    static List<SectionHeader> readAll(ElfBytes bytes, ElfHeader header) throws ElfFormatException {
        long at = header.sectionHeaderOffset();
        if (at == 0) {
            return List.of();
        }
        if (bytes.u16(58) != Elf.SHDR_SIZE) {
            throw new ElfFormatException("e_shentsize is " + bytes.u16(58) + ", not " + Elf.SHDR_SIZE);
        }
        bytes.require(at, Elf.SHDR_SIZE, "the section header table");
        // Counts that do not fit the file header stand in section 0 (System V ABI, "ELF Header").
        long count = bytes.u16(60) != 0 ? bytes.u16(60) : bytes.u64(at + 32);
        int names = bytes.u16(62) != Elf.SHN_XINDEX ? bytes.u16(62) : bytes.word(at + 40);
        if (count > bytes.length() / Elf.SHDR_SIZE || count < 0) {
            throw new ElfFormatException("the section header table (" + Long.toUnsignedString(count)
                    + " headers) reaches past the end of the file (" + bytes.length() + " bytes)");
        }
        bytes.require(at, count * Elf.SHDR_SIZE, "the section header table");
        StringTable nameTable = StringTable.EMPTY;
        if (names != Elf.SHN_UNDEF) {
            if (names < 0 || names >= count) {
                throw new ElfFormatException("e_shstrndx " + Integer.toUnsignedString(names) + " names no section");
            }
            nameTable = read(bytes, at + (long) names * Elf.SHDR_SIZE, "").strings(bytes, "the section name table");
        }
        List<SectionHeader> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long header0 = at + (long) i * Elf.SHDR_SIZE;
            String name = nameTable.at(bytes.u32(header0), "the name of section " + i);
            SectionHeader section = read(bytes, header0, name);
            section.check(bytes, i, count);
            all.add(section);
        }
        return List.copyOf(all);
    }

    /** This section as a string table. */
    StringTable strings(ElfBytes bytes, String what) throws ElfFormatException {
        if (type != Elf.SHT_STRTAB) {
            throw new ElfFormatException(what + " is no string table (type " + Integer.toUnsignedString(type) + ")");
        }
        bytes.require(offset, size, what);
        return new StringTable(bytes, offset, size);
    }

    private static SectionHeader read(ElfBytes bytes, long at, String name) {
        return new SectionHeader(
                name,
                bytes.word(at + 4),
                bytes.u64(at + 8),
                bytes.u64(at + 16),
                bytes.u64(at + 24),
                bytes.u64(at + 32),
                bytes.word(at + 40),
                bytes.word(at + 44),
                bytes.u64(at + 48),
                bytes.u64(at + 56));
    }

    private void check(ElfBytes bytes, int index, long count) throws ElfFormatException {
        if (type == Elf.SHT_NULL) {
            return;
        }
        String what = "section " + index + (name.isEmpty() ? "" : " (" + name + ")");
        if (type != Elf.SHT_NOBITS) {
            bytes.require(offset, size, what);
        }
        if (alignment != 0 && Long.bitCount(alignment) != 1) {
            throw new ElfFormatException(
                    what + ": sh_addralign 0x" + Long.toHexString(alignment) + " is not a power of two");
        }
        if (has(Elf.SHF_ALLOC) && size != 0 && Long.compareUnsigned(address + size - 1, address) < 0) {
            throw new ElfFormatException(what + ": sh_addr 0x" + Long.toHexString(address) + " + sh_size 0x"
                    + Long.toHexString(size) + " overflows");
        }
        if (Integer.compareUnsigned(link, (int) count) >= 0) {
            throw new ElfFormatException(what + ": sh_link " + Integer.toUnsignedString(link) + " names no section");
        }
    }
}
