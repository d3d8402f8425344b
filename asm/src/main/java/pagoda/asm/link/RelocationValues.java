package pagoda.asm.link;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;

/**
 * What a relocation's formula comes to once everything has its address (RISC-V ELF psABI, "Relocations"): S the
 * symbol's value, A the addend, P the place, GOT the symbol's entry, TLS the start of the thread-local segment.
 */
final class RelocationValues {

    /** What is taken off an offset in a thread-local block, so that 12-bit offsets reach more of it (psABI, "TLS"). */
    static final long DYNAMIC_THREAD_BIAS = 0x800;

    private final Layout layout;
    private final GlobalSymbols symbols;
    private final GlobalOffsetTable table;
    private final Map<Section, Map<Long, Relocation>> upperHalves = new HashMap<>();

    RelocationValues(Layout layout, GlobalSymbols symbols, GlobalOffsetTable table) {
        this.layout = layout;
        this.symbols = symbols;
        this.table = table;
    }

    /** S + A; a name that is only used weakly and not defined has S = 0. */
    long absolute(Relocation relocation) {
        Symbol symbol = relocation.symbol();
        Symbol definition = symbol == null ? null : symbols.resolve(symbol);
        if (definition == null) {
            return relocation.addend();
        }
        if (definition.type() == SymbolType.SECTION && definition.place() instanceof Place.InSection in) {
            // A section and an offset stand for a place in it, which may have moved.
            PlacedSection part = layout.find(in.section());
            return part == null ? 0 : part.address(in.offset() + relocation.addend());
        }
        return layout.address(definition) + relocation.addend();
    }

    /** S + A − TLS: the offset from {@code tp}. */
    long threadOffset(Relocation relocation) {
        return absolute(relocation) - layout.threadLocalStart();
    }

    /** Whether the symbol is one of a thread's copy, so that an offset from {@code tp} means something. */
    boolean isThreadLocal(Relocation relocation) {
        Symbol symbol = relocation.symbol();
        Symbol definition = symbol == null ? null : symbols.resolve(symbol);
        if (definition == null) {
            return true;
        }
        return definition.place() instanceof Place.InSection in
                && layout.threadLocal().stream().anyMatch(whole -> whole == whole(in.section()));
    }

    private @Nullable MergedSection whole(Section section) {
        PlacedSection part = layout.find(section);
        return part == null ? null : part.whole();
    }

    /** What an upper half's formula, such as S + A − P or GOT + A − P, comes to; for other types S + A − P. */
    long relative(Relocation relocation, long place) {
        return switch (relocation.type()) {
            case GOT_HI20, GOT32_PCREL, TLS_GOT_HI20, TLS_GD_HI20 ->
                table.address(relocation, layout) + relocation.addend() - place;
            default -> absolute(relocation) - place;
        };
    }

    /**
     * The displacement whose lower half a PCREL_LO12 takes: that of the upper half at the label it names. Null if there
     * is no upper half.
     */
    @Nullable
    Long displacement(Relocation lower) {
        Symbol label = lower.symbol() == null ? null : symbols.resolve(lower.symbol());
        if (label == null || !(label.place() instanceof Place.InSection in)) {
            return null;
        }
        PlacedSection part = layout.find(in.section());
        Relocation upper = upperHalves
                .computeIfAbsent(in.section(), RelocationValues::upperHalvesOf)
                .get(in.offset());
        if (part == null || upper == null) {
            return null;
        }
        if (upper.symbol() == null && GlobalOffsetTable.serves(upper.type())) {
            return null; // it asks for an entry of nothing, which is reported where it stands
        }
        return relative(upper, part.address(upper.offset()));
    }

    /** The address that a relaxed PCREL_LO12 means: that of the upper half which is gone; null if there is none. */
    @Nullable
    Long target(Relocation lower) {
        Symbol label = lower.symbol() == null ? null : symbols.resolve(lower.symbol());
        if (label == null || !(label.place() instanceof Place.InSection in)) {
            return null;
        }
        Relocation upper = upperHalves
                .computeIfAbsent(in.section(), RelocationValues::upperHalvesOf)
                .get(in.offset());
        return upper == null ? null : absolute(upper) + lower.addend();
    }

    /** The value of {@code gp}. */
    long globalPointer() {
        return ProvidedSymbols.globalPointer(layout);
    }

    private static Map<Long, Relocation> upperHalvesOf(Section section) {
        Map<Long, Relocation> all = new HashMap<>();
        for (Relocation relocation : section.relocations()) {
            switch (relocation.type()) {
                case PCREL_HI20, GOT_HI20, TLS_GOT_HI20, TLS_GD_HI20 -> all.put(relocation.offset(), relocation);
                default -> {
                    // Not the upper half of a pc-relative pair.
                }
            }
        }
        return all;
    }
}
