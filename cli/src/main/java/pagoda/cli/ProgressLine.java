package pagoda.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import pagoda.asm.Progress;

/**
 * Tells someone at a terminal how far the assembler has come: one line on stderr, written again and again, which is gone when
 * all is assembled. It comes only if that takes more than a second of the host's clock, on which nothing else depends.
 */
final class ProgressLine implements Progress {
    private static final long PATIENCE = 1_000_000_000;
    private static final long PERIOD = 100_000_000;

    private final Messages messages;
    private final LongSupplier clock;
    private long next;

    /** @param clock nanoseconds since some time or other */
    ProgressLine(Messages messages, LongSupplier clock) {
        this.messages = messages;
        this.clock = clock;
        this.next = clock.getAsLong() + PATIENCE;
    }

    @Override
    public void at(String source, int read, int whole) {
        if (clock.getAsLong() - next < 0) {
            return;
        }
        next = clock.getAsLong() + PERIOD;
        messages.show(
                String.format(Locale.ROOT, "pagoda: assembling %s: %d %%", source, 100L * read / Math.max(1, whole)));
    }

    /** Takes the line away, if there is one. */
    void clear() {
        messages.hide();
    }
}
