package pagoda.asm.link;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.Elf;
import pagoda.elf.ElfSymbol;
import pagoda.elf.ElfWriter;
import pagoda.elf.OutputSection;

/**
 * Writes a laid out and relocated program as an ELF executable: a segment for each tier, sections, and the symbol
 * table.
 */
final class ExecutableFile {

    private static final long STACK_ALIGNMENT = 16;

    private final Layout layout;
    private final ElfWriter writer;
    private final Map<MergedSection, Integer> indices = new HashMap<>();

    private ExecutableFile(Layout layout, long entry, int flags) {
        this.layout = layout;
        this.writer = new ElfWriter(Elf.ET_EXEC, entry, flags);
    }

    static byte[] write(Layout layout, List<ObjectFile> objects, GlobalSymbols symbols, long entry, int flags) {
        ExecutableFile file = new ExecutableFile(layout, entry, flags);
        file.addSections();
        file.addSegments();
        for (ObjectFile object : objects) {
            file.addLocals(object);
        }
        for (Symbol symbol : symbols.all()) {
            file.add(symbol);
        }
        return file.writer.write();
    }

    private void addSections() {
        for (MergedSection section : layout.sections()) {
            boolean loaded = section.tier() != Tier.UNLOADED;
            long entrySize = section.parts().get(0).section().entrySize();
            indices.put(
                    section,
                    writer.add(new OutputSection(
                            section.name(),
                            section.type().number(),
                            section.flagBits(),
                            loaded ? section.address() : 0,
                            section.contents(),
                            section.size(),
                            0,
                            0,
                            loaded ? section.alignment() : Math.min(section.alignment(), Layout.PAGE),
                            loaded ? 0 : entrySize)));
        }
    }

    private void addSegments() {
        boolean first = true;
        for (Tier tier : Tier.values()) {
            List<MergedSection> sections = layout.tier(tier);
            if (tier != Tier.UNLOADED && !sections.isEmpty()) {
                int begin = index(sections.get(0));
                int end = index(sections.get(sections.size() - 1));
                if (first) {
                    writer.addSegmentWithHeaders(tier.segmentFlags(), Layout.PAGE, begin, end);
                } else {
                    writer.addSegment(Elf.PT_LOAD, tier.segmentFlags(), Layout.PAGE, begin, end);
                }
                first = false;
            }
        }
        List<MergedSection> threadLocal = layout.threadLocal();
        if (!threadLocal.isEmpty()) {
            int begin = index(threadLocal.get(0));
            int end = index(threadLocal.get(threadLocal.size() - 1));
            writer.addSegment(Elf.PT_TLS, Elf.PF_R, threadLocal.get(0).alignment(), begin, end);
        }
        writer.addMark(Elf.PT_GNU_STACK, Elf.PF_R | Elf.PF_W, STACK_ALIGNMENT);
    }

    private int index(MergedSection section) {
        return indices.getOrDefault(section, Elf.SHN_UNDEF);
    }

    /** The local symbols that a reader would know: no labels that a compiler made, no sections. */
    private void addLocals(ObjectFile object) {
        boolean first = true;
        for (Symbol symbol : object.symbols()) {
            boolean shown = symbol.binding() == Binding.LOCAL
                    && symbol.isDefined()
                    && symbol.type() != SymbolType.SECTION
                    && symbol.type() != SymbolType.FILE
                    && !symbol.name().isEmpty()
                    && !symbol.name().startsWith(".L");
            if (shown) {
                if (first) {
                    writer.add(new ElfSymbol(object.name(), 0, 0, Elf.STB_LOCAL, Elf.STT_FILE, 0, Elf.SHN_ABS));
                    first = false;
                }
                add(symbol);
            }
        }
    }

    private void add(Symbol symbol) {
        int section = Elf.SHN_ABS;
        long value = layout.address(symbol);
        long size = symbol.size();
        int type = symbol.type() == SymbolType.COMMON
                ? Elf.STT_OBJECT
                : symbol.type().number();
        if (symbol.place() instanceof Place.InSection in) {
            PlacedSection part = layout.find(in.section());
            if (part == null) {
                return;
            }
            section = index(part.whole());
            // Of a function that was shortened.
            size = part.moved(in.offset() + size) - part.moved(in.offset());
            if (part.whole().has(SectionFlag.TLS)) {
                // Such a symbol's value is its offset in each thread's copy (ELF TLS, "Symbols").
                type = Elf.STT_TLS;
                value -= layout.threadLocalStart();
            }
        } else if (!(symbol.place() instanceof Place.Absolute)) {
            return;
        }
        writer.add(new ElfSymbol(
                symbol.name(),
                value,
                size,
                symbol.binding().number(),
                type,
                symbol.visibility().number(),
                section));
    }
}
