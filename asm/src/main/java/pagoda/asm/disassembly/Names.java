package pagoda.asm.disassembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfSymbol;
import pagoda.elf.SectionHeader;
import pagoda.elf.SymbolTable;

/** The labels of a file's sections: which symbol stands at an address, and how an address is written after the one before. */
final class Names {

    /** Of several symbols at one address: a function before data before a label, a global one before a local one. */
    private static final Comparator<ElfSymbol> PREFERENCE = Comparator.<ElfSymbol>comparingInt(
                    symbol -> symbol.name().startsWith("__") ? 1 : 0)
            .thenComparingInt(symbol -> symbol.type() == Elf.STT_FUNC ? 0 : symbol.type() == Elf.STT_OBJECT ? 1 : 2)
            .thenComparingInt(symbol -> symbol.binding() == Elf.STB_LOCAL ? 1 : 0)
            .thenComparing(ElfSymbol::name);

    private final boolean relocatable;
    private final List<SectionHeader> sections;
    private final List<NavigableMap<Long, ElfSymbol>> bySection = new ArrayList<>();
    private final List<NavigableMap<Long, Boolean>> mapping = new ArrayList<>();

    Names(ElfFile file) {
        relocatable = file.header().type() == Elf.ET_REL;
        sections = file.sections();
        for (int i = 0; i < sections.size(); i++) {
            bySection.add(new TreeMap<>(Long::compareUnsigned));
            mapping.add(new TreeMap<>(Long::compareUnsigned));
        }
        for (ElfSymbol symbol : file.symbols()) {
            if (isLabel(symbol) && symbol.section() < bySection.size()) {
                bySection.get(symbol.section()).merge(symbol.value(), symbol, Names::preferred);
            }
            boolean mark = symbol.isInSection() && SymbolTable.isMapping(symbol.name());
            if (mark && symbol.section() < mapping.size()) {
                // Of two at one address the later one holds.
                mapping.get(symbol.section()).put(symbol.value(), symbol.name().startsWith("$d"));
            }
        }
    }

    private static ElfSymbol preferred(ElfSymbol first, ElfSymbol second) {
        return PREFERENCE.compare(first, second) <= 0 ? first : second;
    }

    /**
     * Mapping symbols ({@code $x}, {@code $d}) and the symbols of sections and files are no labels; nor are those that
     * assemblers make for themselves, with a blank or a control character at the end.
     */
    private static boolean isLabel(ElfSymbol symbol) {
        return symbol.isInSection()
                && !symbol.name().isEmpty()
                && symbol.name().charAt(symbol.name().length() - 1) > ' '
                && !symbol.name().startsWith("$")
                && symbol.type() != Elf.STT_SECTION
                && symbol.type() != Elf.STT_FILE
                && symbol.type() != Elf.STT_TLS;
    }

    /** Where a section's code (false) and data (true) begin, as far as mapping symbols tell. */
    NavigableMap<Long, Boolean> dataIn(int section) {
        return mapping.get(section);
    }

    /** The labels in a section, by address. */
    NavigableMap<Long, ElfSymbol> in(int section) {
        return bySection.get(section);
    }

    /**
     * The address and, if a label stands before it, its name: {@code 10084 <loop+0x4>}.
     *
     * @param section the section that an address of a relocatable file lies in
     */
    String describe(long address, int section) {
        String hex = Long.toHexString(address);
        int home = relocatable ? section : holder(address);
        if (home < 0) {
            return hex;
        }
        Map.Entry<Long, ElfSymbol> entry = bySection.get(home).floorEntry(address);
        String start = sections.get(home).name();
        long offset = address - sections.get(home).address();
        if (entry != null) {
            start = entry.getValue().name();
            offset = address - entry.getKey();
        }
        return hex + " <" + start + (offset == 0 ? "" : "+0x" + Long.toHexString(offset)) + ">";
    }

    /** The index of the section that holds the address in memory, or −1. */
    private int holder(long address) {
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).holds(address)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of that symbol, or null. */
    static @Nullable Long value(ElfFile file, String name) {
        for (ElfSymbol symbol : file.symbols()) {
            if (symbol.name().equals(name) && symbol.section() != Elf.SHN_UNDEF) {
                return symbol.value();
            }
        }
        return null;
    }
}
