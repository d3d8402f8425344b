package pagoda.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * One symbol, {@code Elf64_Sym}.
 *
 * @param name empty for the null symbol and for section symbols
 * @param value its address in an executable
 * @param size bytes of what it names, 0 if not known
 * @param binding {@link Elf#STB_LOCAL} and so on
 * @param type {@link Elf#STT_FUNC} and so on
 * @param visibility the low two bits of {@code st_other}
 * @param section index of its section, or {@link Elf#SHN_UNDEF}, {@link Elf#SHN_ABS} or {@link Elf#SHN_COMMON}
 */
public record ElfSymbol(String name, long value, long size, int binding, int type, int visibility, int section) {

    /** Whether this file gives it a place in a section. */
    public boolean isInSection() {
        return section != Elf.SHN_UNDEF && section < Elf.SHN_LORESERVE;
    }

    static List<ElfSymbol> readAll(ElfBytes bytes, List<SectionHeader> sections) throws ElfFormatException {
        SectionHeader table = null;
        for (SectionHeader section : sections) {
            // The full table if there is one, else the dynamic linker's.
            if (section.type() == Elf.SHT_SYMTAB || (section.type() == Elf.SHT_DYNSYM && table == null)) {
                table = section;
            }
        }
        if (table == null) {
            return List.of();
        }
        if (table.entrySize() != Elf.SYM_SIZE || table.size() % Elf.SYM_SIZE != 0) {
            throw new ElfFormatException("the symbol table's entries are not of " + Elf.SYM_SIZE + " bytes");
        }
        StringTable names = sections.get(table.link()).strings(bytes, "the symbol name table");
        int count = (int) (table.size() / Elf.SYM_SIZE);
        List<ElfSymbol> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(read(bytes, table.offset() + (long) i * Elf.SYM_SIZE, i, names, sections.size()));
        }
        return List.copyOf(all);
    }

    private static ElfSymbol read(ElfBytes bytes, long at, int index, StringTable names, int sections)
            throws ElfFormatException {
        String name = names.at(bytes.u32(at), "the name of symbol " + index);
        int info = bytes.u8(at + 4);
        int section = bytes.u16(at + 6);
        if (section < Elf.SHN_LORESERVE && section >= sections) {
            throw new ElfFormatException("symbol " + index + " (" + name + "): section " + section + " does not exist");
        }
        return new ElfSymbol(
                name, bytes.u64(at + 8), bytes.u64(at + 16), info >> 4, info & 0xf, bytes.u8(at + 5) & 3, section);
    }
}
