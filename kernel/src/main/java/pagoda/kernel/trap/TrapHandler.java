package pagoda.kernel.trap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.Region;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;
import pagoda.kernel.report.WalkStep;
import pagoda.kernel.syscall.SystemCalls;

/** Answers traps: a system call is done, a page fault solved, and what cannot be solved kills by a signal. */
public final class TrapHandler {
    private final Hart hart;
    private final KernelCosts costs;
    private final FaultHandler faults;
    private final SystemCalls systemCalls;
    private final Reports reports;

    public TrapHandler(Hart hart, KernelCosts costs, FaultHandler faults, SystemCalls systemCalls, Reports reports) {
        this.hart = hart;
        this.costs = costs;
        this.faults = faults;
        this.systemCalls = systemCalls;
        this.reports = reports;
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
            case INSTRUCTION_PAGE_FAULT -> pageFault(process, trap, Access.FETCH);
            case LOAD_PAGE_FAULT -> pageFault(process, trap, Access.LOAD);
            case STORE_PAGE_FAULT -> pageFault(process, trap, Access.STORE);
            case ILLEGAL_INSTRUCTION -> kill(process, trap, SignalCode.ILL_ILLOPC);
            case BREAKPOINT -> kill(process, trap, SignalCode.TRAP_BRKPT);
            case INSTRUCTION_MISALIGNED, LOAD_MISALIGNED, STORE_MISALIGNED ->
                kill(process, trap, SignalCode.BUS_ADRALN);
            case INSTRUCTION_ACCESS_FAULT, LOAD_ACCESS_FAULT, STORE_ACCESS_FAULT ->
                throw new KernelPanic("a page table of pid " + process.pid() + " leads outside RAM at 0x"
                        + Long.toHexString(trap.tval()));
        }
    }

    private void pageFault(Process process, Trap trap, Access access) {
        FaultReason reason = faults.handle(process.space(), trap.tval(), access, trap.epc());
        SignalCode signal = reason.signal();
        if (signal != null) {
            Walk walk = new Walk();
            hart.mmu().inspect(trap.tval(), access, walk);
            List<WalkStep> steps = new ArrayList<>();
            for (int step = 0; step < walk.references(); step++) {
                steps.add(new WalkStep(walk.level(step), walk.index(step), walk.entry(step)));
            }
            crash(process, trap, steps, reason, nearest(process.space(), trap.tval()), signal);
        }
    }

    /** The region that holds the address, or the next one above it. */
    private static @Nullable Region nearest(AddressSpace space, long address) {
        if (address < 0) {
            return null;
        }
        Region region = space.find(address);
        return region == null ? space.above(address) : region;
    }

    private void kill(Process process, Trap trap, SignalCode signal) {
        crash(process, trap, List.of(), null, null, signal);
    }

    private void crash(
            Process process,
            Trap trap,
            List<WalkStep> walk,
            @Nullable FaultReason reason,
            @Nullable Region region,
            SignalCode signal) {
        reports.crashed(new CrashReport(
                process.pid(),
                process.name(),
                process.program().elf(),
                trap.cause(),
                trap.tval(),
                trap.epc(),
                walk,
                reason,
                region,
                signal));
        process.end(new ExitStatus.Killed(signal.signal()));
    }
}
