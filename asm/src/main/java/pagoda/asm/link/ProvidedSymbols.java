package pagoda.asm.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;

/**
 * The symbols that the linker itself defines, as GNU ld's default script and picolibc's do, for programs that use them
 * without defining them.
 */
final class ProvidedSymbols {

    /** How far beyond the start of small data {@code gp} points, so that 12-bit offsets reach all of its 4 KiB. */
    private static final long GLOBAL_POINTER_BIAS = 0x800;

    private static final String START = "__start_";
    private static final String STOP = "__stop_";

    private final List<Symbol> used = new ArrayList<>();

    /** Defines those of the undefined names that are known here; their addresses come with {@link #place}. */
    ProvidedSymbols(Set<String> undefined, Resolution resolution) {
        for (String name : undefined) {
            if (known(name) != null || bounds(name, resolution)) {
                Symbol symbol = new Symbol(name).binding(Binding.GLOBAL).define(new Place.Absolute(0), null);
                used.add(symbol);
                resolution.symbols().provide(symbol);
            }
        }
    }

    // spotless:off
    /** How the address of a known symbol is found; null for other names. */
    private static @Nullable ToLongFunction<Layout> known(String name) {
        return switch (name) {
            case "__executable_start", "__ehdr_start" -> Layout::headers;
            case "etext", "_etext", "__etext" -> layout -> end(layout, Tier.CODE, false);
            case "edata", "_edata" -> layout -> end(layout, Tier.DATA, true);
            case "__data_start", "__data_source" -> ProvidedSymbols::data;
            case "__data_size" -> layout -> end(layout, Tier.DATA, true) - data(layout);
            case "__bss_start" -> layout -> end(layout, Tier.DATA, true);
            case "__bss_end" -> layout -> end(layout, Tier.DATA, false);
            case "__bss_size" -> layout -> end(layout, Tier.DATA, false) - end(layout, Tier.DATA, true);
            case "__BSS_END__", "end", "_end", "__heap_start" -> layout -> end(layout, Tier.DATA, false);
            case "__DATA_BEGIN__" -> ProvidedSymbols::data;
            case "__SDATA_BEGIN__" -> ProvidedSymbols::smallData;
            case "__global_pointer$", "_gp" -> ProvidedSymbols::globalPointer;
            case "_GLOBAL_OFFSET_TABLE_" -> layout -> start(layout, ".got", data(layout));
            case "__preinit_array_start" -> layout -> start(layout, ".preinit_array", start(layout, Tier.DATA));
            case "__preinit_array_end" -> layout -> end(layout, ".preinit_array");
            case "__init_array_start" -> layout -> start(layout, ".init_array", start(layout, Tier.DATA));
            case "__init_array_end" -> layout -> end(layout, ".init_array");
            case "__bothinit_array_start" -> ProvidedSymbols::bothInit;
            case "__bothinit_array_end" -> layout -> end(layout, ".init_array");
            case "__fini_array_start" -> layout -> start(layout, ".fini_array", start(layout, Tier.DATA));
            case "__fini_array_end" -> layout -> end(layout, ".fini_array");
            // No relocation waits for the program's start: there are no indirect functions.
            case "__rela_iplt_start", "__rela_iplt_end" -> layout -> 0;
            case "__tls_base", "__tdata_start", "__tdata_source" -> Layout::threadLocalStart;
            case "__tdata_size" -> layout -> threadLocalSize(layout, false);
            case "__tls_size" -> layout -> threadLocalSize(layout, true);
            case "__tbss_size" -> layout -> threadLocalSize(layout, true) - threadLocalSize(layout, false);
            case "__tls_align" -> ProvidedSymbols::threadLocalAlignment;
            default -> null;
        };
    }
    // spotless:on

    /** Whether it is {@code __start_NAME} or {@code __stop_NAME}, and there is a section NAME. */
    private static boolean bounds(String name, Resolution resolution) {
        String section = bounded(name);
        if (section == null) {
            return false;
        }
        for (ObjectFile object : resolution.objects()) {
            for (Section input : object.sections()) {
                if (input.name().equals(section) && !resolution.discarded().contains(input)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The section of which that symbol is a bound, or null. */
    static @Nullable String bounded(String symbol) {
        if (symbol.startsWith(START)) {
            return symbol.substring(START.length());
        }
        return symbol.startsWith(STOP) ? symbol.substring(STOP.length()) : null;
    }

    /** Whether the program uses that name, and the linker defines it. */
    boolean isUsed(String name) {
        for (Symbol symbol : used) {
            if (symbol.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Gives the symbols their addresses. */
    void place(Layout layout) {
        for (Symbol symbol : used) {
            symbol.define(new Place.Absolute(address(symbol.name(), layout)), null);
        }
    }

    private static long address(String name, Layout layout) {
        ToLongFunction<Layout> known = known(name);
        if (known != null) {
            return known.applyAsLong(layout);
        }
        MergedSection section = layout.section(String.valueOf(bounded(name)));
        return section == null ? 0 : name.startsWith(START) ? section.address() : section.end();
    }

    /** The value that {@code gp} has in a program that sets it up. */
    static long globalPointer(Layout layout) {
        return smallData(layout) + GLOBAL_POINTER_BIAS;
    }

    private static long data(Layout layout) {
        return start(layout, ".data", start(layout, Tier.DATA));
    }

    private static long smallData(Layout layout) {
        return start(layout, ".sdata", data(layout));
    }

    private static long bothInit(Layout layout) {
        long init = start(layout, ".init_array", start(layout, Tier.DATA));
        return start(layout, ".preinit_array", init);
    }

    private static long threadLocalSize(Layout layout, boolean whole) {
        long end = layout.threadLocalStart();
        for (MergedSection section : layout.threadLocal()) {
            end = whole || !section.isNoBits() ? section.end() : end;
        }
        return end - layout.threadLocalStart();
    }

    private static long threadLocalAlignment(Layout layout) {
        List<MergedSection> all = layout.threadLocal();
        return all.isEmpty() ? 1 : all.get(0).alignment();
    }

    private static long start(Layout layout, String name, long otherwise) {
        MergedSection section = layout.section(name);
        return section == null ? otherwise : section.address();
    }

    private static long end(Layout layout, String name) {
        MergedSection section = layout.section(name);
        return section == null ? start(layout, Tier.DATA) : section.end();
    }

    private static long start(Layout layout, Tier tier) {
        List<MergedSection> sections = layout.tier(tier);
        return sections.isEmpty() ? afterLast(layout) : sections.get(0).address();
    }

    /** The end of a tier, or of what of it has bytes in the file. */
    private static long end(Layout layout, Tier tier, boolean inFile) {
        long end = start(layout, tier);
        for (MergedSection section : layout.tier(tier)) {
            if (!section.isThreadLocalNoBits() && !(inFile && section.isNoBits())) {
                end = section.end();
            }
        }
        return end;
    }

    /** The first page after everything: where a tier that is empty would be. */
    private static long afterLast(Layout layout) {
        long last = Layout.BASE;
        for (MergedSection section : layout.sections()) {
            last = section.tier() == Tier.UNLOADED ? last : Math.max(last, section.end());
        }
        return Layout.align(last, Layout.PAGE);
    }
}
