package pagoda.bench;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.cpu.Costs;
import pagoda.cpu.Hart;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.RadixScheme;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.kernel.disk.DiskQueue;
import pagoda.kernel.event.EventStream;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.Asids;
import pagoda.kernel.mm.Backing;
import pagoda.kernel.mm.FaultHandler;
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.mm.MemoryCounters;
import pagoda.kernel.mm.PageCache;
import pagoda.kernel.mm.PageTable;
import pagoda.kernel.mm.Protection;
import pagoda.kernel.mm.RadixPageTable;
import pagoda.kernel.mm.Region;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Reclaimer;
import pagoda.kernel.mm.swap.SwapDevice;
import pagoda.kernel.mm.swap.SwapStore;

/**
 * What it costs the host to have a page when all of RAM is in use: one fault, for which one page is evicted, written, and
 * another one read. It should not depend on how much RAM there is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx3g", "-XX:+UseSerialGC", "-XX:MaxNewSize=256m"})
public class ReclaimBenchmark {
    private static final long START = 1L << 32;

    /** A disk that keeps nothing, so that the host's memory is not what is measured. */
    private static final SwapStore NOWHERE = new SwapStore() {
        @Override
        public void read(int slot, byte[] page) {}

        @Override
        public void write(int slot, byte[] page) {}

        @Override
        public void forget(int slot) {}
    };

    @Param({"4096", "262144"})
    public int frames;

    @Param({"CLOCK", "LRU", "TWO_QUEUE"})
    public PolicyKind policy = PolicyKind.CLOCK;

    private int pages;
    private int next;
    private @Nullable AddressSpace filled;
    private @Nullable FaultHandler handler;

    /** Fills all of RAM, and more. */
    @Setup
    public void fill() {
        PhysicalMemory memory = new PhysicalMemory((long) frames * AddressSpace.PAGE_SIZE);
        Mmu mmu = new Mmu(memory, RadixScheme.SV39, TlbConfiguration.DEFAULT, TlbConfiguration.DEFAULT);
        Hart hart = new Hart(memory, mmu, Costs.DEFAULT);
        EventStream events = new EventStream(hart);
        pages = frames + frames / 4;
        FrameTable table = new FrameTable(
                hart,
                KernelCosts.DEFAULT,
                events,
                new DiskQueue(hart, events, 5_000_000, 40_000),
                new SwapDevice(2 * pages, NOWHERE));
        PageCache cache = new PageCache(table, memory);
        Reclaimer reclaimer =
                new Reclaimer(table, cache, hart, KernelCosts.DEFAULT, events, new ReclaimOptions(policy, 0, null, 32));
        Asids asids = new Asids();
        PageTable tables = Objects.requireNonNull(RadixPageTable.create(RadixScheme.SV39, memory, table));
        AddressSpace space = new AddressSpace(mmu, table, asids, tables, asids.allocate(), new MemoryCounters());
        filled = space;
        handler = new FaultHandler(table, cache, events, mmu.scheme());
        space.map(new Region(
                START, START + (long) pages * AddressSpace.PAGE_SIZE, Protection.READ_WRITE, Backing.ANONYMOUS, ""));
        for (int page = 0; page < pages; page++) {
            fault();
        }
        if (reclaimer.watermarks().min() < 1) {
            throw new IllegalStateException("there is nothing to measure");
        }
    }

    /** A store to the next page that is not there. */
    @Benchmark
    public void fault() {
        AddressSpace space = Objects.requireNonNull(filled);
        long address;
        do {
            address = START + (long) next * AddressSpace.PAGE_SIZE;
            next = next + 1 == pages ? 0 : next + 1;
        } while (space.pageTable().frame(address) != FrameTable.NONE);
        Objects.requireNonNull(handler).handle(space, address, Access.STORE, 0);
    }
}
