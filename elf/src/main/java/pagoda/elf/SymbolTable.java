package pagoda.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From an address to the name that a reader would give it: the nearest symbol at or before it in the same section.
 * Immutable.
 *
 * <p>Labels made by compilers and mapping symbols are no names. Of several names for one address the choice is fixed: a
 * function before data before a plain label, global before weak before local, fewer leading underscores, a known size,
 * the alphabet; and names that the linker makes up last of all.
 */
public final class SymbolTable {

    /**
     * An address as a name.
     *
     * @param offset bytes from the symbol, unsigned
     */
    public record Location(ElfSymbol symbol, long offset) {

        /** {@code fill+0x18}, or {@code fill} at its start. */
        @Override
        public String toString() {
            return offset == 0 ? symbol.name() : symbol.name() + "+0x" + Long.toHexString(offset);
        }
    }

    private static final Set<String> MADE_BY_LINKERS = Set.of(
            "_end",
            "end",
            "_edata",
            "edata",
            "_etext",
            "etext",
            "__bss_start",
            "__BSS_END__",
            "__DATA_BEGIN__",
            "__SDATA_BEGIN__",
            "__global_pointer$",
            "_PROCEDURE_LINKAGE_TABLE_",
            "_GLOBAL_OFFSET_TABLE_");

    /** By address, and by preference within one, the best first. */
    private static final Comparator<ElfSymbol> ORDER = Comparator.comparing(ElfSymbol::value, Long::compareUnsigned)
            .thenComparing(symbol -> MADE_BY_LINKERS.contains(symbol.name()))
            .thenComparing(symbol -> symbol.type() == Elf.STT_FUNC ? 0 : symbol.type() == Elf.STT_OBJECT ? 1 : 2)
            .thenComparing(symbol -> symbol.binding() == Elf.STB_GLOBAL ? 0 : symbol.binding() == Elf.STB_WEAK ? 1 : 2)
            .thenComparing(symbol -> leadingUnderscores(symbol.name()))
            .thenComparing(symbol -> symbol.size() == 0)
            .thenComparing(ElfSymbol::name);

    private final List<SectionHeader> sections;
    private final List<ElfSymbol> symbols;
    private final Map<String, ElfSymbol> byName;

    private SymbolTable(List<SectionHeader> sections, List<ElfSymbol> symbols, Map<String, ElfSymbol> byName) {
        this.sections = sections;
        this.symbols = symbols;
        this.byName = byName;
    }

    private static int leadingUnderscores(String name) {
        int count = 0;
        while (count < name.length() && name.charAt(count) == '_') {
            count++;
        }
        return count;
    }

    /** The names that the file has. */
    public static SymbolTable of(ElfFile file) {
        List<ElfSymbol> named = new ArrayList<>();
        Map<String, ElfSymbol> byName = new HashMap<>();
        for (ElfSymbol symbol : file.symbols()) {
            if (!isName(symbol)) {
                continue;
            }
            if (symbol.section() != Elf.SHN_UNDEF) {
                byName.merge(symbol.name(), symbol, (a, b) -> a.binding() == Elf.STB_LOCAL ? b : a);
            }
            if (symbol.isInSection() && file.sections().get(symbol.section()).has(Elf.SHF_ALLOC)) {
                named.add(symbol);
            }
        }
        named.sort(ORDER);
        return new SymbolTable(file.sections(), List.copyOf(named), byName);
    }

    private static boolean isName(ElfSymbol symbol) {
        String name = symbol.name();
        boolean kind =
                symbol.type() == Elf.STT_NOTYPE || symbol.type() == Elf.STT_FUNC || symbol.type() == Elf.STT_OBJECT;
        boolean made = name.startsWith(".L") || name.startsWith("L0\u0001") || name.startsWith("L0\u0002");
        return kind && !name.isEmpty() && !isMapping(name) && !made;
    }

    /**
     * Whether a symbol of that name says where code ({@code $x}, perhaps with an ISA string behind it) or data ({@code $d}) begin (RISC-V
     * ELF psABI, "Mapping Symbol").
     */
    public static boolean isMapping(String name) {
        return name.equals("$x")
                || name.equals("$d")
                || name.startsWith("$x.")
                || name.startsWith("$d.")
                || name.startsWith("$xrv");
    }

    /** The name for that address, or null if it lies in no section or before the section's first name. */
    public @Nullable Location at(long address) {
        int section = sectionAt(address);
        if (section < 0) {
            return null;
        }
        long start = sections.get(section).address();
        ElfSymbol best = null;
        for (int i = countUpTo(address) - 1; i >= 0; i--) {
            ElfSymbol symbol = symbols.get(i);
            if (Long.compareUnsigned(symbol.value(), start) < 0 || (best != null && best.value() != symbol.value())) {
                break;
            }
            if (symbol.section() == section) {
                best = symbol;
            }
        }
        return best == null ? null : new Location(best, address - best.value());
    }

    /** The index of the section in memory at that address, or -1. A .tbss is none: it only has a size. */
    private int sectionAt(long address) {
        for (int i = 0; i < sections.size(); i++) {
            SectionHeader section = sections.get(i);
            if (section.holds(address) && !(section.type() == Elf.SHT_NOBITS && section.has(Elf.SHF_TLS))) {
                return i;
            }
        }
        return -1;
    }

    private int countUpTo(long address) {
        int low = 0;
        int high = symbols.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(symbols.get(middle).value(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The symbol of that name, a global one before a local one; or null. */
    public @Nullable ElfSymbol named(String name) {
        return byName.get(name);
    }
}
