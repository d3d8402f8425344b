package pagoda.asm.directive;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Suggestion;

/** All directives by name: a room for each group. */
public final class Directives {

    private final Map<String, Directive> table = new HashMap<>();

    public Directives() {
        SectionDirectives.addTo(table);
        DataDirectives.addTo(table);
        SpaceDirectives.addTo(table);
        SymbolDirectives.addTo(table);
        NoteDirectives.addTo(table);
        LineDirectives.addTo(table);
    }

    /** Adds a directive that is at home elsewhere. */
    public void add(String name, Directive directive) {
        table.put(name, directive);
    }

    /** The directive of that name, with its dot, or null. */
    public @Nullable Directive named(String name) {
        return table.get(name);
    }

    /** The question that an unknown name ends with. */
    public String question(String name) {
        return Suggestion.question(name, table.keySet());
    }
}
