package pagoda.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.fs.Console;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.proc.Exec;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Process;
import pagoda.kernel.report.Reports;
import pagoda.kernel.syscall.SystemCalls;
import pagoda.kernel.trap.TrapHandler;
import pagoda.kernel.trap.TrapHistory;

/** The machine with its kernel: boots, runs one program to its end, and can then tell what it cost. */
public final class Kernel {
    /** Pid 1 is the kernel's; the program is its child. */
    private static final int FIRST_PID = 2;

    private final KernelOptions options;
    private final Console console;
    private final Hart hart;
    private final EventStream events;
    private final FrameTable frames;
    private final UserMemory userMemory;
    private final TrapHandler traps;
    private final TrapHistory history = new TrapHistory();
    private final Audit audit;
    private @Nullable Process process;

    public Kernel(KernelOptions options, Console console, Reports reports) {
        this.options = options;
        this.console = console;
        PhysicalMemory memory = new PhysicalMemory(options.ram());
        Mmu mmu = new Mmu(memory, RadixScheme.SV39, options.tlb(), options.tlb());
        hart = new Hart(memory, mmu, options.costs());
        events = new EventStream(hart);
        frames = new FrameTable(hart, options.kernelCosts(), events);
        FaultHandler faults = new FaultHandler(frames, events, mmu.scheme());
        userMemory = new UserMemory(memory, faults);
        SystemCalls systemCalls = new SystemCalls(hart, userMemory, events, reports);
        traps = new TrapHandler(hart, options.kernelCosts(), faults, systemCalls, reports);
        audit = new Audit(frames, mmu);
    }

    /** What happens; readers are added before the run. */
    public EventStream events() {
        return events;
    }

    /**
     * Executes the program until it ends, or the limit of steps is reached.
     *
     * @param path as the user wrote it: the program's {@code argv[0]}, {@code arguments} behind it
     * @throws ExecException if the file cannot be executed
     * @throws KernelPanic if an invariant of the kernel is broken: a defect of Pagoda
     */
    public RunResult run(ElfFile program, String path, List<String> arguments, List<String> environment)
            throws ExecException {
        if (events.wants(EventKind.TLB)) {
            hart.mmu().listen(new TlbEvents(events));
        }
        events.setPid(FIRST_PID);
        Exec exec = new Exec(hart, frames, userMemory, RadixScheme.SV39);
        try {
            Process started = exec.start(FIRST_PID, program, path, arguments, environment, FileDescriptors.on(console));
            process = started;
            if (events.wants(EventKind.PROCESS)) {
                events.emit(new Event.Exec(events.stamp(), path, hart.pc(), hart.register(Registers.SP)));
            }
            return loop(started);
        } catch (KernelPanic panic) {
            throw panic.after(history.toString());
        } catch (RuntimeException failure) {
            throw new KernelPanic("the kernel's own code failed: " + failure, failure).after(history.toString());
        }
    }

    /** The kernel's heart: run until a trap, answer it, and so on. */
    private RunResult loop(Process running) {
        long steps = 0;
        while (!running.hasEnded() && steps < options.maxSteps()) {
            long before = hart.retired();
            Trap trap = hart.run(options.maxSteps() - steps);
            steps += hart.retired() - before + (trap.cause() == Cause.TIMER ? 0 : 1);
            history.add(trap);
            traps.handle(running, trap);
            if (options.audit()) {
                audit.afterTrap(running.space(), trap);
            }
        }
        if (options.audit()) {
            audit.everything(running.space());
        }
        if (!running.hasEnded()) {
            return new RunResult(null, hart.pc());
        }
        running.space().destroy();
        if (options.audit()) {
            audit.atExit();
        }
        ExitStatus status = running.status();
        if (events.wants(EventKind.PROCESS)) {
            String signal =
                    status instanceof ExitStatus.Killed killed ? killed.signal().name() : "";
            events.emit(new Event.Exit(events.stamp(), status.shellStatus(), signal));
        }
        return new RunResult(status, hart.pc());
    }

    /** The figures of the run so far. */
    public Statistics statistics() {
        return Statistics.of(hart, frames, process);
    }
}
