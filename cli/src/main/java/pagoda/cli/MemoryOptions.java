package pagoda.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pagoda.kernel.Injection;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.SwapOptions;
import pagoda.kernel.mm.Commit;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.policy.FutureReferences;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.mm.swap.SwapStore;

/** The options about what happens when memory is scarce. */
final class MemoryOptions {
    private static final int PAGE = 4096;
    private static final List<String> INJECTIONS =
            List.of("disk-read", "disk-write", "slot", "frame", "evict", "evict-every");

    private long swap = (long) SwapOptions.DEFAULT.slots() * PAGE;

    private @Nullable Path swapFile;

    private PolicyKind policy = ReclaimOptions.DEFAULT.policy();

    private @Nullable String references;

    private @Nullable String watermarks;

    private @Nullable String readAhead;

    private int cluster = ReclaimOptions.DEFAULT.cluster();

    private String loadControl = "off";

    private Map<String, String> limits = new LinkedHashMap<>();

    private int overcommit;

    private long seed;

    private Map<String, Long> injections = new LinkedHashMap<>();

    void declare(Options options) {
        options.value(
                "--swap",
                "SIZE",
                Sizes::bytes,
                given -> swap = given,
                "The swap device, up to 1G; 0 for none (default: 64M).");
        options.value(
                "--swap-file",
                "FILE",
                Path.class,
                given -> swapFile = given,
                "Keeps the swap device's bytes in a file of the host, which is overwritten.");
        options.value(
                "--policy",
                "NAME",
                MemoryOptions::policy,
                given -> policy = given,
                "Which page leaves when a frame is needed (default: clock); 'pagoda policy --help' tells of each:"
                        + " fifo, clock, nru, aging, lru, active-inactive, lfu, mru, random, 2q, working-set, mglru; and opt, which"
                        + " needs --references.");
        options.value(
                "--references",
                "FILE",
                String.class,
                given -> references = given,
                "For --policy opt: what a first run of the same program recorded with --record-references. Exact for"
                        + " one thread, an estimate for more; slow, as each access is followed.");
        options.value(
                "--watermarks",
                "MIN,LOW,HIGH",
                String.class,
                given -> watermarks = given,
                "How much RAM is to be free: below LOW the swap daemon wakes, at HIGH it goes to sleep, below MIN who"
                        + " wants a frame empties some itself (default: by the size of RAM).");
        options.value(
                "--readahead",
                "N|off",
                String.class,
                given -> readAhead = given,
                "The most pages read in one request, from swap or a file, 1 to 256 (default: 8). N,virtual reads"
                        + " the neighbours in the address space ahead, not those on the swap device.");
        options.value(
                "--swap-cluster",
                "N",
                Integer.class,
                given -> cluster = given,
                "The most pages written to swap in one request, 1 to 256 (default: 32).");
        options.value(
                "--load-control",
                "on|off",
                String.class,
                given -> loadControl = given,
                "Suspends whole processes, and swaps them out, while the machine thrashes (default: off).");
        options.map(
                "--limit",
                "NAME=SIZE",
                String.class,
                given -> limits = given,
                "How much RAM the processes that execute the program NAME, and their children, may have together, at"
                        + " least 64K: what is more goes to swap, though RAM is free.");
        options.value(
                "--overcommit",
                "MODE",
                Integer.class,
                given -> overcommit = given,
                "vm.overcommit_memory: 0 refuses what can never be had (the default), 1 refuses nothing, 2 promises"
                        + " no more than swap and half of RAM.");
        options.value(
                "--seed",
                "N",
                Long.class,
                given -> seed = given,
                "What chance begins with: the policy 'random' and /dev/urandom (default: 0).");
        options.map(
                "--inject",
                "KIND=N",
                Long.class,
                given -> injections = given,
                "Lets something go wrong, counted from 1: the N-th disk-read, disk-write, slot or frame is refused;"
                        + " evict=N evicts all it can before instruction N, evict-every=N before each N-th.");
    }

    /** @throws Failure if a value is out of its range */
    KernelOptions applyTo(KernelOptions options) {
        check(swap <= 1L << 30 && swap % PAGE == 0, "--swap must be 0 to 1G, a multiple of 4K");
        check(cluster >= 1 && cluster <= 256, "--swap-cluster must be 1 to 256");
        check(
                !policy.needsFuture() || references != null,
                "--policy opt needs to know the future: run with --record-references FILE first, then with"
                        + " --policy opt --references FILE");
        check(references == null || policy.needsFuture(), "--references is for --policy opt alone");
        check(loadControl.equals("on") || loadControl.equals("off"), "--load-control must be on or off");
        check(overcommit >= 0 && overcommit <= 2, "--overcommit must be 0, 1 or 2");
        int slots = (int) (swap / PAGE);
        Path file = swapFile;
        IntFunction<SwapStore> store = file == null ? SwapStore::inMemory : count -> SwapFile.create(file);
        return options.withSwap(readAhead(new SwapOptions(
                        slots, store, SwapOptions.DEFAULT.readAhead(), SwapOptions.DEFAULT.neighbourhood())))
                .withReclaim(new ReclaimOptions(policy, seed, watermarks(), cluster, recorded()))
                .withInjection(injection())
                .withSeed(seed)
                .withLimits(limits())
                .withLoadControl(loadControl.equals("on"))
                .withOvercommit(Commit.Mode.values()[overcommit]);
    }

    private Map<Integer, FutureReferences> recorded() {
        if (references == null) {
            return Map.of();
        }
        Map<Integer, FutureReferences> futures =
                References.ofFile(references, HostFiles.read(references)).futures();
        check(
                !futures.isEmpty(),
                "--references: " + references
                        + " does not say whose references they are ('thread N:'); have it written by"
                        + " --record-references");
        return futures;
    }

    private SwapOptions readAhead(SwapOptions options) {
        if (readAhead == null) {
            return options;
        }
        boolean virtual = readAhead.endsWith(",virtual");
        String pages = virtual ? readAhead.substring(0, readAhead.indexOf(',')) : readAhead;
        check(pages.matches("off|[0-9]{1,3}"), "--readahead must be off, 1 to 256, or N,virtual");
        int most = pages.equals("off") ? 1 : Integer.parseInt(pages);
        check(most >= 1 && most <= 256, "--readahead must be off, 1 to 256, or N,virtual");
        return options.withReadAhead(most, virtual ? SwapIn.Neighbourhood.VIRTUAL : SwapIn.Neighbourhood.SLOT);
    }

    private @Nullable Watermarks watermarks() {
        if (watermarks == null) {
            return null;
        }
        String[] parts = watermarks.split(",", -1);
        check(parts.length == 3, "--watermarks wants three sizes that rise: 64K,128K,192K");
        int[] frames = new int[3];
        for (int i = 0; i < 3; i++) {
            frames[i] = (int) Math.min(1 << 18, Sizes.of("--watermarks", parts[i]) / PAGE);
        }
        check(
                frames[0] <= frames[1] && frames[1] <= frames[2],
                "--watermarks wants three sizes that rise: 64K,128K,192K");
        return new Watermarks(frames[0], frames[1], frames[2]);
    }

    private Map<String, Integer> limits() {
        if (limits.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> frames = new LinkedHashMap<>();
        limits.forEach((name, size) -> {
            long bytes = Sizes.of("--limit " + name, size);
            check(bytes >= 64 << 10, "--limit " + name + ": the limit must be 64K or more");
            frames.put(name, (int) Math.min(1 << 18, bytes / PAGE));
        });
        return frames;
    }

    private Injection injection() {
        if (injections.isEmpty()) {
            return Injection.NONE;
        }
        injections.forEach((kind, number) -> {
            check(INJECTIONS.contains(kind), "--inject: '" + kind + "' is none of " + String.join(", ", INJECTIONS));
            check(number >= 1, "--inject " + kind + ": the number must be 1 or more");
        });
        long[] numbers = INJECTIONS.stream()
                .mapToLong(kind -> injections.getOrDefault(kind, 0L))
                .toArray();
        return new Injection(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new Failure(otherwise);
        }
    }

    /** Reads {@code --policy}. */
    private static PolicyKind policy(String text) {
        return PolicyKind.of(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none; there are "
                        + Arrays.stream(PolicyKind.values())
                                .map(PolicyKind::word)
                                .collect(Collectors.joining(", "))));
    }
}
