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
import pagoda.kernel.mm.FrameTable;
import pagoda.kernel.mm.policy.PolicyKind;

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
    @Param({"4096", "262144"})
    public int frames;

    @Param({"CLOCK", "LRU", "TWO_QUEUE"})
    public PolicyKind policy = PolicyKind.CLOCK;

    private int pages;
    private int next;
    private @Nullable SimulatedMemory filled;

    /** Fills all of RAM, and more. */
    @Setup
    public void fill() {
        pages = frames + frames / 4;
        filled = new SimulatedMemory(frames, 2 * pages, policy);
        filled.map(pages);
        for (int page = 0; page < pages; page++) {
            fault();
        }
    }

    /** A store to the next page that is not there. */
    @Benchmark
    public void fault() {
        SimulatedMemory memory = Objects.requireNonNull(filled);
        int page;
        do {
            page = next;
            next = next + 1 == pages ? 0 : next + 1;
        } while (memory.space().pageTable().frame(SimulatedMemory.address(page)) != FrameTable.NONE);
        memory.storeFault(page);
    }
}
