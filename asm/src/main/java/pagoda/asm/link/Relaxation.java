package pagoda.asm.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Symbol;
import pagoda.cpu.isa.Registers;

/**
 * Shortens code whose relocations are marked with RELAX, and takes out nops that alignment does not need (RISC-V ELF
 * psABI, "Linker Relaxation").
 *
 * <p>Shorter code brings its targets nearer, so this is done again until nothing changes. What was shortened stays so:
 * though distances shrink, padding before an aligned section may grow again, and so may a distance by as much; each
 * decision leaves room for that.
 */
final class Relaxation {

    private static final long JUMP_REACH = 1 << 20;
    private static final long COMPRESSED_JUMP_REACH = 1 << 11;
    private static final long LOWER_REACH = 1 << 11;
    private static final int COMPRESSED_LUI_MOST = 31;
    private static final String GLOBAL_POINTER = "__global_pointer$";

    /** All references to one thing by upper and lower halves that must change together. */
    private static final class Span {
        private long least = Long.MAX_VALUE;
        private long most = Long.MIN_VALUE;
        private boolean blocked;

        /** Whether they have been changed. */
        private boolean decided;

        void take(long addend, boolean relaxable) {
            least = Math.min(least, addend);
            most = Math.max(most, addend);
            blocked |= !relaxable;
        }

        /** Whether all of it lies in reach of a lower half from {@code base}. */
        boolean near(long symbol, long base, long slack) {
            long first = symbol + least - base;
            long last = symbol + most - base;
            return !blocked && first >= -LOWER_REACH + slack && last < LOWER_REACH - slack;
        }
    }

    private final Layout layout;
    private final GlobalSymbols symbols;
    private final ProvidedSymbols provided;
    private final List<PlacedSection> parts = new ArrayList<>();
    private final Map<Symbol, Span> absolute = new HashMap<>();
    private final Map<Symbol, Span> threadLocal = new HashMap<>();
    private final Map<Symbol, Relaxed> decided = new HashMap<>();
    private final Map<PlacedSection, Map<Long, Integer>> uppers = new HashMap<>();
    private final IdentityHashMap<Relocation, Span> relative = new IdentityHashMap<>();
    private final boolean globalPointer;
    private final boolean compact;
    private long codeSlack = 1;
    private long dataSlack = 1;

    Relaxation(Layout layout, GlobalSymbols symbols, ProvidedSymbols provided, boolean compact) {
        this.layout = layout;
        this.symbols = symbols;
        this.provided = provided;
        this.compact = compact;
        // Only a program that names it can have set gp.
        globalPointer = provided.isUsed(GLOBAL_POINTER);
        for (MergedSection section : layout.sections()) {
            if (section.tier() == Tier.UNLOADED) {
                continue;
            }
            for (PlacedSection part : section.parts()) {
                if (section.tier() == Tier.DATA) {
                    dataSlack = Math.max(dataSlack, part.alignment());
                } else {
                    codeSlack = Math.max(codeSlack, part.alignment());
                }
                if (part.mayShrink()) {
                    parts.add(part);
                }
            }
        }
    }

    /** Shortens what can be, and places everything anew. */
    void run() throws LayoutException {
        parts.forEach(this::collect);
        boolean more = true;
        while (more) {
            more = false;
            for (PlacedSection part : parts) {
                more |= shorten(part);
            }
            parts.forEach(PlacedSection::cut);
            layout.place();
            provided.place(layout);
        }
    }

    /** Notes what belongs together. */
    private void collect(PlacedSection part) {
        List<Relocation> relocations = part.section().relocations();
        Map<Long, Integer> here = uppers.computeIfAbsent(part, unused -> new HashMap<>());
        for (int i = 0; i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            boolean relaxable = isMarked(relocations, i);
            Symbol definition = definition(relocation);
            switch (relocation.type()) {
                case HI20, LO12_I, LO12_S -> span(absolute, definition).take(relocation.addend(), relaxable);
                case TPREL_HI20, TPREL_ADD, TPREL_LO12_I, TPREL_LO12_S ->
                    span(threadLocal, definition).take(relocation.addend(), relaxable);
                case PCREL_HI20 -> {
                    here.put(relocation.offset(), i);
                    relative.computeIfAbsent(relocation, unused -> new Span()).take(relocation.addend(), relaxable);
                }
                default -> {
                    // Depends on nothing else.
                }
            }
        }
        for (int i = 0; i < relocations.size(); i++) {
            Relocation lower = relocations.get(i);
            Relocation upper = isRelativeLower(lower) ? upper(part, lower) : null;
            if (upper != null) {
                Span span = relative.computeIfAbsent(upper, unused -> new Span());
                span.take(upper.addend() + lower.addend(), isMarked(relocations, i));
            }
        }
    }

    /** Symbols that are not defined share one entry, under null. */
    private static Span span(Map<Symbol, Span> spans, @Nullable Symbol definition) {
        return definition == null ? new Span() : spans.computeIfAbsent(definition, unused -> new Span());
    }

    private static boolean isRelativeLower(Relocation relocation) {
        return relocation.type() == RelocationType.PCREL_LO12_I || relocation.type() == RelocationType.PCREL_LO12_S;
    }

    /** The upper half that a lower one completes, if it stands in the same section; else null. */
    private @Nullable Relocation upper(PlacedSection part, Relocation lower) {
        Symbol label = definition(lower);
        if (label == null || !(label.place() instanceof Place.InSection in) || in.section() != part.section()) {
            return null;
        }
        Integer index = uppers.getOrDefault(part, Map.of()).get(in.offset());
        return index == null ? null : part.section().relocations().get(index);
    }

    private @Nullable Symbol definition(Relocation relocation) {
        return relocation.symbol() == null ? null : symbols.resolve(relocation.symbol());
    }

    private static boolean isMarked(List<Relocation> relocations, int index) {
        long offset = relocations.get(index).offset();
        for (int i = index + 1; i < relocations.size() && relocations.get(i).offset() == offset; i++) {
            if (relocations.get(i).type() == RelocationType.RELAX) {
                return true;
            }
        }
        return false;
    }

    /** Looks at each relocation of a part that is not as short as it can be; whether any became shorter. */
    private boolean shorten(PlacedSection part) {
        List<Relocation> relocations = part.section().relocations();
        boolean any = false;
        for (int i = 0; i < relocations.size(); i++) {
            Relaxed form = part.form(i);
            boolean last = form != null && form != Relaxed.JUMP && form != Relaxed.COMPRESSED_LUI;
            Relocation relocation = relocations.get(i);
            boolean held = relocation.offset()
                    <= part.section().size() - relocation.type().bytes();
            if (last || relocation.symbol() == null || !held || !isMarked(relocations, i)) {
                continue;
            }
            Relaxed shorter = shorter(part, relocation);
            if (shorter != null && shorter != form) {
                part.relax(i, shorter);
                any = true;
            }
        }
        return any;
    }

    private @Nullable Relaxed shorter(PlacedSection part, Relocation relocation) {
        Symbol definition = definition(relocation);
        return switch (relocation.type()) {
            case CALL, CALL_PLT -> call(part, relocation, definition);
            case HI20 -> {
                Relaxed lower = lower(definition);
                yield lower != null ? Relaxed.GONE : upper(part, relocation, definition);
            }
            case LO12_I, LO12_S -> lower(definition);
            case PCREL_HI20 -> isNear(relocation) ? Relaxed.GONE : null;
            case PCREL_LO12_I, PCREL_LO12_S -> {
                Relocation upper = upper(part, relocation);
                yield upper != null && isNear(upper) ? Relaxed.FROM_GLOBAL_POINTER : null;
            }
            case TPREL_HI20, TPREL_ADD -> isNearThreadPointer(definition) ? Relaxed.GONE : null;
            case TPREL_LO12_I, TPREL_LO12_S -> isNearThreadPointer(definition) ? Relaxed.FROM_THREAD_POINTER : null;
            default -> null;
        };
    }

    private @Nullable Relaxed call(PlacedSection part, Relocation relocation, @Nullable Symbol definition) {
        if (definition == null || layout.tier(definition) == null) {
            return null; // the code moves, and its target does not
        }
        long target = layout.address(definition) + relocation.addend();
        long distance = Math.abs(target - part.address(relocation.offset()));
        boolean inCode =
                definition != null && layout.tier(definition) == part.whole().tier();
        long slack = codeSlack + (inCode ? 0 : Layout.PAGE);
        int link = (int) (part.section().read(relocation.offset() + 4, 4) >>> 7) & 0x1f;
        if (link == 0 && part.object().isCompressed() && inCode && distance < COMPRESSED_JUMP_REACH - slack) {
            return Relaxed.COMPRESSED_JUMP;
        }
        return distance < JUMP_REACH - slack ? Relaxed.JUMP : null;
    }

    /** What all lower halves of a symbol's address become, once that is settled; null if they stay. */
    private @Nullable Relaxed lower(@Nullable Symbol definition) {
        Span span = definition == null ? null : absolute.get(definition);
        if (span == null || definition == null) {
            return null;
        }
        Relaxed known = decided.get(definition);
        if (known != null) {
            return known;
        }
        long address = layout.address(definition);
        Relaxed now = null;
        if (definition.place() instanceof Place.Absolute && span.near(address, 0, 0) && !isProvided(definition)) {
            now = Relaxed.FROM_ZERO;
        } else if (isNearGlobalPointer(definition, span)) {
            now = Relaxed.FROM_GLOBAL_POINTER;
        }
        if (now != null) {
            decided.put(definition, now);
        }
        return now;
    }

    private boolean isProvided(Symbol definition) {
        return provided.isUsed(definition.name());
    }

    private boolean isNearGlobalPointer(Symbol definition, Span span) {
        // Another tier may move by a page in relation to gp.
        boolean inData = layout.tier(definition) == Tier.DATA;
        long slack = compact || dataSlack > Layout.PAGE ? dataSlack : 0;
        long base = globalPointer ? ProvidedSymbols.globalPointer(layout) : 0;
        return globalPointer && inData && span.near(layout.address(definition), base, slack);
    }

    private @Nullable Relaxed upper(PlacedSection part, Relocation relocation, @Nullable Symbol definition) {
        if (definition == null || !part.object().isCompressed()) {
            return null;
        }
        int register = (int) (part.section().read(relocation.offset(), 4) >>> 7) & 0x1f;
        long value = layout.address(definition) + relocation.addend();
        long slack = 2 * Layout.PAGE + Math.max(codeSlack, dataSlack);
        boolean fits = value >= Layout.BASE && (value + slack + 0x800 >> 12) <= COMPRESSED_LUI_MOST;
        // c.lui has no form for zero and sp.
        return fits && register != Registers.ZERO && register != Registers.SP ? Relaxed.COMPRESSED_LUI : null;
    }

    /** Whether the place of a pc-relative upper half and of all its lower ones is in reach of gp, as it was before. */
    private boolean isNear(Relocation upper) {
        Symbol definition = definition(upper);
        Span span = relative.get(upper);
        if (definition == null || span == null) {
            return false;
        }
        span.decided |= isNearGlobalPointer(definition, span);
        return span.decided;
    }

    private boolean isNearThreadPointer(@Nullable Symbol definition) {
        Span span = definition == null ? null : threadLocal.get(definition);
        // The thread-local segment's own layout does not change.
        return span != null
                && definition != null
                && span.near(layout.address(definition), layout.threadLocalStart(), 0);
    }
}
