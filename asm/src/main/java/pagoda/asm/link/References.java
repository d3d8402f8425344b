package pagoda.asm.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.diagnostic.SourcePosition;
import pagoda.asm.diagnostic.Spelling;
import pagoda.asm.object.Binding;
import pagoda.asm.object.LineRow;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Relocation;
import pagoda.asm.object.Section;
import pagoda.asm.object.SectionFlag;
import pagoda.asm.object.Symbol;
import pagoda.asm.object.SymbolType;
import pagoda.elf.SymbolTable;

/** Finds the names that are used and nowhere defined, and says where they are used and what may have been meant. */
final class References {

    /** How many places of use a message names. */
    private static final int PLACES = 20;

    private record Use(ObjectFile object, Section section, Relocation relocation) {}

    private final GlobalSymbols symbols;
    private final Discarded discarded;
    private final ObjectLines lines = new ObjectLines();
    private final Map<String, List<Use>> undefined = new LinkedHashMap<>();

    private References(GlobalSymbols symbols, Discarded discarded) {
        this.symbols = symbols;
        this.discarded = discarded;
    }

    /** The names that some relocation of a section that is kept uses and no object defines, weak uses too. */
    static Set<String> undefinedNames(List<ObjectFile> objects, GlobalSymbols symbols, Discarded discarded) {
        Set<String> names = new LinkedHashSet<>();
        new References(symbols, discarded).forEach(objects, use -> {
            Symbol symbol = use.relocation.symbol();
            if (symbol != null && symbols.resolve(symbol) == null) {
                names.add(symbol.name());
            }
        });
        return names;
    }

    /** Reports each undefined name once; a name that is used only weakly is no mistake, its address is 0. */
    static void check(List<ObjectFile> objects, GlobalSymbols symbols, Discarded discarded, Diagnostics diagnostics) {
        References references = new References(symbols, discarded);
        references.forEach(objects, references::note);
        references.undefined.forEach((name, uses) -> references.report(name, uses, objects, diagnostics));
    }

    private void forEach(List<ObjectFile> objects, Consumer<Use> action) {
        for (ObjectFile object : objects) {
            for (Section section : object.sections()) {
                if (!discarded.contains(section)) {
                    for (Relocation relocation : section.relocations()) {
                        action.accept(new Use(object, section, relocation));
                    }
                }
            }
        }
    }

    private void note(Use use) {
        Symbol symbol = use.relocation.symbol();
        if (symbol != null && symbol.binding() != Binding.WEAK && symbols.resolve(symbol) == null) {
            undefined
                    .computeIfAbsent(symbol.name(), unused -> new ArrayList<>())
                    .add(use);
        }
    }

    private void report(String name, List<Use> uses, List<ObjectFile> objects, Diagnostics diagnostics) {
        Use first = uses.get(0);
        SourcePosition position = position(lines, first.object, first.section, first.relocation);
        String message = "undefined symbol '" + name + "'";
        String tip = null;
        if (diagnostics.errorCount() < Diagnostics.SHOWN) {
            tip = hiddenElsewhere(name, first.object, objects);
            String meant = tip == null ? Spelling.nearest(name, candidates(name, first.object)) : null;
            message += meant == null ? "" : "; did you mean '" + meant + "'?";
        }
        message += position == null ? " (" + place(first.object, first.section, first.relocation) + ")" : "";
        Diagnostic error = Diagnostic.error(position, message).withTip(tip);
        int more = Math.min(uses.size() - 1, PLACES - 1);
        for (Use use : uses.subList(1, 1 + more)) {
            SourcePosition also = position(lines, use.object, use.section, use.relocation);
            String where = also == null ? " in " + place(use.object, use.section, use.relocation) : "";
            error = error.withNote(also, "'" + name + "' is also used" + where);
        }
        if (uses.size() - 1 > more) {
            error = error.withNote(null, "and " + (uses.size() - 1 - more) + " more times");
        }
        diagnostics.report(error);
    }

    /** A tip if another object has a local symbol of just this name. */
    private static @Nullable String hiddenElsewhere(String name, ObjectFile user, List<ObjectFile> objects) {
        for (ObjectFile object : objects) {
            for (Symbol symbol : object.symbols()) {
                if (object != user && symbol.isDefined() && symbol.name().equals(name)) {
                    return "'" + name + "' is defined in " + object.name() + ", for that file only: add '.globl " + name
                            + "' there";
                }
            }
        }
        return null;
    }

    private Set<String> candidates(String name, ObjectFile user) {
        Set<String> candidates = new LinkedHashSet<>(symbols.names());
        for (Symbol symbol : user.symbols()) {
            // Labels that compilers make are meant by nobody who does not write such a one.
            boolean alike = symbol.name().startsWith(".L") == name.startsWith(".L");
            if (symbol.isDefined() && alike && !SymbolTable.isMapping(symbol.name())) {
                candidates.add(symbol.name());
            }
        }
        return candidates;
    }

    /** The place in the source that a relocation comes from: its own, else its line's, else null. */
    static @Nullable SourcePosition position(
            @Nullable ObjectLines lines, ObjectFile object, Section section, Relocation relocation) {
        if (relocation.position() != null) {
            return relocation.position();
        }
        SourcePosition position = null;
        for (LineRow row : section.lines()) {
            if (row.offset() > relocation.offset()) {
                break;
            }
            position = row.line() > 0 ? SourcePosition.ofLine(row.file(), row.line()) : null;
        }
        if (position == null && lines != null && section.has(SectionFlag.EXECINSTR)) {
            return lines.at(object, section, relocation.offset());
        }
        return position;
    }

    /** The place of a relocation that no source line is known for: {@code FILE:SECTION+0xOFFSET <FUNCTION>}. */
    static String place(ObjectFile object, Section section, Relocation relocation) {
        String function = "";
        for (Symbol symbol : object.symbols()) {
            boolean around = symbol.type() == SymbolType.FUNC
                    && symbol.place() instanceof Place.InSection in
                    && in.section() == section
                    && in.offset() <= relocation.offset()
                    && relocation.offset() - in.offset() < symbol.size();
            function = around ? " <" + symbol.name() + ">" : function;
        }
        return object.name() + ":" + section.name() + "+0x" + Long.toHexString(relocation.offset()) + function;
    }
}
