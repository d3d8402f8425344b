package pagoda.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Hart;
import pagoda.cpu.Trap;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.elf.ElfFile;
import pagoda.kernel.abi.Calendar;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.event.KernelPanic;
import pagoda.kernel.fs.Console;
import pagoda.kernel.fs.Directory;
import pagoda.kernel.fs.FileSystem;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.ArrayStore;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.CachedFile;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.HeldPages;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryGroup;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.UserMemory;
import pagoda.kernel.mm.VmCounter;
import pagoda.kernel.mm.reclaim.Reclaimer;
import pagoda.kernel.mm.reference.Foresight;
import pagoda.kernel.mm.reference.ReferenceRecorder;
import pagoda.kernel.mm.reference.ReferenceWatch;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.proc.Accounting;
import pagoda.kernel.proc.Alarms;
import pagoda.kernel.proc.Exec;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.ExitStatus;
import pagoda.kernel.proc.Futexes;
import pagoda.kernel.proc.IntervalTimer;
import pagoda.kernel.proc.LoadControl;
import pagoda.kernel.proc.MultiLevelFeedback;
import pagoda.kernel.proc.OomKiller;
import pagoda.kernel.proc.Process;
import pagoda.kernel.proc.Processes;
import pagoda.kernel.proc.ProcessorTimers;
import pagoda.kernel.proc.Program;
import pagoda.kernel.proc.RoundRobin;
import pagoda.kernel.proc.Scheduler;
import pagoda.kernel.proc.Signals;
import pagoda.kernel.proc.Sleepers;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.procfs.ProcRoot;
import pagoda.kernel.procfs.Sources;
import pagoda.kernel.report.Reports;
import pagoda.kernel.signal.Trampoline;
import pagoda.kernel.syscall.RandomGenerators;
import pagoda.kernel.syscall.Services;
import pagoda.kernel.syscall.SystemCalls;
import pagoda.kernel.trap.SignalDelivery;
import pagoda.kernel.trap.TrapHandler;
import pagoda.kernel.trap.TrapHistory;
import pagoda.kernel.wait.MustWait;

/** The machine with its kernel: boots, runs one program to its end, and can then tell what it cost. */
public final class Kernel {
    /** How many instructions a turn may last longer so that a store-conditional can succeed. */
    private static final long RESERVATION_GRACE = 16;

    private static final long NANOSECONDS = 1_000_000_000;

    private final KernelOptions options;
    private final FileSystem files;
    private final Hart hart;
    private final EventStream events;
    private final FrameTable frames;
    private final PageCache cache;
    private final Reclaimer reclaimer;
    private final UserMemory userMemory;
    private final LoadControl loadControl;
    private final Exec exec;
    private final Scheduler scheduler;
    private final Processes processes;
    private final Sleepers sleepers = new Sleepers();
    private final Signals signals;
    private final Alarms alarms;
    private final ProcessorTimers processorTimers;
    private final Accounting accounting;
    private final SignalDelivery delivery;
    private final SystemCalls systemCalls;
    private final TrapHandler traps;
    private final TrapHistory history = new TrapHistory();
    private final List<Process> ended = new ArrayList<>();
    private final Audit audit;
    private final Reports reports;
    private Directory current;
    private @Nullable ReferenceWatch references;
    private @Nullable Heartbeat heartbeat;
    private @Nullable UserThread onHart;
    private long steps;
    private long idle;
    private long idleForDisk;
    private long trapValue;
    private final boolean evicts;
    /** The number of an instruction, counted from 1. */
    private long nextEviction;

    public Kernel(KernelOptions options, Console console, Reports reports) {
        this.options = options;
        this.reports = reports;
        PhysicalMemory memory = new PhysicalMemory(options.ram());
        Mmu mmu = new Mmu(memory, RadixScheme.SV39, options.tlb(), options.tlb());
        hart = new Hart(memory, mmu, options.costs());
        options.engine().drive(hart, options.tuning());
        events = new EventStream(hart);
        KernelCosts costs = options.kernelCosts();
        Injection injection = options.injection();
        evicts = injection.evict() != 0 || injection.evictEvery() != 0;
        nextEviction = injection.nextEviction(0);
        DiskQueue disk = new DiskQueue(hart, events, costs.diskSeek(), costs.diskTransfer());
        disk.failAt(injection.diskRead(), injection.diskWrite());
        int slots = options.swap().slots();
        SwapDevice device = new SwapDevice(slots, options.swap().store().apply(slots));
        device.refuseAt(injection.slot());
        frames = new FrameTable(hart, costs, events, disk, device);
        frames.refuseAt(injection.frame());
        frames.setReadAhead(options.swap().readAhead(), options.swap().neighbourhood());
        cache = new PageCache(frames, memory);
        cache.setReadAhead(options.swap().readAhead());
        reclaimer = new Reclaimer(frames, cache, hart, costs, events, options.reclaim());
        FaultHandler faults = new FaultHandler(frames, cache, events, mmu.scheme());
        userMemory = new UserMemory(memory, faults);
        Asids asids = new Asids();
        exec = new Exec(
                hart,
                frames,
                asids,
                userMemory,
                RadixScheme.SV39,
                new Trampoline(cache),
                options.abi().addressLimit());
        if (options.checkTlb()) {
            mmu.checkHits(Kernel::stale);
        }
        scheduler = switch (options.scheduler()) {
            case ROUND_ROBIN -> new RoundRobin(options.quantum());
            case MULTI_LEVEL_FEEDBACK -> new MultiLevelFeedback(options.quantum());
        };
        signals = new Signals(events);
        alarms = new Alarms(signals);
        processorTimers = new ProcessorTimers(signals);
        accounting = new Accounting(hart);
        processes = new Processes(scheduler, exec, asids, signals, new Told());
        files = new FileSystem(cache, console, () -> Calendar.BOOT * NANOSECONDS + hart.cycles(), options.seed());
        current = files.root();
        Sources sources = new Sources(
                hart,
                frames,
                cache,
                processes,
                () -> onHart == null ? null : onHart.process(),
                Collections.unmodifiableList(ended),
                () -> idle);
        files.mount("proc", new ProcRoot(files.newVolume(ProcRoot.MAGIC, true), sources));
        Services services = new Services(
                hart,
                frames,
                cache,
                userMemory,
                processes,
                scheduler,
                sleepers,
                alarms,
                signals,
                new Futexes(),
                exec,
                files,
                new RandomGenerators(options.seed()));
        OomKiller oomKiller = new OomKiller(processes, signals, events, (all, victim) -> {
            frames.counters().add(VmCounter.OOM_KILL, 1);
            reports.outOfMemory(all, victim);
        });
        reclaimer.setLastResort(group -> onHart != null && oomKiller.kill(onHart.process(), group));
        loadControl = new LoadControl(processes, frames, reclaimer, events, options.loadControl());
        options.limits().forEach((name, limit) -> processes.limit(new MemoryGroup(name, limit)));
        frames.commit().setMode(options.overcommit());
        delivery = new SignalDelivery(hart, userMemory, signals, processes, reports);
        systemCalls = new SystemCalls(services, events, reports, options.abi());
        traps = new TrapHandler(hart, options.kernelCosts(), faults, systemCalls, delivery);
        audit = new Audit(frames, cache, memory, mmu);
        if (reclaimer.foresight() != null) {
            startToWatch(null);
        }
    }

    /** Who is given the reference string of each thread; set before the run, which is slower then, but the same. */
    public void recordReferences(ReferenceRecorder recorder) {
        startToWatch(recorder);
    }

    private void startToWatch(@Nullable ReferenceRecorder recorder) {
        ReferenceWatch watch = new ReferenceWatch(recorder, reclaimer.foresight());
        references = watch;
        hart.mmu().watch(watch);
        userMemory.tell(watch);
    }

    /** Who is told after each turn how far the run has come; set before the run. */
    public void tell(Heartbeat listener) {
        heartbeat = listener;
    }

    /** What the replacement policy knew of the future; null if it is one that knows nothing. */
    public @Nullable Foresight foresight() {
        return reclaimer.foresight();
    }

    /** What happens; readers are added before the run. */
    public EventStream events() {
        return events;
    }

    /** The tree of files, as it is before the run. */
    public FileSystem files() {
        return files;
    }

    /** Lets the program begin in this directory instead of the root. */
    public void startIn(Directory directory) {
        current = directory;
    }

    /** Strings whose characters are the bytes of the texts, as the kernel has them. */
    private static List<String> asBytes(List<String> texts) {
        List<String> all = new ArrayList<>();
        for (String text : texts) {
            all.add(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    /**
     * Executes the program until it and all its descendants have ended, or the limit of steps is reached.
     *
     * @param path as the user wrote it: the program's {@code argv[0]}, {@code arguments} behind it
     * @throws ExecException if the file cannot be executed
     * @throws KernelPanic if an invariant of the kernel is broken: a defect of Pagoda
     */
    public RunResult run(ElfFile elf, String path, List<String> arguments, List<String> environment)
            throws ExecException {
        if (events.wants(EventKind.TLB)) {
            hart.mmu().listen(new TlbEvents(events));
        }
        try {
            CachedFile file = new CachedFile(new ArrayStore(elf.bytes()), elf.bytes().length, cache);
            file.hold();
            List<String> argv = new ArrayList<>(List.of(path));
            argv.addAll(arguments);
            Exec.Image image = exec.prepare(new Program(elf, file, path), asBytes(argv), asBytes(environment));
            Process first = processes.start(image, files.begin(current));
            if (events.wants(EventKind.PROCESS)) {
                events.setPid(first.pid());
                events.emit(new Event.Exec(events.stamp(), path, elf.header().entry(), image.stackPointer()));
            }
            RunResult result = loop(first);
            frames.holders().setCurrent(null);
            if (references != null) {
                references.end();
            }
            files.sync();
            file.release();
            if (options.audit() && result.end() == RunResult.End.PROGRAM) {
                audit.atExit();
            }
            return result;
        } catch (KernelPanic panic) {
            throw panic.after(history.toString());
        } catch (RuntimeException failure) {
            throw new KernelPanic("the kernel's own code failed: " + failure, failure).after(history.toString());
        }
    }

    /** The kernel's heart: pick a thread, let it have its turn, and so on until nobody is left. */
    private RunResult loop(Process first) {
        while (!processes.all().isEmpty()) {
            wakeWhatIsDue();
            lookAfterMemory();
            UserThread thread = scheduler.next();
            if (thread == null && nextEvent() == Long.MAX_VALUE && loadControl.resume()) {
                // Nobody else can run, so there is room.
                thread = scheduler.next();
            }
            if (thread != null) {
                if (!turn(thread)) {
                    return new RunResult(RunResult.End.LIMIT, null, thread.process(), thread.pc());
                }
                if (heartbeat != null) {
                    heartbeat.at(hart.retired(), hart.cycles());
                }
            } else if (nextEvent() < Long.MAX_VALUE) {
                // A pause counts as a step, or a timer whose signal is ignored could keep a machine busy for ever.
                if (steps++ >= options.maxSteps()) {
                    return new RunResult(RunResult.End.LIMIT, null, first, 0);
                }
                long pause = Math.max(0, nextEvent() - hart.cycles());
                hart.stall(pause);
                idle += pause;
                idleForDisk += frames.disk().isIdle() ? 0 : pause;
            } else {
                reports.deadlock(List.copyOf(processes.threads()));
                return new RunResult(RunResult.End.DEADLOCK, null, first, 0);
            }
        }
        ExitStatus status = first.status();
        return new RunResult(RunResult.End.PROGRAM, status, first, 0);
    }

    /** When something happens by itself next: a thread is to be woken, or a timer is due. */
    private long nextEvent() {
        return Math.min(frames.disk().next(), Math.min(sleepers.next(), alarms.next()));
    }

    private void wakeWhatIsDue() {
        frames.disk().complete(hart.cycles());
        sleepers.wake(hart.cycles());
        alarms.ring(hart.cycles());
    }

    /** The policies' harvest and the load control, if they are due; then the swap daemon, first of all, until it sleeps. */
    private void lookAfterMemory() {
        long now = hart.cycles();
        reclaimer.tickIfDue(now);
        loadControl.look(now, idleForDisk);
        if (!reclaimer.isAwake()) {
            return;
        }
        int pid = events.pid();
        HeldPages holder = frames.holders().current();
        events.setPid(0);
        frames.holders().setCurrent(null);
        hart.stall(options.kernelCosts().contextSwitch());
        while (reclaimer.isAwake()) {
            reclaimer.work();
        }
        hart.stall(options.kernelCosts().contextSwitch());
        frames.holders().setCurrent(holder);
        events.setPid(pid);
        accounting.skip();
    }

    /** Lets the thread run until its turn is over, or it waits, or ends; false if the limit of steps is reached. */
    private boolean turn(UserThread thread) {
        Process process = thread.process();
        switchTo(thread);
        frames.holders().setCurrent(thread.held());
        AddressSpace space = process.space();
        long left = scheduler.quantum(thread);
        boolean grace = true;
        while (thread.state() == UserThread.State.RUNNABLE) {
            boolean firstTry = !thread.isInCall();
            delivery.takeDefaults(thread);
            if (process.isSuspended() && process.ending() == null) {
                frames.holders().release(thread.held());
                process.suspendedThreads().add(thread);
            } else if (process.isStopped()) {
                frames.holders().release(thread.held());
                process.stoppedThreads().add(thread);
            } else if (process.ending() == null && thread.isInCall()) {
                systemCalls.dispatch(thread);
            } else if (process.ending() == null) {
                callHandlers(thread);
                if (left == 0 && grace && hart.hasReservation()) {
                    // Between a load-reserved and its store-conditional nobody else has a turn, or neither would ever
                    // succeed.
                    left = RESERVATION_GRACE;
                    grace = false;
                }
                if (process.ending() == null && !process.isStopped() && thread.state() == UserThread.State.RUNNABLE) {
                    if (left == 0 || thread.hasYielded()) {
                        thread.time().countSwitch(false);
                        scheduler.expired(thread);
                        return true;
                    }
                    if (steps >= options.maxSteps()) {
                        return false;
                    }
                    left -= run(thread, Math.min(left, options.maxSteps() - steps));
                }
            }
            boolean waits = thread.state() == UserThread.State.WAITING;
            account(thread);
            processes.settle(process);
            if (references != null && thread.isStalled()) {
                references.giveUp();
            }
            lookAfterMemory();
            if (process.hasSpace() && process.space() != space) {
                // An exec: the thread goes on in another address space.
                space = process.space();
                hart.mmu().setSatp(space.satp());
                hart.clearReservation();
                watch(thread);
            }
            if (options.audit()) {
                audit.afterTrap(processes.all(), space, trapValue);
            }
            if (waits) {
                thread.time().countSwitch(true);
                if (!thread.isStalled()) {
                    delivery.afterParking(thread, firstTry);
                }
                return true;
            }
            wakeWhatIsDue();
        }
        return true;
    }

    private void callHandlers(UserThread thread) {
        try {
            delivery.callHandlers(thread);
        } catch (MustWait wait) {
            thread.stallIn(wait.queue());
        }
    }

    /** Runs the thread until its next trap, and answers it; how many instructions were attempted. */
    private long run(UserThread thread, long most) {
        Process process = thread.process();
        account(thread);
        long untilEvent = Math.min(nextEvent() - hart.cycles(), ProcessorTimers.untilDue(process));
        long mostBefore = Math.min(untilEvent / Math.max(1, options.costs().instruction()), evictIfDue());
        long budget = Math.max(1, Math.min(most, mostBefore));
        hart.loadRegisters(thread.registers());
        hart.setPc(thread.pc());
        userMemory.committed();
        long before = hart.retired();
        Trap trap = hart.run(budget);
        accounting.countUser(thread);
        hart.saveRegisters(thread.registers());
        thread.setPc(hart.pc());
        long retired = hart.retired() - before;
        if (retired > 0) {
            frames.holders().release(thread.held());
        }
        process.countInstructions(retired);
        long attempted = retired + (trap.cause() == Cause.TIMER ? 0 : 1);
        steps += attempted;
        history.add(trap);
        trapValue = trap.tval();
        traps.handle(thread, trap);
        return attempted;
    }

    /** Evicts everything if that was asked for before this instruction; how many instructions there are until it is due. */
    private long evictIfDue() {
        if (!evicts) {
            return Long.MAX_VALUE;
        }
        if (steps + 1 >= nextEviction) {
            reclaimer.evictAll();
            nextEviction = options.injection().nextEviction(steps + 1);
        }
        return nextEviction - 1 - steps;
    }

    /** Counts the time since this was last done as the kernel's work for the thread, and rings its process's own timers. */
    private void account(UserThread thread) {
        accounting.countSystem(thread);
        if (ProcessorTimers.untilDue(thread.process()) <= 0) {
            processorTimers.ring(thread.process());
        }
    }

    /** Gives the hart to the thread. The reservation belongs to who had it before; TLB entries are told apart by ASID. */
    private void switchTo(UserThread thread) {
        events.setPid(thread.process().pid());
        accounting.begin(thread);
        hart.mmu().setSatp(thread.process().space().satp());
        watch(thread);
        if (onHart != thread) {
            hart.clearReservation();
            hart.stall(options.kernelCosts().contextSwitch());
            onHart = thread;
            if (events.wants(EventKind.SWITCH)) {
                events.emit(new Event.Switch(events.stamp(), thread.tid()));
            }
        }
    }

    private void watch(UserThread thread) {
        if (references != null) {
            references.switchTo(thread.tid(), thread.process().space().asid());
        }
    }

    private static void stale(boolean fetch, long address, long cached, long entry) {
        throw new KernelPanic("a fence was forgotten: the " + (fetch ? "instruction" : "data") + " TLB says 0x"
                + Long.toHexString(cached) + " for 0x" + Long.toHexString(address) + ", but the page table 0x"
                + Long.toHexString(entry));
    }

    /** How many instructions were executed as translated code: the one figure that depends on the engine. */
    public long translatedInstructions() {
        return hart.translated();
    }

    /** The figures of the run so far. */
    public Statistics statistics() {
        List<Process> all = new ArrayList<>(ended);
        processes.all().stream().filter(process -> !process.isZombie()).forEach(all::add);
        return Statistics.of(hart, frames, cache, idle, loadControl.thrashingWindows(), processes.groups(), all);
    }

    /** What the kernel does besides when processes end. */
    private final class Told implements Processes.Listener {
        @Override
        public void ended(Process process) {
            ended.add(process);
            alarms.set(process, IntervalTimer.OFF, 0);
            ExitStatus status = process.status();
            if (status != null && events.wants(EventKind.PROCESS)) {
                String signal = status instanceof ExitStatus.Killed killed
                        ? killed.signal().name()
                        : "";
                events.emit(new Event.Exit(events.stamp(), status.shellStatus(), signal));
            }
        }

        @Override
        public void changed(String word, int id) {
            if (events.wants(EventKind.PROCESS)) {
                events.emit(new Event.Family(events.stamp(), word, id));
            }
        }

        @Override
        public boolean childEnded(Process parent, Process child) {
            return signals.childEnded(parent, child);
        }
    }
}
