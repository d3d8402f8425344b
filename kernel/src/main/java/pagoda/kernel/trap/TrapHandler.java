package pagoda.kernel.trap;

import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.mmu.Access;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.syscall.SystemCalls;
import pagoda.kernel.wait.MustWait;

/** Answers traps: a system call is done, a page fault solved, and what cannot be solved is a signal. */
public final class TrapHandler {
    private final Hart hart;
    private final KernelCosts costs;
    private final FaultHandler faults;
    private final SystemCalls systemCalls;
    private final SignalDelivery delivery;

    public TrapHandler(
            Hart hart, KernelCosts costs, FaultHandler faults, SystemCalls systemCalls, SignalDelivery delivery) {
        this.hart = hart;
        this.costs = costs;
        this.faults = faults;
        this.systemCalls = systemCalls;
        this.delivery = delivery;
    }

    /** Answers the trap of the thread, whose process may have ended afterwards. */
    public void handle(UserThread thread, Trap trap) {
        Process process = thread.process();
        hart.stall(costs.trap());
        Cause cause = trap.cause();
        if (cause != Cause.TIMER) {
            hart.clearReservation(); // as Linux does whenever it returns to a program
        }
        switch (cause) {
            case TIMER -> {}
            case ECALL -> systemCalls.dispatch(thread);
            case INSTRUCTION_PAGE_FAULT -> pageFault(thread, trap, Access.FETCH);
            case LOAD_PAGE_FAULT -> pageFault(thread, trap, Access.LOAD);
            case STORE_PAGE_FAULT -> pageFault(thread, trap, Access.STORE);
            case ILLEGAL_INSTRUCTION -> delivery.trap(thread, cause, trap.tval(), trap.epc(), SignalCode.ILL_ILLOPC);
            case BREAKPOINT -> delivery.trap(thread, cause, trap.tval(), trap.epc(), SignalCode.TRAP_BRKPT);
            case INSTRUCTION_MISALIGNED, LOAD_MISALIGNED, STORE_MISALIGNED ->
                delivery.trap(thread, cause, trap.tval(), trap.tval(), SignalCode.BUS_ADRALN);
            case INSTRUCTION_ACCESS_FAULT, LOAD_ACCESS_FAULT, STORE_ACCESS_FAULT ->
                throw new KernelPanic("a page table of pid " + process.pid() + " leads outside RAM at 0x"
                        + Long.toHexString(trap.tval()));
        }
    }

    private void pageFault(UserThread thread, Trap trap, Access access) {
        AddressSpace space = thread.process().space();
        FaultReason reason;
        try {
            reason = faults.handle(space, trap.tval(), access, trap.epc());
        } catch (MustWait wait) {
            // When it is woken it executes the instruction again, which faults again.
            thread.stallIn(wait.queue());
            return;
        }
        SignalCode signal = reason.signal();
        if (signal != null) {
            delivery.pageFault(thread, access, trap.tval(), reason, signal);
        }
    }
}
