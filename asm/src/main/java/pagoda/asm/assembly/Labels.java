package pagoda.asm.assembly;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.layout.Label;
import pagoda.asm.layout.Tail;

/** The names of one source, in the order they were first seen, and its numbered labels. */
public final class Labels {

    private record Awaited(Label label, Tail.Source firstUse) {}

    private final Map<String, Label> named = new LinkedHashMap<>();
    private final Map<Integer, Label> last = new HashMap<>();
    private final Map<Integer, Awaited> next = new TreeMap<>();

    /** The label of that name, new and undefined if there was none. */
    public Label named(String name) {
        Label label = named.get(name);
        if (label == null) {
            label = new Label(name);
            named.put(name, label);
        }
        return label;
    }

    /** The label of that name, or null if the source has not named it yet. */
    public @Nullable Label find(String name) {
        return named.get(name);
    }

    /** All that have a name. */
    public Collection<Label> all() {
        return named.values();
    }

    /** A label for the numbered label that is defined here; the uses that waited for it mean it. */
    Label numbered(int number) {
        Awaited awaited = next.remove(number);
        Label label = awaited == null ? new Label(".L" + number) : awaited.label;
        last.put(number, label);
        return label;
    }

    /** The nearest label of that number before, or null. */
    @Nullable
    Label before(int number) {
        return last.get(number);
    }

    /** The nearest label of that number behind. */
    Label behind(int number, Tail.Source use) {
        return next.computeIfAbsent(number, key -> new Awaited(new Label(".L" + key), use)).label;
    }

    /** Reports numbered labels that are waited for in vain. */
    void reportMissing(Diagnostics diagnostics) {
        next.forEach((number, awaited) -> diagnostics.report(awaited.firstUse
                .statement()
                .error(awaited.firstUse.start(), awaited.firstUse.end(), "no label '" + number + ":' follows")));
    }
}
