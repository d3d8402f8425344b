package pagoda.kernel.trap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Walk;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.Region;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;
import pagoda.kernel.report.WalkStep;

/** Ends a process by what its own instruction caused, and has it explained. */
final class Crashes {
    private final Hart hart;
    private final Reports reports;

    Crashes(Hart hart, Reports reports) {
        this.hart = hart;
        this.reports = reports;
    }

    /** A page fault that nothing solves. */
    void pageFault(Process process, Access access, long address, long pc, FaultReason reason, SignalCode signal) {
        Walk walk = new Walk();
        hart.mmu().inspect(address, access, walk);
        List<WalkStep> steps = new ArrayList<>();
        for (int step = 0; step < walk.references(); step++) {
            steps.add(new WalkStep(walk.level(step), walk.index(step), walk.entry(step)));
        }
        Cause cause = switch (access) {
            case FETCH -> Cause.INSTRUCTION_PAGE_FAULT;
            case LOAD -> Cause.LOAD_PAGE_FAULT;
            case STORE -> Cause.STORE_PAGE_FAULT;
        };
        end(process, cause, address, pc, steps, reason, nearest(process.space(), address), signal);
    }

    /** The region that holds the address, or the next one above it. */
    private static @Nullable Region nearest(AddressSpace space, long address) {
        if (address < 0) {
            return null;
        }
        Region region = space.find(address);
        return region == null ? space.above(address) : region;
    }

    /** Any other trap. */
    void trap(Process process, Cause cause, long value, long pc, SignalCode signal) {
        end(process, cause, value, pc, List.of(), null, null, signal);
    }

    private void end(
            Process process,
            Cause cause,
            long value,
            long pc,
            List<WalkStep> walk,
            @Nullable FaultReason reason,
            @Nullable Region region,
            SignalCode signal) {
        reports.crashed(new CrashReport(
                process.pid(),
                process.name(),
                process.program().elf(),
                cause,
                value,
                pc,
                walk,
                reason,
                region,
                signal));
        process.end(new ExitStatus.Killed(signal.signal()));
    }
}
