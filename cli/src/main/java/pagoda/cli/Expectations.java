package pagoda.cli;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;

/** What the user expects of a run, and whether it came true: the {@code --expect-*} options. */
final class Expectations {
    private @Nullable Integer exit;

    private @Nullable String stdout;

    private Map<String, Long> events = new LinkedHashMap<>();

    private final Map<String, Long> counts = new LinkedHashMap<>();

    void declare(Options options) {
        options.value(
                "--expect-exit",
                "N",
                Integer.class,
                given -> exit = given,
                "Expects this exit status. With any --expect option, pagoda's own is 0 if all is as expected, else 1.");
        options.value(
                "--expect-stdout",
                "TEXT",
                String.class,
                given -> stdout = given,
                "Expects this on standard output; a newline at its end may be left out.");
        options.map(
                "--expect-event",
                "KIND=N",
                Long.class,
                given -> events = given,
                "Expects N events of a kind (fault=3), or of a kind and word (fault.demand-zero=2)."
                        + " May be given several times.");
    }

    /** Whether anything is expected. */
    boolean any() {
        return exit != null || stdout != null || !events.isEmpty();
    }

    /** Whether standard output must be kept. */
    boolean needsOutput() {
        return stdout != null;
    }

    /**
     * The kinds of events that must be counted.
     *
     * @throws Failure if a kind is not known
     */
    Set<EventKind> kinds() {
        Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
        for (String name : events.keySet()) {
            int dot = name.indexOf('.');
            EventKind kind = EventKind.of(dot < 0 ? name : name.substring(0, dot));
            if (kind == null) {
                throw new Failure("--expect-event: '" + name + "' is no kind of event; there are " + allKinds());
            }
            kinds.add(kind);
        }
        return kinds;
    }

    /** All words for kinds of events. */
    static String allKinds() {
        return Stream.of(EventKind.values()).map(EventKind::word).collect(Collectors.joining(", "));
    }

    /** Counts an event. */
    void count(Event event) {
        counts.merge(event.kind().word(), 1L, Long::sum);
        counts.merge(event.kind().word() + "." + event.word(), 1L, Long::sum);
    }

    /** Says on stderr what is not as expected. */
    boolean met(int status, byte[] output, Messages messages) {
        boolean met = true;
        if (exit != null && exit != status) {
            messages.say("expected exit status " + exit + ", but it is " + status);
            met = false;
        }
        String text = new String(output, StandardCharsets.UTF_8);
        if (stdout != null && !text.equals(stdout) && !text.equals(stdout + "\n")) {
            messages.say(difference(stdout, text));
            met = false;
        }
        for (Map.Entry<String, Long> expected : events.entrySet()) {
            long count = counts.getOrDefault(expected.getKey(), 0L);
            if (count != expected.getValue()) {
                messages.say("expected " + expected.getValue() + " events " + expected.getKey() + ", but there were "
                        + count);
                met = false;
            }
        }
        return met;
    }

    private static String difference(String expected, String actual) {
        List<String> wanted = expected.lines().toList();
        List<String> got = actual.lines().toList();
        for (int line = 0; line < Math.max(wanted.size(), got.size()); line++) {
            String want = line < wanted.size() ? "'" + wanted.get(line) + "'" : "the end";
            String have = line < got.size() ? "'" + got.get(line) + "'" : "the end";
            if (!want.equals(have)) {
                return "standard output, line " + (line + 1) + ": expected " + want + ", but it is " + have;
            }
        }
        return "standard output differs from what was expected in its line ends";
    }
}
