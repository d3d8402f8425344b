package pagoda.asm.assembly;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.asm.layout.Allowance;
import pagoda.asm.layout.Chunk;
import pagoda.asm.layout.SectionFullException;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;

/** The sections of one source, which of them grows now, and which did before. */
public final class Sections {

    private static final int MAX_STACK = 1000;

    private static final int MAX_SECTIONS = 10_000;

    /** What {@code .section} says of a section, apart from its name; null where it says nothing. */
    public record Attributes(
            @Nullable Set<SectionFlag> flags, @Nullable SectionType type, long entrySize) {
        public static final Attributes NONE = new Attributes(null, null, 0);
    }

    private record Pushed(Chunk current, Chunk previous) {}

    private final Map<String, Chunk> chunks = new LinkedHashMap<>();
    private final Map<Section, Chunk> wholes = new HashMap<>();
    private final Map<Section, NavigableMap<Integer, Chunk>> subsections = new LinkedHashMap<>();
    private int subsectionCount;
    private final Deque<Pushed> stack = new ArrayDeque<>();
    private final Allowance allowance;
    private Chunk current;
    private Chunk previous;

    Sections(Allowance allowance) {
        this.allowance = allowance;
        current = open(".text", Attributes.NONE);
        open(".data", Attributes.NONE);
        open(".bss", Attributes.NONE);
        previous = current;
    }

    /** The section that statements append to. */
    public Chunk current() {
        return current;
    }

    /** All sections, in the order they were first named; .text, .data and .bss first. */
    public List<Chunk> all() {
        return new ArrayList<>(chunks.values());
    }

    /** The section of that name in that group, or in none, or null. */
    public @Nullable Chunk find(String name, @Nullable String group) {
        return chunks.get(key(name, group));
    }

    private static String key(String name, @Nullable String group) {
        return group == null ? name : name + '\0' + group;
    }

    /** The section of that name, made with these attributes, or those its name implies, if there was none. */
    public Chunk open(String name, Attributes attributes) {
        return open(name, null, attributes);
    }

    /** As {@link #open(String, Attributes)}; sections of one name in several groups are several. */
    public Chunk open(String name, @Nullable String group, Attributes attributes) {
        String key = key(name, group);
        Chunk chunk = chunks.get(key);
        if (chunk == null) {
            if (chunks.size() >= MAX_SECTIONS) {
                throw new SectionFullException("the source has more than " + MAX_SECTIONS + " sections");
            }
            Set<SectionFlag> flags = attributes.flags();
            SectionType type = attributes.type() != null ? attributes.type() : impliedType(name);
            chunk = new Chunk(
                    new Section(
                            name,
                            type,
                            flags != null ? flags : impliedFlags(name),
                            attributes.entrySize() != 0 ? attributes.entrySize() : type.entrySize()),
                    allowance,
                    false);
            chunks.put(key, chunk);
            wholes.put(chunk.section(), chunk);
        }
        return chunk;
    }

    /**
     * A subsection of the section that a chunk is of: they stand in the order of their numbers, however the source has them.
     *
     * @param number 0, for what is in no other one, or more
     */
    public Chunk subsection(Chunk chunk, int number) {
        Section section = chunk.section();
        if (number == 0) {
            return wholes.getOrDefault(section, chunk);
        }
        return subsections.computeIfAbsent(section, key -> new TreeMap<>()).computeIfAbsent(number, key -> {
            if (++subsectionCount > MAX_SECTIONS) {
                throw new SectionFullException("the source has more than " + MAX_SECTIONS + " subsections");
            }
            return new Chunk(section, allowance, true);
        });
    }

    /** Puts the subsections behind each other; nothing may be appended to them any more. */
    void join() {
        subsections.forEach((section, numbered) -> {
            Chunk whole = wholes.get(section);
            if (whole != null) {
                numbered.values().forEach(whole::append);
            }
        });
        subsections.clear();
    }

    /** Goes on in another section. */
    public void enter(Chunk chunk) {
        previous = current;
        current = chunk;
    }

    /** Goes on in the section before the last change. */
    public void swap() {
        enter(previous);
    }

    /** Goes on in another section, until the matching {@link #pop}; false if too many wait already. */
    public boolean push(Chunk chunk) {
        if (stack.size() >= MAX_STACK) {
            return false;
        }
        stack.push(new Pushed(current, previous));
        enter(chunk);
        return true;
    }

    /** Goes back to before the last {@link #push}; false if there was none. */
    public boolean pop() {
        Pushed pushed = stack.poll();
        if (pushed == null) {
            return false;
        }
        current = pushed.current;
        previous = pushed.previous;
        return true;
    }

    private static boolean isOrBelow(String name, String family) {
        return name.equals(family) || name.startsWith(family + ".");
    }

    private static SectionType impliedType(String name) {
        if (isOrBelow(name, ".bss") || isOrBelow(name, ".sbss") || isOrBelow(name, ".tbss")) {
            return SectionType.NOBITS;
        }
        if (isOrBelow(name, ".init_array")) {
            return SectionType.INIT_ARRAY;
        }
        if (isOrBelow(name, ".fini_array")) {
            return SectionType.FINI_ARRAY;
        }
        if (isOrBelow(name, ".preinit_array")) {
            return SectionType.PREINIT_ARRAY;
        }
        return name.startsWith(".note") ? SectionType.NOTE : SectionType.PROGBITS;
    }

    /** GNU as's defaults for the well-known names (its table of ELF special sections). */
    private static Set<SectionFlag> impliedFlags(String name) {
        if (isOrBelow(name, ".text") || name.equals(".init") || name.equals(".fini")) {
            return EnumSet.of(SectionFlag.ALLOC, SectionFlag.EXECINSTR);
        }
        if (isOrBelow(name, ".rodata")) {
            return EnumSet.of(SectionFlag.ALLOC);
        }
        if (isOrBelow(name, ".tdata") || isOrBelow(name, ".tbss")) {
            return EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE, SectionFlag.TLS);
        }
        for (String family :
                List.of(".data", ".bss", ".sdata", ".sbss", ".init_array", ".fini_array", ".preinit_array")) {
            if (isOrBelow(name, family)) {
                return EnumSet.of(SectionFlag.ALLOC, SectionFlag.WRITE);
            }
        }
        return EnumSet.noneOf(SectionFlag.class);
    }
}
