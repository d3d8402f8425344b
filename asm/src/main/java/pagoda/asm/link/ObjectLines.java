package pagoda.asm.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.elf.ElfFile;
import pagoda.elf.ElfFormatException;
import pagoda.elf.dwarf.LineTable;
import pagoda.elf.dwarf.SourceLine;

/**
 * The source lines that objects bring in their {@code .debug_line}, for messages. Such a table waits for addresses: the
 * object is placed alone, and of its relocations only the table's are applied.
 */
final class ObjectLines {

    private static final String LINES = ".debug_line";

    private record Placed(Layout layout, LineTable table) {}

    private final Map<ObjectFile, @Nullable Placed> known = new HashMap<>();

    /** The line that the code at an offset of a section comes from, or null if it is not known. */
    @Nullable
    SourcePosition at(ObjectFile object, Section section, long offset) {
        if (!known.containsKey(object)) {
            known.put(object, object.section(LINES) == null ? null : place(object));
        }
        Placed placed = known.get(object);
        PlacedSection part = placed == null ? null : placed.layout.find(section);
        SourceLine line = placed == null || part == null ? null : placed.table.at(part.address(offset));
        return line == null ? null : SourcePosition.ofLine(line.file(), line.line());
    }

    private static @Nullable Placed place(ObjectFile object) {
        for (Section section : object.sections()) {
            boolean lines = section.name().startsWith(LINES);
            if (lines && section.relocations().stream().anyMatch(r -> GlobalOffsetTable.serves(r.type()))) {
                return null;
            }
        }
        List<ObjectFile> alone = List.of(object);
        Discarded none = new Discarded();
        GlobalSymbols symbols = new GlobalSymbols(none);
        symbols.add(object, new Diagnostics());
        try {
            Layout layout = new Layout(alone, none, false);
            Linker.checkSize(layout);
            GlobalOffsetTable table = new GlobalOffsetTable(List.of(), symbols, none);
            Relocator relocator = new Relocator(new RelocationValues(layout, symbols, table), new Diagnostics(), null);
            for (MergedSection section : layout.sections()) {
                section.collect();
                if (section.name().startsWith(LINES)) {
                    section.parts().forEach(relocator::apply);
                }
            }
            ElfFile file = ElfFile.read(ExecutableFile.write(layout, alone, symbols, 0, 0));
            return new Placed(layout, LineTable.of(file));
        } catch (LayoutException | ElfFormatException impossible) {
            return null;
        }
    }
}
