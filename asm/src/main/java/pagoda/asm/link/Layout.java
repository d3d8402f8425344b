package pagoda.asm.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.ElfWriter;

/**
 * Where everything goes: input sections merged, merged sections one after another, each tier on pages of its own.
 *
 * <pre>
 * 0x10000  file header, program headers
 * 0x10200  .text                                    r-x
 *          .rodata                                  r--
 *          .tdata .init_array .data .got .sdata
 *          .sbss .bss                               rw-
 * </pre>
 *
 * <p>A compact layout leaves no gaps in the file: the headers take what they need, and a tier begins in the page after
 * the last one's end, as far into it as that one's bytes reached in the file.
 */
final class Layout {

    /** Where the file's headers lie in memory. */
    static final long BASE = 0x1_0000;

    /** The address of the first section, a round number that leaves room for all headers. */
    static final long FIRST = BASE + 0x200;

    static final long PAGE = 4096;

    /** The first address that is none of a user's in Sv39. */
    static final long ADDRESS_LIMIT = 1L << 38;

    private final List<MergedSection> sections = new ArrayList<>();
    private final Map<Section, PlacedSection> placed = new HashMap<>();

    private final boolean compact;

    /** The address after the last byte placed that stands in the file. */
    private long inFile;

    /**
     * Merges and places the sections of the objects; sections that hold nothing and that no symbol names are left out.
     *
     * @throws LayoutException if they do not fit below {@link #ADDRESS_LIMIT}
     */
    Layout(List<ObjectFile> objects, Discarded discarded, boolean compact) throws LayoutException {
        this.compact = compact;
        merge(objects, discarded);
        place();
    }

    /**
     * Gives all sections their addresses, by the sizes that they have now.
     *
     * @throws LayoutException as when it was made
     */
    void place() throws LayoutException {
        long at = compact ? BASE + ElfWriter.headersSize(programHeaders()) : FIRST;
        try {
            for (MergedSection section : sections) {
                section.arrange();
            }
            boolean first = true;
            for (Tier tier : Tier.values()) {
                List<MergedSection> of = tier == Tier.UNLOADED ? List.of() : tier(tier);
                if (!of.isEmpty()) {
                    at = place(of, first ? at : begin(at));
                    first = false;
                }
            }
        } catch (ArithmeticException overflow) {
            throw new LayoutException("the sections together are larger than 2^63 bytes");
        }
    }

    /** How many program headers the executable has. */
    int programHeaders() {
        Set<Tier> loaded = EnumSet.noneOf(Tier.class);
        for (MergedSection section : sections) {
            loaded.add(section.tier());
        }
        loaded.remove(Tier.UNLOADED);
        return loaded.size() + (threadLocal().isEmpty() ? 0 : 1) + 1;
    }

    /** The address of the file header, which the program headers follow. */
    long headers() {
        for (MergedSection section : sections) {
            if (section.tier() != Tier.UNLOADED) {
                return section.address() - ElfWriter.headersOffset(section.address(), PAGE, programHeaders());
            }
        }
        return BASE;
    }

    /** The address at which the next tier may begin. */
    private long begin(long end) {
        return align(end, PAGE) + (compact ? inFile & PAGE - 1 : 0);
    }

    private void merge(List<ObjectFile> objects, Discarded discarded) {
        Set<Section> named = new HashSet<>();
        for (ObjectFile object : objects) {
            for (Symbol symbol : object.symbols()) {
                if (symbol.type() != SymbolType.SECTION) {
                    name(symbol, named);
                }
            }
            for (Section section : object.sections()) {
                section.relocations().forEach(relocation -> name(relocation.symbol(), named));
            }
        }
        Map<Tier, Map<String, MergedSection>> merged = new LinkedHashMap<>();
        for (ObjectFile object : objects) {
            for (Section section : object.sections()) {
                if ((section.size() > 0 || named.contains(section)) && !discarded.contains(section)) {
                    Tier tier = Tier.of(section);
                    MergedSection whole = merged.computeIfAbsent(tier, unused -> new LinkedHashMap<>())
                            .computeIfAbsent(OutputName.of(section, tier), name -> new MergedSection(name, tier));
                    placed.put(section, whole.add(object, section));
                }
            }
        }
        merged.values().forEach(names -> sections.addAll(names.values()));
        sections.sort((a, b) -> {
            int order = a.tier().compareTo(b.tier());
            return order != 0 ? order : Integer.compare(rank(a), rank(b));
        });
    }

    private static int rank(MergedSection section) {
        return OutputName.rank(section.name(), section.tier(), section.isNoBits());
    }

    private static void name(@Nullable Symbol symbol, Set<Section> named) {
        if (symbol != null && symbol.place() instanceof Place.InSection in) {
            named.add(in.section());
        }
    }

    private long place(List<MergedSection> tier, long from) throws LayoutException {
        long threadAlignment = 1;
        for (MergedSection section : tier) {
            threadAlignment = Math.max(threadAlignment, section.has(SectionFlag.TLS) ? section.alignment() : 1);
        }
        long at = from;
        inFile = from;
        for (MergedSection section : tier) {
            if (section.wantedAddress() != 0) {
                at = wanted(section, at, section == tier.get(0));
            }
            if (section.has(SectionFlag.TLS)) {
                // The segment that a thread's copy is made of begins with the first of these.
                section.alignAtLeast(threadAlignment);
            }
            section.moveTo(align(at, section.alignment()));
            if (section.size() > ADDRESS_LIMIT || section.end() > ADDRESS_LIMIT) {
                throw new LayoutException("section " + section.name() + " (" + section.size()
                        + " bytes) does not fit below the end of a user's addresses, 0x"
                        + Long.toHexString(ADDRESS_LIMIT));
            }
            inFile = section.isNoBits() ? inFile : section.end();
            // A .tbss takes no room; but what follows it may not lie before it, since addresses rise in a segment.
            at = section.isThreadLocalNoBits() ? section.address() : section.end();
        }
        return at;
    }

    /** The address that the source gives a section; only the first of a tier may leave a gap before it. */
    private static long wanted(MergedSection section, long least, boolean first) throws LayoutException {
        long address = section.wantedAddress();
        if (address < least || !first && address != least) {
            throw new LayoutException("section " + section.name() + " cannot be at 0x" + Long.toHexString(address)
                    + ": what comes before it ends at 0x" + Long.toHexString(least));
        }
        return address;
    }

    static long align(long value, long alignment) {
        return Math.addExact(value, alignment - 1) & -alignment;
    }

    /** All sections, in the order of the file. */
    List<MergedSection> sections() {
        return Collections.unmodifiableList(sections);
    }

    /** The sections of one tier, by rising address. */
    List<MergedSection> tier(Tier tier) {
        return those(section -> section.tier() == tier);
    }

    /** The merged section of that name that is in memory, or null. */
    @Nullable
    MergedSection section(String name) {
        for (MergedSection section : sections) {
            if (section.tier() != Tier.UNLOADED && section.name().equals(name)) {
                return section;
            }
        }
        return null;
    }

    /** The place of an input section, or null if it was left out. */
    @Nullable
    PlacedSection find(Section section) {
        return placed.get(section);
    }

    /** The address of a symbol that has a place; 0 for one in a section that was left out. */
    long address(Symbol symbol) {
        if (symbol.place() instanceof Place.InSection in) {
            PlacedSection section = placed.get(in.section());
            return section == null ? 0 : section.address(in.offset());
        }
        return symbol.place() instanceof Place.Absolute absolute ? absolute.value() : 0;
    }

    /** The tier that a symbol has its place in, or null. */
    @Nullable
    Tier tier(Symbol symbol) {
        PlacedSection section = symbol.place() instanceof Place.InSection in ? placed.get(in.section()) : null;
        return section == null ? null : section.whole().tier();
    }

    /** The sections that a thread's copy is made of, .tdata before .tbss. */
    List<MergedSection> threadLocal() {
        return those(section -> section.has(SectionFlag.TLS) && section.tier() != Tier.UNLOADED);
    }

    private List<MergedSection> those(Predicate<MergedSection> wanted) {
        List<MergedSection> those = new ArrayList<>();
        for (MergedSection section : sections) {
            if (wanted.test(section)) {
                those.add(section);
            }
        }
        return those;
    }

    /** The address at which the thread-local segment begins, 0 if there is none. */
    long threadLocalStart() {
        List<MergedSection> all = threadLocal();
        return all.isEmpty() ? 0 : all.get(0).address();
    }
}
