package pagoda.cli;

import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;

/** Writes events as text, a line each: simulated nanoseconds, instructions retired, process, kind, word and the rest. */
final class TraceText {
    private final Messages messages;

    TraceText(Messages messages) {
        this.messages = messages;
    }

    /** The names of the columns. */
    void heading() {
        messages.print(Text.format("%12s %10s %4s  event\n", "ns", "instr", "pid"));
    }

    void write(Event event) {
        String separator = event.kind() == EventKind.SYSCALL ? "" : " ";
        messages.print(Text.format(
                "%12d %10d %4d  %s %s%s%s\n",
                event.stamp().cycles(),
                event.stamp().instructions(),
                event.stamp().pid(),
                event.kind().word(),
                event.word(),
                separator,
                event.text()));
    }
}
