package pagoda.asm.link;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;

/** The input sections that do not become part of the program, and why. */
final class Discarded {

    /** A section that was left out. */
    record Entry(ObjectFile object, String reason) {}

    private final Map<Section, Entry> entries = new LinkedHashMap<>();
    private final Map<String, ObjectFile> groups = new HashMap<>();
    private boolean attributes;

    /** Leaves out what no executable needs of an object, and groups that an object before it had. */
    void select(ObjectFile object) {
        for (Section section : object.sections()) {
            String signature = section.comdat();
            if (signature != null && groups.computeIfAbsent(signature, unused -> object) != object) {
                String first = groups.getOrDefault(signature, object).name();
                add(object, section, "group " + signature + " is in " + first);
            } else if (section.has(SectionFlag.EXCLUDE) || section.name().equals(".note.GNU-stack")) {
                add(object, section, "not for executables");
            } else if (section.type() == SectionType.RISCV_ATTRIBUTES) {
                // One description of the machine is enough: the first object's.
                if (attributes) {
                    add(object, section, "described already");
                }
                attributes = true;
            }
        }
    }

    void add(ObjectFile object, Section section, String reason) {
        entries.putIfAbsent(section, new Entry(object, reason));
    }

    boolean contains(Section section) {
        return entries.containsKey(section);
    }

    /** Whether the symbol has its place in a section that was left out. */
    boolean contains(@Nullable Symbol symbol) {
        return symbol != null && symbol.place() instanceof Place.InSection in && entries.containsKey(in.section());
    }

    /** All of them, in the order they were left out. */
    Map<Section, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }
}
