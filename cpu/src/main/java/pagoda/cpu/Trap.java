package pagoda.cpu;

import pagoda.cpu.isa.Cause;

/** Why and where the hart stopped. Each hart has one, which {@link Hart#run} fills anew. */
public final class Trap {
    private Cause cause = Cause.TIMER;
    private long epc;
    private long tval;

    Trap() {}

    void set(Cause newCause, long newEpc, long newTval) {
        cause = newCause;
        epc = newEpc;
        tval = newTval;
    }

    /** Why it stopped. */
    public Cause cause() {
        return cause;
    }

    /** The address of the instruction that trapped; for the timer, of the next one. */
    public long epc() {
        return epc;
    }

    /**
     * What the cause has to tell ({@code stval}): for address faults the address, on a page-crossing access that of the part
     * that faulted; for an illegal instruction its word; for a breakpoint the instruction's address; else zero.
     */
    public long tval() {
        return tval;
    }
}
