package pagoda.asm.link;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.SymbolTable;

/**
 * The map of a link, for people:
 *
 * <pre>
 * Members of archives, and what each was taken for
 * libm.a(sqrt.o)                       sqrt, used by main.o
 *
 * Sections left out
 * .text.unused        24  main.o: nothing refers to it
 *
 * Memory
 * 0x0000000000010200       48  .text
 * 0x0000000000010200       48    .text  main.o
 * 0x0000000000010200                 main
 * </pre>
 */
final class LinkMap {

    private final Layout layout;
    private final Resolution resolution;
    private final List<ObjectFile> objects;
    private final StringBuilder out = new StringBuilder();

    private LinkMap(Layout layout, Resolution resolution, List<ObjectFile> objects) {
        this.layout = layout;
        this.resolution = resolution;
        this.objects = objects;
    }

    static String text(Layout layout, Resolution resolution, List<ObjectFile> objects) {
        LinkMap map = new LinkMap(layout, resolution, objects);
        map.members();
        map.leftOut();
        map.memory();
        return map.out.toString();
    }

    private void members() {
        if (resolution.taken().isEmpty()) {
            return;
        }
        out.append("Members of archives, and what each was taken for\n");
        for (Resolution.Taken taken : resolution.taken()) {
            ObjectFile user = taken.user();
            line(
                    "%-40s  %s, %s\n",
                    taken.member().name(),
                    taken.symbol(),
                    user == null ? "where the program starts" : "used by " + user.name());
        }
        out.append('\n');
    }

    private void leftOut() {
        boolean any = false;
        for (Map.Entry<Section, Discarded.Entry> left :
                resolution.discarded().entries().entrySet()) {
            Section section = left.getKey();
            if (section.size() > 0) {
                out.append(any ? "" : "Sections left out\n");
                any = true;
                line(
                        "%-24s %8d  %s: %s\n",
                        section.name(),
                        section.size(),
                        left.getValue().object().name(),
                        left.getValue().reason());
            }
        }
        out.append(any ? "\n" : "");
    }

    private void memory() {
        Map<Section, List<Symbol>> symbols = new HashMap<>();
        for (ObjectFile object : objects) {
            for (Symbol symbol : object.symbols()) {
                boolean shown = symbol.type() != SymbolType.SECTION
                        && !symbol.name().startsWith(".L")
                        && !SymbolTable.isMapping(symbol.name());
                if (shown && symbol.place() instanceof Place.InSection in) {
                    symbols.computeIfAbsent(in.section(), unused -> new ArrayList<>())
                            .add(symbol);
                }
            }
        }
        out.append("Memory\n");
        for (MergedSection section : layout.sections()) {
            if (section.tier() == Tier.UNLOADED) {
                continue;
            }
            line("0x%016x %8d  %s\n", section.address(), section.size(), section.name());
            for (PlacedSection part : section.parts()) {
                line(
                        "0x%016x %8d    %s  %s\n",
                        part.address(),
                        part.size(),
                        part.section().name(),
                        part.object().name());
                List<Symbol> here = new ArrayList<>(symbols.getOrDefault(part.section(), List.of()));
                here.sort(Comparator.comparingLong(layout::address));
                here.forEach(symbol -> line("0x%016x                 %s\n", layout.address(symbol), symbol.name()));
            }
        }
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
