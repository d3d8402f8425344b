package pagoda.asm.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;

/** The symbols that the linker itself defines, as GNU ld does, for programs that use them without defining them. */
final class ProvidedSymbols {

    /** How far beyond the start of small data {@code gp} points, so that 12-bit offsets reach all of its 4 KiB. */
    private static final long GLOBAL_POINTER_BIAS = 0x800;

    private final List<Symbol> used = new ArrayList<>();

    /** Defines those of the undefined names that are known here; their addresses come with {@link #place}. */
    ProvidedSymbols(Set<String> undefined, GlobalSymbols symbols) {
        Map<String, Long> known = new Addresses(null).all();
        for (String name : undefined) {
            if (known.containsKey(name)) {
                Symbol symbol = new Symbol(name).binding(Binding.GLOBAL).define(new Place.Absolute(0), null);
                used.add(symbol);
                symbols.provide(symbol);
            }
        }
    }

    /** Gives the symbols their addresses. */
    void place(Layout layout) {
        Map<String, Long> addresses = new Addresses(layout).all();
        for (Symbol symbol : used) {
            symbol.define(new Place.Absolute(addresses.getOrDefault(symbol.name(), 0L)), null);
        }
    }

    /** What each name stands for in a layout; without one, only the names count. */
    private record Addresses(@Nullable Layout layout) {

        Map<String, Long> all() {
            Map<String, Long> all = new TreeMap<>();
            long codeEnd = end(Tier.CODE, false);
            long dataStart = start(Tier.DATA);
            long dataEnd = end(Tier.DATA, true);
            long end = end(Tier.DATA, false);
            long smallData = start(".sdata", start(".data", dataStart));
            put(all, codeEnd, "_etext", "etext", "__etext");
            put(all, dataEnd, "_edata", "edata", "__bss_start");
            put(all, end, "_end", "end", "__BSS_END__");
            put(all, start(".data", dataStart), "__DATA_BEGIN__");
            put(all, smallData, "__SDATA_BEGIN__");
            put(all, smallData + GLOBAL_POINTER_BIAS, "__global_pointer$");
            for (String array : List.of("preinit_array", "init_array", "fini_array")) {
                MergedSection section = section("." + array);
                put(all, section == null ? dataStart : section.address(), "__" + array + "_start");
                put(all, section == null ? dataStart : section.end(), "__" + array + "_end");
            }
            return all;
        }

        private static void put(Map<String, Long> all, long address, String... names) {
            Arrays.stream(names).forEach(name -> all.put(name, address));
        }

        private @Nullable MergedSection section(String name) {
            return layout == null ? null : layout.section(name);
        }

        private long start(String name, long otherwise) {
            MergedSection section = section(name);
            return section == null ? otherwise : section.address();
        }

        private List<MergedSection> tier(Tier tier) {
            return layout == null ? List.of() : layout.tier(tier);
        }

        private long start(Tier tier) {
            List<MergedSection> sections = tier(tier);
            return sections.isEmpty() ? afterLast() : sections.get(0).address();
        }

        /** The end of a tier, or of what of it has bytes in the file. */
        private long end(Tier tier, boolean inFile) {
            long end = start(tier);
            for (MergedSection section : tier(tier)) {
                if (!section.isThreadLocalNoBits() && !(inFile && section.isNoBits())) {
                    end = section.end();
                }
            }
            return end;
        }

        /** The first page after everything: where a tier that is empty would be. */
        private long afterLast() {
            long last = Layout.BASE;
            for (Tier tier : Tier.values()) {
                for (MergedSection section : tier == Tier.UNLOADED ? List.<MergedSection>of() : tier(tier)) {
                    last = Math.max(last, section.end());
                }
            }
            return Layout.align(last, Layout.PAGE);
        }
    }
}
