package pagoda.asm.directive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pagoda.asm.syntax.Suggestion;

/**
 * All directives by name: a room for each group. Groups are read one after the other, until one has the name that is looked
 * for; those that most sources use come first.
 */
public final class Directives {

    /** Directives that are at home elsewhere. */
    public interface Group {
        /** Adds them to a table. */
        void addTo(Directives table);
    }

    private final Map<String, Directive> table = new HashMap<>();
    private final List<Group> others;
    private int read;

    /** @param others more groups */
    public Directives(List<Group> others) {
        this.others = others;
    }

    /** Adds a directive of such a group. */
    public void add(String name, Directive directive) {
        table.put(name, directive);
    }

    /** The directive of that name, with its dot, or null. */
    public @Nullable Directive named(String name) {
        Directive found = table.get(name);
        while (found == null && readGroup()) {
            found = table.get(name);
        }
        return found;
    }

    /** Reads one more group, if there is one. */
    private boolean readGroup() {
        int group = read++;
        switch (group) {
            case 0 -> SectionDirectives.addTo(table);
            case 1 -> DataDirectives.addTo(table);
            case 2 -> SymbolDirectives.addTo(table);
            case 3 -> SpaceDirectives.addTo(table);
            case 4 -> NoteDirectives.addTo(table);
            case 5 -> LineDirectives.addTo(table);
            default -> {
                int other = group - 6;
                if (other >= others.size()) {
                    read = group;
                    return false;
                }
                others.get(other).addTo(this);
            }
        }
        return true;
    }

    /** The question that an unknown name ends with. */
    public String question(String name) {
        while (readGroup()) {
            // all names count
        }
        return Suggestion.question(name, table.keySet());
    }
}
