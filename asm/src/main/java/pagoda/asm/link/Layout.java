package pagoda.asm.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;

/**
 * Where everything goes: input sections merged, merged sections one after another, each tier on pages of its own.
 *
 * <pre>
 * 0x10000  .text                                    r-x
 *          .rodata                                  r--
 *          .tdata .init_array .data .got .sdata
 *          .sbss .bss                               rw-
 * </pre>
 */
final class Layout {

    /** The address of the first section. */
    static final long BASE = 0x1_0000;

    static final long PAGE = 4096;

    /** The first address that is none of a user's in Sv39. */
    static final long ADDRESS_LIMIT = 1L << 38;

    private final List<MergedSection> sections = new ArrayList<>();
    private final Map<Section, PlacedSection> placed = new HashMap<>();

    /**
     * Merges and places the sections of the objects; sections that hold nothing and that no symbol names are left out.
     *
     * @throws LayoutException if they do not fit below {@link #ADDRESS_LIMIT}
     */
    Layout(List<ObjectFile> objects) throws LayoutException {
        merge(objects);
        long at = BASE;
        try {
            for (MergedSection section : sections) {
                section.arrange();
            }
            for (Tier tier : Tier.values()) {
                if (tier != Tier.UNLOADED) {
                    at = place(tier(tier), at);
                }
            }
        } catch (ArithmeticException overflow) {
            throw new LayoutException("the sections together are larger than 2^63 bytes");
        }
    }

    private void merge(List<ObjectFile> objects) {
        Set<Section> named = new HashSet<>();
        for (ObjectFile object : objects) {
            for (Symbol symbol : object.symbols()) {
                if (symbol.place() instanceof Place.InSection in) {
                    named.add(in.section());
                }
            }
        }
        Map<Tier, Map<String, MergedSection>> merged = new LinkedHashMap<>();
        for (ObjectFile object : objects) {
            for (Section section : object.sections()) {
                if ((section.size() > 0 || named.contains(section)) && !isDropped(section, merged)) {
                    Tier tier = Tier.of(section);
                    MergedSection whole = merged.computeIfAbsent(tier, unused -> new LinkedHashMap<>())
                            .computeIfAbsent(OutputName.of(section, tier), name -> new MergedSection(name, tier));
                    placed.put(section, whole.add(object, section));
                }
            }
        }
        merged.values().forEach(names -> sections.addAll(names.values()));
        sections.sort(Comparator.comparing(MergedSection::tier)
                .thenComparing(section -> OutputName.rank(section.name(), section.tier(), section.isNoBits())));
    }

    private static boolean isDropped(Section section, Map<Tier, Map<String, MergedSection>> merged) {
        if (section.type() == SectionType.RISCV_ATTRIBUTES) {
            // One description of the machine is enough: the first object's.
            return merged.getOrDefault(Tier.UNLOADED, Map.of()).containsKey(section.name());
        }
        return section.has(SectionFlag.EXCLUDE) || section.name().equals(".note.GNU-stack");
    }

    private static long place(List<MergedSection> tier, long from) throws LayoutException {
        if (tier.isEmpty()) {
            return from;
        }
        long threadAlignment = 1;
        for (MergedSection section : tier) {
            threadAlignment = Math.max(threadAlignment, section.has(SectionFlag.TLS) ? section.alignment() : 1);
        }
        long at = align(from, PAGE);
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
        return sections.stream().filter(section -> section.tier() == tier).toList();
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
            return section == null ? 0 : section.address() + in.offset();
        }
        return symbol.place() instanceof Place.Absolute absolute ? absolute.value() : 0;
    }

    /** The sections that a thread's copy is made of, .tdata before .tbss. */
    List<MergedSection> threadLocal() {
        return sections.stream()
                .filter(section -> section.has(SectionFlag.TLS) && section.tier() != Tier.UNLOADED)
                .toList();
    }

    /** The address at which the thread-local segment begins, 0 if there is none. */
    long threadLocalStart() {
        List<MergedSection> all = threadLocal();
        return all.isEmpty() ? 0 : all.get(0).address();
    }
}
