package pagoda.cli;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import pagoda.kernel.Heartbeat;

/**
 * Tells someone at a terminal how far a run has come, if it takes more than two seconds of the host's clock, on which nothing else
 * depends. It does not write where the program has begun a line.
 */
final class RunProgress implements Heartbeat {
    private static final long PATIENCE = 2_000_000_000;
    private static final long PERIOD = 200_000_000;
    private static final double MILLION = 1e6;
    private static final double NANOSECONDS = 1e9;

    private final Messages messages;
    private final BooleanSupplier isFree;
    private final LongSupplier clock;
    private long next;
    private long before;
    private long instructionsBefore;

    /**
     * @param isFree whether the cursor is at the beginning of a line
     * @param clock nanoseconds since some time or other
     */
    RunProgress(Messages messages, BooleanSupplier isFree, LongSupplier clock) {
        this.messages = messages;
        this.isFree = isFree;
        this.clock = clock;
        this.before = clock.getAsLong();
        this.next = before + PATIENCE;
    }

    @Override
    public void at(long instructions, long cycles) {
        long now = clock.getAsLong();
        if (now - next < 0) {
            return;
        }
        if (isFree.getAsBoolean()) {
            messages.show(String.format(
                    Locale.ROOT,
                    "pagoda: %.0f million instructions, %.3f s simulated, %.0f million a second",
                    instructions / MILLION,
                    cycles / NANOSECONDS,
                    (instructions - instructionsBefore) / MILLION / ((now - before) / NANOSECONDS)));
        }
        next = now + PERIOD;
        before = now;
        instructionsBefore = instructions;
    }
}
