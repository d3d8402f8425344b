package pagoda.asm.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;

/**
 * Leaves out the sections that nothing refers to, directly or through others, from where the program starts
 * ({@code --gc-sections}). Roots are the start, constructors and destructors, notes, and what is marked to be retained;
 * what is not in memory stays. Unwind tables keep nothing alive but what belongs to code that is kept.
 */
final class SectionCollector {

    private static final Set<String> KEPT = Set.of(".init", ".fini", ".ctors", ".dtors", ".jcr", ".eh_frame");
    private static final String FRAMES = ".eh_frame";

    private final GlobalSymbols symbols;
    private final Discarded discarded;
    private final List<ObjectFile> objects;
    private final Set<Section> live = new HashSet<>();
    private final Deque<Section> waiting = new ArrayDeque<>();
    private final Map<String, List<Section>> byName = new HashMap<>();

    /** Code to the references of its unwind information: of one record, all but the code's own. */
    private final Map<Section, List<Relocation>> unwinding = new HashMap<>();

    private SectionCollector(Resolution resolution, List<ObjectFile> objects) {
        this.symbols = resolution.symbols();
        this.discarded = resolution.discarded();
        this.objects = objects;
    }

    /** Adds what nothing refers to to the sections that are left out. */
    static void run(Resolution resolution, List<ObjectFile> objects) {
        new SectionCollector(resolution, objects).run(resolution.start());
    }

    private void run(@Nullable Symbol start) {
        forEach((object, section) -> {
            byName.computeIfAbsent(section.name(), unused -> new ArrayList<>()).add(section);
            if (section.name().equals(FRAMES)) {
                readFrames(section);
            }
            if (isRoot(section) || start == null && section.name().equals(".text")) {
                keep(section);
            }
        });
        keep(start);
        while (!waiting.isEmpty()) {
            Section section = waiting.remove();
            if (!section.name().equals(FRAMES)) {
                section.relocations().forEach(relocation -> keep(relocation.symbol()));
            }
            unwinding.getOrDefault(section, List.of()).forEach(relocation -> keep(relocation.symbol()));
        }
        forEach((object, section) -> {
            if (section.has(SectionFlag.ALLOC) && !live.contains(section)) {
                discarded.add(object, section, "nothing refers to it");
            }
        });
    }

    private void forEach(BiConsumer<ObjectFile, Section> action) {
        for (ObjectFile object : objects) {
            for (Section section : object.sections()) {
                if (!discarded.contains(section)) {
                    action.accept(object, section);
                }
            }
        }
    }

    private static boolean isRoot(Section section) {
        if (!section.has(SectionFlag.ALLOC)) {
            return false;
        }
        String name = section.name();
        int dot = name.indexOf('.', 1);
        return section.has(SectionFlag.RETAIN)
                || KEPT.contains(dot < 0 ? name : name.substring(0, dot))
                || switch (section.type()) {
                    case NOTE, INIT_ARRAY, FINI_ARRAY, PREINIT_ARRAY -> true;
                    default -> name.startsWith(".init_array") || name.startsWith(".fini_array");
                };
    }

    private void keep(@Nullable Symbol used) {
        if (used == null) {
            return;
        }
        Symbol definition = symbols.resolve(used);
        if (definition != null && definition.place() instanceof Place.InSection in) {
            keep(in.section());
        } else if (ProvidedSymbols.bounded(used.name()) != null) {
            byName.getOrDefault(ProvidedSymbols.bounded(used.name()), List.of()).forEach(this::keep);
        }
    }

    private void keep(Section section) {
        if (live.add(section)) {
            waiting.add(section);
        }
    }

    /**
     * Finds which references of an {@code .eh_frame} belong to which code: each record is a length in four bytes, then
     * an identifier of which 0 says that it describes no code, then the code's address.
     */
    private void readFrames(Section frames) {
        if (frames.type() != SectionType.PROGBITS) {
            return;
        }
        List<Relocation> relocations = frames.relocations();
        int next = 0;
        for (long at = 0; at + 8 <= frames.size(); ) {
            long length = frames.read(at, 4);
            long end = at + 4 + length;
            if (length == 0 || length >= 0xffff_fff0L || end > frames.size()) {
                return;
            }
            boolean code = frames.read(at + 4, 4) != 0;
            Section described = null;
            List<Relocation> others = new ArrayList<>();
            for (; next < relocations.size() && relocations.get(next).offset() < end; next++) {
                Relocation relocation = relocations.get(next);
                Symbol symbol = relocation.symbol() == null ? null : symbols.resolve(relocation.symbol());
                boolean address = code && relocation.offset() == at + 8;
                if (address && symbol != null && symbol.place() instanceof Place.InSection in) {
                    described = in.section();
                } else if (relocation.offset() != at + 8) {
                    others.add(relocation);
                }
            }
            if (described != null) {
                unwinding
                        .computeIfAbsent(described, unused -> new ArrayList<>())
                        .addAll(others);
            } else {
                // A common record names the language's personality routine.
                others.forEach(relocation -> keep(relocation.symbol()));
            }
            at = end;
        }
    }
}
