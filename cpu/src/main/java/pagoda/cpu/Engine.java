package pagoda.cpu;

import pagoda.cpu.fp.Fcsr;
import pagoda.cpu.isa.Cause;

/**
 * A way to execute a hart's instructions, faster than the interpreter but to the same end: registers, memory, traps and
 * counters are as the interpreter leaves them. What an engine does not do itself it has the interpreter do.
 */
public abstract class Engine {
    private final Hart hart;
    private long executed;

    /** An engine for this hart, which {@linkplain Hart#use is to be told}. */
    protected Engine(Hart hart) {
        this.hart = hart;
    }

    /** Executes at most {@code budget} instructions, and leaves the trap in the hart. */
    protected abstract void run(long budget);

    /** How many instructions it has executed without the interpreter. */
    final long executed() {
        return executed;
    }

    /** The hart that it executes. */
    protected final Hart hart() {
        return hart;
    }

    /** The register file itself: x0 to x31, f0 to f31; x0 is never written. */
    protected final long[] registers() {
        return hart.x;
    }

    /** The hart's floating-point control and status register. */
    protected final Fcsr fcsr() {
        return hart.fcsr;
    }

    /**
     * Has the interpreter execute at most {@code budget} instructions.
     *
     * @return what is left of the budget, a trapping instruction taken off
     */
    protected final long interpret(long budget) {
        return hart.interpreter.run(budget);
    }

    /** Has the interpreter execute at most {@code budget} instructions, but not beyond where translated code begins. */
    protected final long interpretToTranslated(long budget) {
        return hart.interpreter.runToTranslated(budget);
    }

    /** Whether the interpreter came to where translated code begins, and stopped before it. */
    protected final boolean isStopped() {
        return hart.interpreter.isStopped();
    }

    /** Whether the interpreter's last run ended by a trap other than the timer's. */
    protected final boolean isTrapped() {
        return !hart.interpreter.isStopped() && hart.trap.cause() != Cause.TIMER;
    }

    /**
     * Executes a load, a store or an atomic instruction in full: by the memory management unit, across pages, with a fault if
     * need be. It is not accounted for.
     *
     * @param inFlight how many instructions the engine has executed that are not yet {@linkplain #retire accounted for}
     * @return whether it has not faulted; if it has, nothing has changed
     */
    protected final boolean access(long packed, long inFlight) {
        hart.inFlight = inFlight;
        return hart.loadStoreUnit.access(packed, hart);
    }

    /** Takes the trap of the load or store that faulted: an instruction that was fetched, and does not retire. */
    protected final void trap(long pc) {
        hart.trap.set(hart.loadStoreUnit.cause, pc, hart.loadStoreUnit.tval);
        if (!hart.mmu().isBare()) {
            hart.mmu().instructionTlb().addHits(1);
        }
    }

    /**
     * Accounts for instructions that the engine executed: each one fetch that hit the TLB, and together so many loads and stores
     * that did.
     */
    protected final void retire(long instructions, long accesses, long pc) {
        hart.pc = pc;
        hart.retired += instructions;
        hart.inFlight = 0;
        executed += instructions;
        if (!hart.mmu().isBare()) {
            hart.mmu().instructionTlb().addHits(instructions);
            hart.mmu().dataTlb().addHits(accesses);
        }
    }
}
