package pagoda.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.cpu.Costs;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.kernel.Kernel;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.KernelOptions.SchedulerKind;
import pagoda.kernel.mm.KernelCosts;

/** The options that shape the machine. */
final class RunOptions {
    private long ram = KernelOptions.DEFAULT.ram();

    private final MemoryOptions memory = new MemoryOptions();

    private TlbConfiguration tlb = TlbConfiguration.DEFAULT;

    private Map<String, Long> costs = new LinkedHashMap<>();

    private SchedulerKind scheduler = SchedulerKind.ROUND_ROBIN;

    private EngineKind engine = EngineKind.TRANSLATOR;

    private boolean checkTlb;

    private long quantum = KernelOptions.DEFAULT.quantum();

    private long maxSteps = Long.MAX_VALUE;

    private boolean audit;

    private @Nullable String mount;

    void declare(Options options) {
        options.value("--ram", "SIZE", Sizes::bytes, given -> ram = given, "RAM, 64K to 1G (default: 64M).");
        memory.declare(options);
        options.value(
                "--tlb",
                "SHAPE",
                RunOptions::tlb,
                given -> tlb = given,
                "Each TLB's shape: ENTRIESxWAYS[,fifo|lru|plru|random], powers of two up to 4096, or off"
                        + " (default: 64x64,fifo).");
        options.map(
                "--cost",
                "NAME=N",
                Long.class,
                given -> costs = given,
                "What something costs in simulated nanoseconds: instruction (1), walk-reference (100), trap (200), switch (1000),"
                        + " frame-zeroed (500), frame-copied (1000), page-scanned (50), disk-seek (5000000, for each"
                        + " request), disk-transfer (40000, for each page).");
        options.value(
                "--scheduler",
                "NAME",
                RunOptions::scheduler,
                given -> scheduler = given,
                "Who runs next: round-robin (the default) or multi-level-feedback.");
        options.value(
                "--engine",
                "NAME",
                RunOptions::engine,
                given -> engine = given,
                "How instructions are executed, to the same end: translator (the default) is fast, interpreter"
                        + " plain; both compares the two as they go, and stops where they differ.");
        options.flag(
                "--check-tlb",
                given -> checkTlb = given,
                "Checks every TLB hit against the page table, and stops if the kernel forgot a fence; slow.");
        options.value(
                "--quantum",
                "N",
                Long.class,
                given -> quantum = given,
                "Instructions in a thread's turn, before another has its own (default: 100000).");
        options.value(
                "--max-steps",
                "N",
                Long.class,
                given -> maxSteps = given,
                "Stops after N instructions, with exit status 124.");
        options.flag("--audit", given -> audit = given, "Checks the kernel's invariants after each trap; slow.");
        options.value(
                "--mount",
                "HOSTDIR[:ro]",
                String.class,
                given -> mount = given,
                "Shows the program a directory of the host as /mnt, where it then begins; without, it begins in"
                        + " an empty /. With :ro nothing there can be changed.");
    }

    /** Mounts what is to be mounted. @throws Failure if there is no such directory */
    void mount(Kernel kernel) {
        if (mount != null) {
            kernel.startIn(kernel.files().mount("mnt", HostDirectory.of(mount)));
        }
    }

    /** @throws Failure if a value is out of its range */
    KernelOptions kernelOptions() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("instruction", Costs.DEFAULT.instruction());
        all.put("walk-reference", Costs.DEFAULT.walkReference());
        all.put("trap", KernelCosts.DEFAULT.trap());
        all.put("switch", KernelCosts.DEFAULT.contextSwitch());
        all.put("frame-zeroed", KernelCosts.DEFAULT.frameZeroed());
        all.put("frame-copied", KernelCosts.DEFAULT.frameCopied());
        all.put("page-scanned", KernelCosts.DEFAULT.pageScanned());
        all.put("disk-seek", KernelCosts.DEFAULT.diskSeek());
        all.put("disk-transfer", KernelCosts.DEFAULT.diskTransfer());
        for (Map.Entry<String, Long> given : costs.entrySet()) {
            String name = given.getKey();
            long cost = given.getValue();
            if (!all.containsKey(name)) {
                throw new Failure("--cost: '" + name + "' is none of " + String.join(", ", all.keySet()));
            }
            if (cost < 0 || cost > 1_000_000_000) {
                throw new Failure("--cost " + name + ": allowed are 0 to 1000000000");
            }
            all.put(name, cost);
        }
        try {
            return memory.applyTo(KernelOptions.DEFAULT)
                    .withRam(ram)
                    .withTlb(tlb)
                    .withCosts(new Costs(cost(all, "instruction"), cost(all, "walk-reference")))
                    .withKernelCosts(new KernelCosts(
                            cost(all, "trap"),
                            cost(all, "switch"),
                            cost(all, "frame-zeroed"),
                            cost(all, "frame-copied"),
                            cost(all, "page-scanned"),
                            cost(all, "disk-seek"),
                            cost(all, "disk-transfer")))
                    .withEngine(engine)
                    .withScheduler(scheduler)
                    .withQuantum(quantum)
                    .withMaxSteps(maxSteps)
                    .withAudit(audit)
                    .withCheckTlb(checkTlb);
        } catch (IllegalArgumentException outOfRange) {
            throw new Failure(String.valueOf(outOfRange.getMessage()));
        }
    }

    private static long cost(Map<String, Long> costs, String name) {
        return costs.getOrDefault(name, 0L);
    }

    /** Reads {@code --engine}. */
    private static EngineKind engine(String text) {
        for (EngineKind kind : EngineKind.values()) {
            if (kind.word().equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none; there are "
                + Arrays.stream(EngineKind.values()).map(EngineKind::word).collect(Collectors.joining(", ")));
    }

    /** Reads {@code --scheduler}. */
    private static SchedulerKind scheduler(String text) {
        return switch (text) {
            case "round-robin" -> SchedulerKind.ROUND_ROBIN;
            case "multi-level-feedback" -> SchedulerKind.MULTI_LEVEL_FEEDBACK;
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is none; there are round-robin and multi-level-feedback");
        };
    }

    /** Reads {@code --tlb}. */
    private static TlbConfiguration tlb(String text) {
        try {
            return TlbConfiguration.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("'" + text + "' is no shape; write " + TlbConfiguration.FORM);
        }
    }
}
