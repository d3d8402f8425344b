package pagoda.asm.debug;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import pagoda.elf.dwarf.LineUnit;

/**
 * Turns the source lines of an object into DWARF sections with relocations, as GNU as would have put them into the object.
 */
public final class DebugLines {

    private static final String LINES = ".debug_line";
    private static final String INFO = ".debug_info";
    private static final Set<SectionFlag> TEXTS = EnumSet.of(SectionFlag.MERGE, SectionFlag.STRINGS);

    private DebugLines() {}

    /**
     * An object with the debug sections for {@code object}'s code, to be linked directly after it; null if it has no
     * line rows, or a line table already.
     *
     * <p>A compiler that describes its program itself refers to {@code .debug_line}: then the line program alone is made,
     * which the linker puts where that section is.
     */
    public static @Nullable ObjectFile of(ObjectFile object) {
        Section lines = object.section(LINES);
        if (lines != null && lines.size() > 0) {
            return null;
        }
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
        if (object.section(INFO) == null) {
            made.addAll(LineInfo.unit(object.name(), sequences));
        }
        ObjectFile result = new ObjectFile(object.name());
        add(result, made, code);
        return result;
    }

    /**
     * Adds to an object the line table that its source asks for, and what leads debuggers to it, if the source has no debug
     * information of its own.
     *
     * @param rows of each section that has any
     * @param ends how far the rows of that section reach, in bytes from its start
     */
    public static void add(
            ObjectFile object, LineUnit unit, Map<Section, List<LineUnit.Row>> rows, Map<Section, Long> ends) {
        List<Section> code = new ArrayList<>(rows.keySet());
        List<List<LineUnit.Row>> sequences = new ArrayList<>(rows.values());
        List<DebugSection> made = new ArrayList<>(unit.sections(
                sequences,
                code.stream().map(section -> ends.getOrDefault(section, 0L)).toList()));
        Section info = object.section(INFO);
        if (info == null || info.size() == 0) {
            made.addAll(LineInfo.unit(
                    object.name(),
                    code.stream()
                            .map(section -> new LineInfo.Sequence(section.size(), List.of(), mayShrink(section)))
                            .toList()));
        }
        add(object, made, code);
    }

    /** Whether a section of that name is one that is made here. */
    public static boolean makes(String name) {
        return name.startsWith(".debug_");
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

    /** Adds sections to an object's, or to the ends of those that it has. */
    private static void add(ObjectFile object, List<DebugSection> made, List<Section> code) {
        Map<String, Long> bases = new HashMap<>();
        Map<String, Symbol> starts = new HashMap<>();
        for (DebugSection debug : made) {
            Section section = object.section(debug.name());
            if (section == null) {
                section = object.add(
                        debug.isText()
                                ? new Section(debug.name(), SectionType.PROGBITS, TEXTS, 1)
                                : new Section(debug.name(), SectionType.PROGBITS, EnumSet.noneOf(SectionFlag.class)));
            }
            bases.put(debug.name(), section.size());
            section.append(debug.contents());
            starts.put(debug.name(), start(section));
        }
        List<Places> places = new ArrayList<>();
        for (Section section : code) {
            places.add(new Places(section, object));
        }
        for (DebugSection debug : made) {
            Section section = Objects.requireNonNull(object.section(debug.name()));
            for (DebugSection.Patch patch : debug.patches()) {
                long offset = patch.offset() + bases.getOrDefault(debug.name(), 0L);
                if (patch instanceof DebugSection.CodeAddress at) {
                    section.add(places.get(at.sequence()).to(offset, RelocationType.ABS64, at.addend()));
                } else if (patch instanceof DebugSection.CodeDistance distance) {
                    Places in = places.get(distance.sequence());
                    boolean wide = distance.size() == 8;
                    RelocationType add = wide ? RelocationType.ADD64 : RelocationType.ADD16;
                    RelocationType subtract = wide ? RelocationType.SUB64 : RelocationType.SUB16;
                    section.add(in.to(offset, add, distance.to()));
                    section.add(in.to(offset, subtract, distance.from()));
                } else if (patch instanceof DebugSection.SectionOffset of) {
                    Symbol start = starts.get(of.section());
                    long addend = of.addend() + bases.getOrDefault(of.section(), 0L);
                    section.add(new Relocation(offset, RelocationType.ABS32, start, addend, null));
                }
            }
        }
    }

    private static boolean mayShrink(Section section) {
        for (Relocation relocation : section.relocations()) {
            if (relocation.type() == RelocationType.RELAX || relocation.type() == RelocationType.ALIGN) {
                return true;
            }
        }
        return false;
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
            // In differences, readelf counts on addends of zero.
            if (!mayShrink && type == RelocationType.ABS64) {
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
