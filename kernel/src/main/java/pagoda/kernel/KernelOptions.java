package pagoda.kernel;

import java.util.Map;
import java.util.TreeMap;
import pagoda.cpu.Costs;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.cpu.translator.Tuning;
import pagoda.kernel.mm.Commit;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.syscall.Abi;

/** How a machine is made. Immutable: each {@code with} gives a copy that differs in one thing. */
public final class KernelOptions {
    /** The least RAM: 64 KiB. */
    public static final long MIN_RAM = 64L << 10;

    /** 64 MiB of RAM, the default TLBs and costs, no limit, no checks. */
    public static final KernelOptions DEFAULT = new KernelOptions();

    private long ram = 64L << 20;
    private TlbConfiguration tlb = TlbConfiguration.DEFAULT;
    private Costs costs = Costs.DEFAULT;
    private KernelCosts kernelCosts = KernelCosts.DEFAULT;
    private SchedulerKind scheduler = SchedulerKind.ROUND_ROBIN;
    private long quantum = 100_000;
    private long maxSteps = Long.MAX_VALUE;
    private boolean audit;
    private boolean checkTlb;
    private SwapOptions swap = SwapOptions.DEFAULT;
    private ReclaimOptions reclaim = ReclaimOptions.DEFAULT;
    private Injection injection = Injection.NONE;
    private long seed;
    private Map<String, Integer> limits = Map.of();
    private boolean loadControl;
    private Commit.Mode overcommit = Commit.Mode.HEURISTIC;
    private Abi abi = Abi.LINUX;
    private EngineKind engine = EngineKind.TRANSLATOR;
    private Tuning tuning = engine.tuning();

    /** Who chooses the thread that runs next. */
    public enum SchedulerKind {
        /** All have turns of the same length, one after the other. */
        ROUND_ROBIN,
        /** Who uses up its turns has them less often and longer. */
        MULTI_LEVEL_FEEDBACK
    }

    private KernelOptions() {}

    private KernelOptions copy() {
        KernelOptions copy = new KernelOptions();
        copy.ram = ram;
        copy.tlb = tlb;
        copy.costs = costs;
        copy.kernelCosts = kernelCosts;
        copy.scheduler = scheduler;
        copy.quantum = quantum;
        copy.maxSteps = maxSteps;
        copy.audit = audit;
        copy.checkTlb = checkTlb;
        copy.swap = swap;
        copy.reclaim = reclaim;
        copy.injection = injection;
        copy.seed = seed;
        copy.limits = limits;
        copy.loadControl = loadControl;
        copy.overcommit = overcommit;
        copy.abi = abi;
        copy.engine = engine;
        copy.tuning = tuning;
        return copy;
    }

    /** Bytes of RAM, a multiple of 4096, 64 KiB to 1 GiB. */
    public long ram() {
        return ram;
    }

    /**
     * The same with another value.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public KernelOptions withRam(long bytes) {
        if (bytes < MIN_RAM || bytes > PhysicalMemory.MAX_SIZE || bytes % PhysicalMemory.FRAME_SIZE != 0) {
            throw new IllegalArgumentException("RAM must be 64K to 1G, a multiple of 4K");
        }
        KernelOptions copy = copy();
        copy.ram = bytes;
        return copy;
    }

    /** The shape of the instruction TLB and of the data TLB. */
    public TlbConfiguration tlb() {
        return tlb;
    }

    public KernelOptions withTlb(TlbConfiguration shape) {
        KernelOptions copy = copy();
        copy.tlb = shape;
        return copy;
    }

    /** What the hardware's work costs. */
    public Costs costs() {
        return costs;
    }

    public KernelOptions withCosts(Costs newCosts) {
        KernelOptions copy = copy();
        copy.costs = newCosts;
        return copy;
    }

    /** What the kernel's work costs. */
    public KernelCosts kernelCosts() {
        return kernelCosts;
    }

    public KernelOptions withKernelCosts(KernelCosts newCosts) {
        KernelOptions copy = copy();
        copy.kernelCosts = newCosts;
        return copy;
    }

    /** How the hart executes. */
    public EngineKind engine() {
        return engine;
    }

    public KernelOptions withEngine(EngineKind kind) {
        KernelOptions copy = copy();
        copy.engine = kind;
        copy.tuning = kind.tuning();
        return copy;
    }

    /** When the engine translates. */
    public Tuning tuning() {
        return tuning;
    }

    public KernelOptions withTuning(Tuning newTuning) {
        KernelOptions copy = copy();
        copy.tuning = newTuning;
        return copy;
    }

    /** Who chooses the thread that runs next. */
    public SchedulerKind scheduler() {
        return scheduler;
    }

    public KernelOptions withScheduler(SchedulerKind kind) {
        KernelOptions copy = copy();
        copy.scheduler = kind;
        return copy;
    }

    /** Instructions in a thread's turn, above 0; with several queues, in the first one's. */
    public long quantum() {
        return quantum;
    }

    /**
     * The same with another value.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public KernelOptions withQuantum(long instructions) {
        if (instructions < 1) {
            throw new IllegalArgumentException("the quantum must be above 0");
        }
        KernelOptions copy = copy();
        copy.quantum = instructions;
        return copy;
    }

    /** The most instructions that a run may attempt, above 0. */
    public long maxSteps() {
        return maxSteps;
    }

    /**
     * The same with another value.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public KernelOptions withMaxSteps(long steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("the limit of steps must be above 0");
        }
        KernelOptions copy = copy();
        copy.maxSteps = steps;
        return copy;
    }

    /** Whether the kernel's invariants are checked after each trap. */
    public boolean audit() {
        return audit;
    }

    public KernelOptions withAudit(boolean on) {
        KernelOptions copy = copy();
        copy.audit = on;
        return copy;
    }

    /** Whether every TLB hit is checked against the page table. */
    public boolean checkTlb() {
        return checkTlb;
    }

    public KernelOptions withCheckTlb(boolean on) {
        KernelOptions copy = copy();
        copy.checkTlb = on;
        return copy;
    }

    /** The swap device, and what is read ahead. */
    public SwapOptions swap() {
        return swap;
    }

    public KernelOptions withSwap(SwapOptions newSwap) {
        KernelOptions copy = copy();
        copy.swap = newSwap;
        return copy;
    }

    /** How memory is reclaimed. */
    public ReclaimOptions reclaim() {
        return reclaim;
    }

    public KernelOptions withReclaim(ReclaimOptions newReclaim) {
        KernelOptions copy = copy();
        copy.reclaim = newReclaim;
        return copy;
    }

    /** Whether more memory may be promised than there is. */
    public Commit.Mode overcommit() {
        return overcommit;
    }

    public KernelOptions withOvercommit(Commit.Mode mode) {
        KernelOptions copy = copy();
        copy.overcommit = mode;
        return copy;
    }

    /** Whether processes are suspended while the machine thrashes. */
    public boolean loadControl() {
        return loadControl;
    }

    public KernelOptions withLoadControl(boolean on) {
        KernelOptions copy = copy();
        copy.loadControl = on;
        return copy;
    }

    /** By the names of programs, how many frames the processes that execute them, and their children, may have together. */
    public Map<String, Integer> limits() {
        return limits;
    }

    public KernelOptions withLimits(Map<String, Integer> newLimits) {
        KernelOptions copy = copy();
        copy.limits = new TreeMap<>(newLimits);
        return copy;
    }

    /** What chance begins with. */
    public long seed() {
        return seed;
    }

    public KernelOptions withSeed(long newSeed) {
        KernelOptions copy = copy();
        copy.seed = newSeed;
        return copy;
    }

    /** What goes wrong on purpose. */
    public Injection injection() {
        return injection;
    }

    public KernelOptions withInjection(Injection newInjection) {
        KernelOptions copy = copy();
        copy.injection = newInjection;
        return copy;
    }

    /** For which environment the programs are written. */
    public Abi abi() {
        return abi;
    }

    public KernelOptions withAbi(Abi newAbi) {
        KernelOptions copy = copy();
        copy.abi = newAbi;
        return copy;
    }
}
