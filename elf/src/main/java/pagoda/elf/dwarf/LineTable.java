package pagoda.elf.dwarf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.SectionHeader;

/**
 * From an address to its source line, as the file's {@code .debug_line} has it, in DWARF 2 to 5. Immutable.
 *
 * <p>Debug information is a courtesy: what of it cannot be read is left out, and a file without any gives an empty
 * table.
 */
public final class LineTable {

    /** Code from {@code start} to before {@code end}, unsigned, that comes from one line. */
    private record Range(long start, long end, SourceLine line) {}

    /** Where to stop: a file whose tables claim more is lying. */
    private static final int MOST_RANGES = 1 << 22;

    private final List<Range> ranges;

    private LineTable(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads the file's line table. */
    public static LineTable of(ElfFile file) {
        byte[] lines = contents(file, ".debug_line");
        if (lines.length == 0) {
            return new LineTable(List.of());
        }
        DwarfStrings strings = new DwarfStrings(contents(file, ".debug_str"), contents(file, ".debug_line_str"));
        Collector collector = new Collector(codeOf(file));
        try {
            DwarfCursor section = new DwarfCursor(lines, 0, lines.length);
            while (section.hasMore()) {
                readUnit(section, strings, collector);
            }
        } catch (DwarfFormatException cutOff) {
            // The units before it hold.
        }
        return new LineTable(collector.sorted());
    }

    /** The stretches of memory that hold code: first to last address, merged where they overlap. */
    private static NavigableMap<Long, Long> codeOf(ElfFile file) {
        List<SectionHeader> sections = new ArrayList<>(file.sections());
        sections.removeIf(section -> !section.has(Elf.SHF_ALLOC | Elf.SHF_EXECINSTR) || section.size() == 0);
        sections.sort(Comparator.comparing(SectionHeader::address, Long::compareUnsigned));
        NavigableMap<Long, Long> code = new TreeMap<>(Long::compareUnsigned);
        for (SectionHeader section : sections) {
            long last = section.address() + section.size() - 1;
            Map.Entry<Long, Long> before = code.lastEntry();
            if (before != null && Long.compareUnsigned(section.address(), before.getValue()) <= 0) {
                boolean longer = Long.compareUnsigned(last, before.getValue()) > 0;
                code.put(before.getKey(), longer ? last : before.getValue());
            } else {
                code.put(section.address(), last);
            }
        }
        return code;
    }

    private static byte[] contents(ElfFile file, String name) {
        SectionHeader section = file.section(name);
        return section == null || section.has(Elf.SHF_COMPRESSED) ? new byte[0] : file.contents(section);
    }

    private static void readUnit(DwarfCursor section, DwarfStrings strings, Collector collector)
            throws DwarfFormatException {
        int offsetSize = 4;
        long length = section.unsigned(4);
        if (length == 0xffff_ffffL) {
            offsetSize = 8;
            length = section.unsigned(8);
        }
        DwarfCursor unit = section.part(length);
        try {
            LineHeader header = LineHeader.read(unit, offsetSize, strings);
            collector.begin(header);
            LineProgram.run(header, collector);
        } catch (DwarfFormatException unreadable) {
            // The unit's length is known, so the next one can be read.
        }
    }

    /** The line that the code at that address comes from, or null if it is not known. */
    public @Nullable SourceLine at(long address) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(ranges.get(middle).start, address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return null;
        }
        Range range = ranges.get(low - 1);
        return Long.compareUnsigned(address, range.end) < 0 ? range.line : null;
    }

    /** The lowest address whose code comes from that line of that file (its name as in {@link SourceLine}), or null. */
    public @Nullable Long firstAddress(String file, int line) {
        for (Range range : ranges) {
            if (range.line.line() == line && range.line.file().equals(file)) {
                return range.start;
            }
        }
        return null;
    }

    /** The names of all files that code comes from, sorted. */
    public List<String> files() {
        TreeSet<String> names = new TreeSet<>();
        for (Range range : ranges) {
            names.add(range.line.file());
        }
        return List.copyOf(names);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Makes ranges of the rows of one unit after another. */
    private static final class Collector implements LineProgram.Rows {

        private final NavigableMap<Long, Long> code;
        private final List<Range> ranges = new ArrayList<>();
        private final Map<SourceLine, SourceLine> shared = new HashMap<>();
        private final Map<Long, Optional<String>> fileNames = new HashMap<>();
        private @Nullable LineHeader header;
        private boolean open;
        private long start;
        private @Nullable SourceLine current;

        Collector(NavigableMap<Long, Long> code) {
            this.code = code;
        }

        void begin(LineHeader unit) {
            header = unit;
            open = false;
            fileNames.clear();
        }

        @Override
        public void row(long address, long file, int line) {
            close(address);
            current = line > 0 && header != null ? sourceLine(header, file, line) : null;
            start = address;
            open = true;
        }

        private @Nullable SourceLine sourceLine(LineHeader unit, long file, int line) {
            Optional<String> name = fileNames.computeIfAbsent(file, index -> Optional.ofNullable(unit.fileName(index)));
            if (name.isEmpty()) {
                return null;
            }
            SourceLine found = new SourceLine(name.get(), line, unit.compilationDirectory());
            return shared.computeIfAbsent(found, same -> same);
        }

        @Override
        public void end(long address) {
            close(address);
            open = false;
        }

        private void close(long address) {
            SourceLine line = current;
            if (!open || line == null || Long.compareUnsigned(start, address) >= 0) {
                return;
            }
            if (ranges.size() < MOST_RANGES && isCode(start)) {
                ranges.add(new Range(start, address, line));
            }
        }

        /** Code that the linker threw away has rows at addresses where nothing is. */
        private boolean isCode(long address) {
            Map.Entry<Long, Long> stretch = code.floorEntry(address);
            return stretch != null && Long.compareUnsigned(address, stretch.getValue()) <= 0;
        }

        /** By start; where ranges overlap, the one that starts later hides the rest of the other. */
        List<Range> sorted() {
            ranges.sort(Comparator.comparing(Range::start, Long::compareUnsigned)
                    .thenComparing(Range::end, (a, b) -> Long.compareUnsigned(b, a)));
            return List.copyOf(ranges);
        }
    }
}
