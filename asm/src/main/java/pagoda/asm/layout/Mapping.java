package pagoda.asm.layout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.asm.object.Place;
import pagoda.asm.object.Section;
import pagoda.asm.object.Symbol;

/**
 * Where in a section of code instructions begin, and where data (RISC-V ELF psABI, "Mapping Symbol"): {@code $x} and
 * {@code $d}, the first of a section's {@code $x} with the ISA string that its instructions are of, and those where that
 * changes.
 */
final class Mapping {

    private static final String CODE = "$x";
    private static final String DATA = "$d";

    /** @param isa the ISA string that goes with it, or null */
    private record Mark(Spot spot, boolean code, @Nullable String isa) {}

    private final List<Mark> marks = new ArrayList<>();
    private @Nullable String isa;

    private boolean isWithin(boolean code) {
        return !marks.isEmpty() && marks.get(marks.size() - 1).code == code;
    }

    /** Whether {@link #code} would change nothing: the usual case, for which no place need be named. */
    boolean isCode(String newIsa, boolean padding) {
        return isWithin(true) && isa != null && (padding || isa.equals(newIsa));
    }

    /** Whether {@link #data} would change nothing. */
    boolean isData() {
        return isWithin(false);
    }

    /** Instructions begin; if they only fill a gap, it does not matter which ones may be used. */
    void code(Spot here, String newIsa, boolean padding) {
        String old = isa;
        if (old == null || !padding && !old.equals(newIsa)) {
            isa = newIsa;
            marks.add(new Mark(here, true, newIsa));
        } else if (!isWithin(true)) {
            marks.add(new Mark(here, true, null));
        }
    }

    /** Data begin. */
    void data(Spot here) {
        if (!isWithin(false)) {
            marks.add(new Mark(here, false, null));
        }
    }

    /** Takes over the marks of a subsection that now stands at the end. */
    void append(Mapping subsection) {
        List<Mark> others = subsection.marks;
        for (int i = 0; i < others.size(); i++) {
            Mark mark = others.get(i);
            if (i > 0 || marks.isEmpty()) {
                marks.add(mark);
            } else if (!mark.code) { // as if the source had it in this order
                data(mark.spot);
            } else if (mark.isa != null) {
                code(mark.spot, mark.isa, false);
            }
        }
        isa = subsection.isa == null ? isa : subsection.isa;
    }

    /** The mapping symbols of the section, once it is laid out and has its contents: none for what turned out to be empty. */
    List<Symbol> symbols(Section section) {
        List<Symbol> symbols = new ArrayList<>();
        String pending = null;
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            long address = mark.spot.address();
            long end = i + 1 < marks.size() ? marks.get(i + 1).spot.address() : section.size();
            pending = mark.isa == null ? pending : mark.isa;
            if (address == end) {
                continue;
            }
            String name = DATA;
            if (mark.code) {
                name = pending == null ? CODE : CODE + pending;
                pending = null;
            }
            symbols.add(new Symbol(name).define(new Place.InSection(section, address), null));
        }
        return symbols;
    }
}
