package pagoda.kernel.proc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.fs.FileDescriptors;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.signal.PendingSignals;
import pagoda.kernel.signal.SignalActions;
import pagoda.kernel.wait.WaitQueue;

/**
 * A program in execution: its threads, its memory, its open files, its place in the family of processes, and how it ended.
 * A process that has ended is a zombie until its parent has waited for it.
 */
public final class Process {
    private final int pid;
    private final List<UserThread> threads = new ArrayList<>();
    private final Set<Process> children = new LinkedHashSet<>();
    private final WaitQueue childEvents = new WaitQueue("a child to end");
    private final WaitQueue vforkDone = new WaitQueue("a vfork child to exec or exit");
    private @Nullable Process parent;
    private Program program;
    private @Nullable AddressSpace space;
    private FileDescriptors files;
    private MemoryCounters memoryCounters;
    private String name;
    private List<String> arguments = List.of();
    private int group;
    private int session;
    private long systemCalls;
    private long instructions;
    private long instructionsSeen;
    private @Nullable ExitStatus ending;
    private @Nullable ExitStatus status;
    private boolean vforked;
    private boolean first;
    private final SignalActions actions = new SignalActions();
    private final PendingSignals pending = new PendingSignals();
    private final WaitQueue suspendedThreads = new WaitQueue("memory: the process is suspended");
    private final WaitQueue stoppedThreads = new WaitQueue("SIGCONT: the process is stopped");
    private final CpuTime time = new CpuTime();
    private final CpuTime childrenTime = new CpuTime();
    private final IntervalTimers timers = new IntervalTimers();
    private final ResourceLimits limits = new ResourceLimits();
    private @Nullable Signal exitSignal = Signal.SIGCHLD;
    private boolean suspended;
    private boolean stopped;
    private int stops;
    private @Nullable Signal stopReport;
    private boolean continueReport;

    Process(int pid, Program program, AddressSpace space, FileDescriptors files) {
        this.pid = pid;
        this.program = program;
        program.file().beginExecution();
        this.name = program.shortName();
        this.space = space;
        this.memoryCounters = space.counters();
        this.files = files;
        this.group = pid;
        this.session = 1;
    }

    public int pid() {
        return pid;
    }

    /** The program's name: the last part of its path, at most 15 characters, as Linux's {@code comm}. */
    public String name() {
        return name;
    }

    public void setName(String newName) {
        name = newName;
    }

    /** The program's argv; the characters are its bytes. */
    public List<String> arguments() {
        return arguments;
    }

    void setArguments(List<String> argv) {
        arguments = argv;
    }

    /** What it executes. */
    public Program program() {
        return program;
    }

    /** Its memory. @throws IllegalStateException if it has ended */
    public AddressSpace space() {
        if (space == null) {
            throw new IllegalStateException("pid " + pid + " has no memory any more");
        }
        return space;
    }

    /** Whether it still has memory. */
    public boolean hasSpace() {
        return space != null;
    }

    public FileDescriptors files() {
        return files;
    }

    /** Page faults and memory use of the current program; they outlive the address space. */
    public MemoryCounters memoryCounters() {
        return memoryCounters;
    }

    /** Its threads that have not ended; the first is the oldest. */
    public List<UserThread> threads() {
        return threads;
    }

    public Set<Process> children() {
        return children;
    }

    /** Its parent; null for those that the kernel itself began or adopted: their parent is pid 1. */
    public @Nullable Process parent() {
        return parent;
    }

    void setParent(@Nullable Process newParent) {
        parent = newParent;
    }

    /** Whether the kernel itself began it, at the user's word. */
    boolean isFirst() {
        return first;
    }

    void setFirst() {
        first = true;
    }

    /** The process group. */
    public int group() {
        return group;
    }

    public void setGroup(int newGroup) {
        group = newGroup;
    }

    public int session() {
        return session;
    }

    public void setSession(int newSession) {
        session = newSession;
    }

    /** Where threads of this process wait for what its children do. */
    public WaitQueue childEvents() {
        return childEvents;
    }

    /** Where the parent of a vfork child waits. */
    public WaitQueue vforkDone() {
        return vforkDone;
    }

    /** Whether the parent still waits for this vfork child to let go of its memory. */
    public boolean isVforked() {
        return vforked;
    }

    void setVforked(boolean now) {
        vforked = now;
        if (!now) {
            vforkDone.wakeAll();
        }
    }

    /** Takes a new program, whose memory replaces the old one's. */
    void become(Program newProgram, AddressSpace newSpace) {
        takeMemoryFigures();
        actions.dropHandlers();
        limits.applyTo(newSpace);
        newProgram.file().beginExecution();
        program.file().endExecution();
        program = newProgram;
        name = newProgram.shortName();
        space = newSpace;
        memoryCounters = newSpace.counters();
    }

    void loseSpace() {
        program.file().endExecution();
        space = null;
    }

    /** What it does about signals. */
    public SignalActions actions() {
        return actions;
    }

    /** The signals pending for any of its threads. */
    public PendingSignals pending() {
        return pending;
    }

    /** What its parent is sent when it ends; null for nothing. */
    public @Nullable Signal exitSignal() {
        return exitSignal;
    }

    public void setExitSignal(@Nullable Signal signal) {
        exitSignal = signal;
    }

    /** Whether the kernel keeps it from running, as memory is scarce. */
    public boolean isSuspended() {
        return suspended;
    }

    /** Where its threads wait while it is suspended. */
    public WaitQueue suspendedThreads() {
        return suspendedThreads;
    }

    void setSuspended(boolean now) {
        suspended = now;
        if (!now) {
            suspendedThreads.wakeAll();
        }
    }

    /** Whether a signal has stopped it: its threads do not run before SIGCONT. */
    public boolean isStopped() {
        return stopped;
    }

    /** How often it has been stopped. */
    public int stops() {
        return stops;
    }

    /** Where its threads wait while it is stopped. */
    public WaitQueue stoppedThreads() {
        return stoppedThreads;
    }

    void stop(Signal by) {
        stopped = true;
        stops++;
        stopReport = by;
        continueReport = false;
    }

    void goOn() {
        stopped = false;
        stopReport = null;
        stoppedThreads.wakeAll();
    }

    /** The signal that has stopped it, if no parent was told so yet; else null. */
    public @Nullable Signal stopReport() {
        return stopReport;
    }

    /** Whether it goes on after a stop, and no parent was told so yet. */
    public boolean hasContinueReport() {
        return continueReport;
    }

    void setContinueReport() {
        continueReport = true;
    }

    /** The parent knows that it has stopped, or goes on. */
    public void reported() {
        stopReport = null;
        continueReport = false;
    }

    /** Has {@link #time} tell the most memory that the process has had. */
    public void takeMemoryFigures() {
        time.setResident(memoryCounters.mostResidentPages());
    }

    /** The time that its threads have used. */
    public CpuTime time() {
        return time;
    }

    /** The time that those descendants have used that were waited for. */
    public CpuTime childrenTime() {
        return childrenTime;
    }

    /** Its interval timers. */
    public IntervalTimers timers() {
        return timers;
    }

    /** What it may use at most. */
    public ResourceLimits limits() {
        return limits;
    }

    /** Counts a system call. */
    public void countSystemCall() {
        systemCalls++;
    }

    /** How many instructions the load control saw when it last looked. */
    long instructionsSeen() {
        return instructionsSeen;
    }

    void setInstructionsSeen(long count) {
        instructionsSeen = count;
    }

    /** System calls made so far. */
    public long systemCalls() {
        return systemCalls;
    }

    /** Counts instructions that its threads have retired. */
    public void countInstructions(long count) {
        instructions += count;
    }

    /** Instructions that its threads have retired so far. */
    public long instructions() {
        return instructions;
    }

    /** Lets the process end so, as soon as the kernel has a hand free; the first call counts. */
    public void end(ExitStatus how) {
        if (ending == null) {
            ending = how;
        }
    }

    /** How the process is about to end; null if it goes on. */
    public @Nullable ExitStatus ending() {
        return ending;
    }

    /** How it ended; null while it lives. */
    public @Nullable ExitStatus status() {
        return status;
    }

    void setStatus(ExitStatus how) {
        takeMemoryFigures();
        status = how;
    }

    /** Whether it has ended, but its parent does not know yet. */
    public boolean isZombie() {
        return status != null;
    }
}
