package pagoda.asm.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostic;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.object.Binding;
import pagoda.asm.object.ObjectFile;
import pagoda.asm.object.Place;
import pagoda.asm.object.Symbol;

/**
 * Which definition each name means: of all objects' global symbols of one name a strong one wins over a common one,
 * that over a weak one, and two strong ones are an error that names both places.
 */
final class GlobalSymbols {

    private record Definition(Symbol symbol, ObjectFile object) {

        int strength() {
            if (symbol.place() instanceof Place.Common) {
                return 1;
            }
            return symbol.binding() == Binding.WEAK ? 0 : 2;
        }
    }

    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, Symbol> made = new LinkedHashMap<>();
    private final List<Symbol> commons = new ArrayList<>();
    private final Map<Symbol, Symbol> allocated = new HashMap<>();
    private final Map<String, ObjectFile> wanted = new LinkedHashMap<>();
    private final Discarded discarded;

    /** No symbols yet; those in sections that are left out will count as undefined. */
    GlobalSymbols(Discarded discarded) {
        this.discarded = discarded;
    }

    /** Takes an object's symbols. */
    void add(ObjectFile object, Diagnostics diagnostics) {
        for (Symbol symbol : object.symbols()) {
            if (symbol.binding() == Binding.LOCAL) {
                if (symbol.place() instanceof Place.Common) {
                    commons.add(symbol);
                }
            } else if (symbol.isDefined() && !discarded.contains(symbol)) {
                define(new Definition(symbol, object), diagnostics);
                wanted.remove(symbol.name());
            } else if (symbol.binding() != Binding.WEAK && !definitions.containsKey(symbol.name())) {
                wanted.putIfAbsent(symbol.name(), object);
            }
        }
    }

    /** The names that objects refer to, not only weakly, and none defines; with the first object that does. */
    Map<String, ObjectFile> wanted() {
        return wanted;
    }

    private void define(Definition added, Diagnostics diagnostics) {
        Symbol symbol = added.symbol;
        Definition known = definitions.putIfAbsent(symbol.name(), added);
        if (known == null) {
            return;
        }
        if (known.strength() == 2 && added.strength() == 2) {
            reportTwice(known, added, diagnostics);
        } else if (known.symbol.place() instanceof Place.Common one && symbol.place() instanceof Place.Common other) {
            Place.Common both =
                    new Place.Common(Math.max(one.size(), other.size()), Math.max(one.alignment(), other.alignment()));
            Symbol joined = new Symbol(symbol.name()).define(both, known.symbol.definition());
            joined.binding(Binding.GLOBAL).type(known.symbol.type()).visibility(known.symbol.visibility());
            definitions.put(symbol.name(), new Definition(joined.size(both.size()), known.object));
        } else if (added.strength() > known.strength()) {
            definitions.put(symbol.name(), added);
        }
    }

    private static void reportTwice(Definition first, Definition second, Diagnostics diagnostics) {
        String name = second.symbol.name();
        String where = second.symbol.definition() == null ? " in " + second.object.name() : "";
        Diagnostic error =
                Diagnostic.error(second.symbol.definition(), "symbol '" + name + "' is defined a second time" + where);
        if (first.symbol.definition() != null) {
            error = error.withNote(first.symbol.definition(), "'" + name + "' is first defined");
        } else {
            error = error.withNote(null, "'" + name + "' is first defined in " + first.object.name());
        }
        diagnostics.report(error);
    }

    /** Defines a name by a symbol that the linker made, unless an object defines it. */
    void provide(Symbol symbol) {
        made.putIfAbsent(symbol.name(), symbol);
    }

    /**
     * The definition that a use of this symbol means: for a local one itself; null if no object defines the name.
     */
    @Nullable
    Symbol resolve(Symbol used) {
        if (used.binding() == Binding.LOCAL && used.isDefined()) {
            return allocated.getOrDefault(used, used);
        }
        return named(used.name());
    }

    /** The global definition of a name, or null. */
    @Nullable
    Symbol named(String name) {
        Definition definition = definitions.get(name);
        if (definition == null) {
            return made.get(name);
        }
        return allocated.getOrDefault(definition.symbol, definition.symbol);
    }

    /** The names that objects define globally, in the order first met. */
    Collection<String> names() {
        return Collections.unmodifiableSet(definitions.keySet());
    }

    /** All global definitions, those of objects before those that the linker made. */
    List<Symbol> all() {
        List<Symbol> all = new ArrayList<>();
        for (Definition definition : definitions.values()) {
            all.add(allocated.getOrDefault(definition.symbol, definition.symbol));
        }
        for (Symbol symbol : made.values()) {
            if (!definitions.containsKey(symbol.name())) {
                all.add(symbol);
            }
        }
        return all;
    }

    /** The common symbols that won, which need memory. */
    List<Symbol> commons() {
        List<Symbol> all = new ArrayList<>(commons);
        for (Definition definition : definitions.values()) {
            if (definition.symbol.place() instanceof Place.Common) {
                all.add(definition.symbol);
            }
        }
        return all;
    }

    /** From now on a use of the common symbol means this one, which has a place. */
    void allocate(Symbol common, Symbol placed) {
        allocated.put(common, placed);
    }
}
