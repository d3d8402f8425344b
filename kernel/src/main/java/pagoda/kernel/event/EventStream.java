package pagoda.kernel.event;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import pagoda.cpu.Hart;

/**
 * The one stream of what happens. Whoever makes an event asks {@link #wants} first, so that it costs nothing when nobody
 * listens.
 */
public final class EventStream {
    private record Reader(Set<EventKind> kinds, Consumer<Event> consumer) {}

    private final Hart hart;
    private final List<Reader> readers = new ArrayList<>();
    private final boolean[] wanted = new boolean[EventKind.values().length];
    private int pid;

    /** A stream whose stamps take their time from the hart. */
    public EventStream(Hart hart) {
        this.hart = hart;
    }

    /** Gives the events of these kinds to the reader from now on, in the order in which they happen. */
    public void read(Set<EventKind> kinds, Consumer<Event> reader) {
        readers.add(new Reader(EnumSet.copyOf(kinds), reader));
        for (EventKind kind : kinds) {
            wanted[kind.ordinal()] = true;
        }
    }

    /** Whether anybody reads events of this kind. */
    public boolean wants(EventKind kind) {
        return wanted[kind.ordinal()];
    }

    /** Sets the process that stamps name from now on, 0 for the kernel. */
    public void setPid(int newPid) {
        pid = newPid;
    }

    /** The process that stamps name now. */
    public int pid() {
        return pid;
    }

    /** The stamp for something that happens now. */
    public Stamp stamp() {
        return new Stamp(hart.cycles(), hart.retired(), pid);
    }

    /** Gives the event to its readers. */
    public void emit(Event event) {
        for (Reader reader : readers) {
            if (reader.kinds.contains(event.kind())) {
                reader.consumer.accept(event);
            }
        }
    }
}
