package pagoda.asm.assembly;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.debug.DebugLines;
import pagoda.asm.layout.Chunk;
import pagoda.asm.layout.Formula;
import pagoda.asm.layout.Label;
import pagoda.asm.layout.Spot;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.syntax.Operator;
import pagoda.elf.dwarf.LineUnit;

/**
 * The lines of another source that {@code .loc} says the code comes from, with the files that {@code .file} gives numbers:
 * a compiler's line table. A {@code .loc} is about the next instruction; if another follows at once, about the place between.
 */
public final class SourceLines {

    /**
     * What {@code .loc} says.
     *
     * @param hasView whether it says something of the row's view: its number among those of one address; then the row is
     *     for the place itself, whether an instruction follows or not
     * @param resetsView whether views begin anew
     * @param view a symbol that gets the view as its value, or null
     */
    public record Location(
            LineUnit.Line line,
            boolean hasView,
            boolean resetsView,
            @Nullable Label view) {}

    private record Row(Spot spot, LineUnit.Line line, Formula view) {}

    private final FileTable files = new FileTable();
    private final Map<Chunk, List<Row>> rows = new LinkedHashMap<>();
    private final Map<Section, Spot> ends = new LinkedHashMap<>();
    private @Nullable Location pending;
    private LineUnit.Line last = new LineUnit.Line(1, 0, 0, 0, 0, true, false, false, false);

    /** As {@link FileTable#add}. */
    public boolean file(int number, @Nullable String directory, String name, byte @Nullable [] md5) {
        return files.add(number, directory, name, md5);
    }

    /** Whether a file has that number. */
    public boolean hasFile(long number) {
        return number >= 0 && number <= FileTable.MOST && files.has((int) number);
    }

    /** The greatest number a file may have. */
    public static long mostFiles() {
        return FileTable.MOST;
    }

    /** What the last {@code .loc} said: column, instruction set and "is a statement" hold until another says otherwise. */
    public LineUnit.Line last() {
        return last;
    }

    /**
     * Says where the next instruction comes from.
     *
     * @return false if what was said before is lost, because it stands in a section without code
     */
    public boolean locate(Location location, Chunk chunk) {
        boolean kept = instruction(chunk);
        last = location.line();
        pending = location;
        if (location.line().line() == 0) { // none
            pending = null;
            give(location.view(), Formula.Constant.ZERO);
        }
        return (!location.hasView() || instruction(chunk)) && kept;
    }

    /**
     * Says that an instruction comes next in a section.
     *
     * @return false if it is none with code, so that what was said of the place is lost
     */
    boolean instruction(Chunk chunk) {
        Location said = pending;
        if (said == null) {
            return true;
        }
        pending = null;
        if (!chunk.section().has(SectionFlag.EXECINSTR)) {
            give(said.view(), Formula.Constant.ZERO);
            return false;
        }
        List<Row> before = rows.computeIfAbsent(chunk, key -> new ArrayList<>());
        Spot here = chunk.here();
        Row previous = before.isEmpty() || said.resetsView() ? null : before.get(before.size() - 1);
        Formula view = previous == null ? Formula.Constant.ZERO : view(previous, here);
        before.add(new Row(here, said.line(), view));
        give(said.view(), view);
        return true;
    }

    private static void give(@Nullable Label symbol, Formula value) {
        if (symbol != null) {
            symbol.assign(value, false, symbol.definition());
        }
    }

    /** One more than the row before has if that has the same address, else 0. */
    private static Formula view(Row previous, Spot here) {
        if (previous.spot.equals(here)) {
            return previous.view instanceof Formula.Constant constant
                    ? new Formula.Constant(constant.number() + 1)
                    : previous.view.plus(1);
        }
        if (!previous.spot.mayBe(here)) {
            return Formula.Constant.ZERO;
        }
        Formula same = new Formula.Operation(Operator.EQUAL, at(previous.spot), at(here)); // −1 if it is so
        return new Formula.Operation(Operator.AND, same, previous.view.plus(1));
    }

    private static Formula at(Spot spot) {
        Label label = new Label(".L0 ");
        label.define(spot, null);
        return new Formula.Reference(label);
    }

    /** Ends the sections' rows where the sections, whose subsections are joined, end now. */
    void end(Sections sections) {
        for (Chunk chunk : sections.all()) {
            ends.put(chunk.section(), chunk.here());
        }
    }

    /** The least number that a file should have and none has, or −1. */
    int missingFile() {
        return files.missing();
    }

    /** Adds the line table, if one is asked for, to an object whose sections have their contents. */
    void addTo(ObjectFile object) {
        Section info = object.section(".debug_info");
        boolean described = info != null && info.size() > 0 && !files.isEmpty();
        if (rows.isEmpty() && !described) {
            return;
        }
        Map<Section, List<LineUnit.Row>> placed = new LinkedHashMap<>();
        Map<Section, Long> reach = new LinkedHashMap<>();
        rows.forEach((chunk, list) -> {
            Section section = chunk.section();
            List<LineUnit.Row> sequence = placed.computeIfAbsent(section, key -> new ArrayList<>());
            list.forEach(row -> sequence.add(new LineUnit.Row(row.spot.address(), row.line)));
            Spot end = ends.get(section);
            reach.put(section, end == null ? section.size() : end.address());
        });
        // Subsections stand in the order of their numbers.
        placed.values().forEach(sequence -> sequence.sort(Comparator.comparingLong(LineUnit.Row::offset)));
        DebugLines.add(object, files.unit(), placed, reach);
    }
}
