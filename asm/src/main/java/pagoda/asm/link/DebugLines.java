package pagoda.asm.link;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.LineRow;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.RelocationType;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.SectionType;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.dwarf.DebugSection;
import pagoda.elf.dwarf.LineInfo;

/**
 * Turns the line rows of an object into DWARF sections with relocations, as GNU as would have put them into the object.
 */
public final class DebugLines {

    private DebugLines() {}

    /**
     * An object with the debug sections for {@code object}'s code, to be linked directly after it; null if it has no
     * line rows.
     *
     * <p>A compiler that describes its program itself leaves an empty {@code .debug_line} and refers to it: then the
     * line program alone is made, which the linker puts where that section is.
     */
    public static @Nullable ObjectFile of(ObjectFile object) {
        List<Section> code = new ArrayList<>();
        List<LineInfo.Sequence> sequences = new ArrayList<>();
        for (Section section : object.sections()) {
            if (section.has(SectionFlag.EXECINSTR) && !section.lines().isEmpty() && section.size() > 0) {
                code.add(section);
                sequences.add(new LineInfo.Sequence(section.size(), rows(section), mayShrink(section)));
            }
        }
        if (code.isEmpty()) {
            return null;
        }
        List<DebugSection> made = new ArrayList<>();
        made.add(LineInfo.lines(sequences));
        if (object.section(".debug_info") == null) {
            made.addAll(LineInfo.unit(object.name(), sequences));
        }
        return relocatable(object, made, code);
    }

    /** The object with the debug sections that {@link #of} makes for it, if any, as one. */
    public static ObjectFile joined(ObjectFile object) {
        ObjectFile lines = of(object);
        if (lines == null) {
            return object;
        }
        ObjectFile all = new ObjectFile(object.name()).sourceName(object.sourceName());
        all.floatAbi(object.floatAbi()).compressed(object.isCompressed());
        all.attributes().putAll(object.attributes());
        object.sections().forEach(all::add);
        lines.sections().forEach(all::add);
        object.symbols().forEach(all::add);
        lines.symbols().forEach(all::add);
        return all;
    }

    /** The rows as far as they cover bytes: of several at one offset the last. */
    private static List<LineInfo.Row> rows(Section section) {
        List<LineInfo.Row> rows = new ArrayList<>();
        for (LineRow row : section.lines()) {
            if (row.offset() >= section.size()) {
                break;
            }
            if (!rows.isEmpty() && rows.get(rows.size() - 1).offset() == row.offset()) {
                rows.remove(rows.size() - 1);
            }
            rows.add(new LineInfo.Row(row.offset(), row.file(), row.line()));
        }
        return rows;
    }

    private static ObjectFile relocatable(ObjectFile object, List<DebugSection> made, List<Section> code) {
        ObjectFile result = new ObjectFile(object.name());
        Map<String, Symbol> starts = new HashMap<>();
        for (DebugSection debug : made) {
            Section section =
                    result.add(new Section(debug.name(), SectionType.PROGBITS, EnumSet.noneOf(SectionFlag.class)));
            section.append(debug.contents());
            starts.put(debug.name(), start(section));
        }
        List<Places> places =
                code.stream().map(section -> new Places(section, result)).toList();
        for (int i = 0; i < made.size(); i++) {
            Section section = result.sections().get(i);
            for (DebugSection.Patch patch : made.get(i).patches()) {
                if (patch instanceof DebugSection.CodeAddress at) {
                    section.add(places.get(at.sequence()).to(at.offset(), RelocationType.ABS64, at.addend()));
                } else if (patch instanceof DebugSection.CodeDistance distance) {
                    Places in = places.get(distance.sequence());
                    boolean wide = distance.size() == 8;
                    RelocationType add = wide ? RelocationType.ADD64 : RelocationType.ADD16;
                    RelocationType subtract = wide ? RelocationType.SUB64 : RelocationType.SUB16;
                    section.add(in.to(distance.offset(), add, distance.to()));
                    section.add(in.to(distance.offset(), subtract, distance.from()));
                } else if (patch instanceof DebugSection.SectionOffset of) {
                    Symbol start = starts.get(of.section());
                    section.add(new Relocation(of.offset(), RelocationType.ABS32, start, 0, null));
                }
            }
        }
        return result;
    }

    private static boolean mayShrink(Section section) {
        return section.relocations().stream()
                .anyMatch(r -> r.type() == RelocationType.RELAX || r.type() == RelocationType.ALIGN);
    }

    /**
     * References to places in code: to the section's start and an offset; but where code may be taken out, which moves
     * symbols only, to a symbol of the place's own.
     */
    private static final class Places {
        private final Section section;
        private final ObjectFile object;
        private final Symbol start;
        private final boolean mayShrink;
        private final Map<Long, Symbol> labels = new HashMap<>();

        Places(Section section, ObjectFile object) {
            this.section = section;
            this.object = object;
            this.start = start(section);
            this.mayShrink = mayShrink(section);
        }

        Relocation to(long place, RelocationType type, long offset) {
            if (!mayShrink) {
                return new Relocation(place, type, start, offset, null);
            }
            Symbol label = labels.computeIfAbsent(offset, at -> {
                Symbol made = new Symbol(".L0 ").define(new Place.InSection(section, at), null);
                return object.add(made);
            });
            return new Relocation(place, type, label, 0, null);
        }
    }

    private static Symbol start(Section section) {
        return new Symbol(section.name()).type(SymbolType.SECTION).define(new Place.InSection(section, 0), null);
    }
}
