package pagoda.kernel.trap;

import java.util.Locale;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;

/** The last traps, kept so that a kernel panic can tell what went before it. */
public final class TrapHistory {
    private static final int SIZE = 16;

    private final Cause[] causes = new Cause[SIZE];
    private final long[] pcs = new long[SIZE];
    private final long[] values = new long[SIZE];
    private long count;

    /** Remembers the trap, and forgets the oldest if there are more than 16. */
    public void add(Trap trap) {
        int slot = (int) (count++ % SIZE);
        causes[slot] = trap.cause();
        pcs[slot] = trap.epc();
        values[slot] = trap.tval();
    }

    /** The traps, the oldest first, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (long i = Math.max(0, count - SIZE); i < count; i++) {
            int slot = (int) (i % SIZE);
            text.append(String.format(
                    Locale.ROOT,
                    "  trap %d: %s, pc 0x%x, tval 0x%x\n",
                    i + 1,
                    causes[slot].text(),
                    pcs[slot],
                    values[slot]));
        }
        return text.toString();
    }
}
