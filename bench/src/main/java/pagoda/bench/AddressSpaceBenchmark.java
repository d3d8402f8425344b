package pagoda.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.kernel.mm.AddressSpace;
import pagoda.kernel.mm.policy.PolicyKind;

/**
 * What pages cost the kernel while frames are free: an operation is one page, of {@value PAGES} that are mapped. No guest runs;
 * the same paths with one are in {@link KernelBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "-XX:MaxNewSize=256m"})
public class AddressSpaceBenchmark {
    private static final int PAGES = 4096;

    private final SimulatedMemory empty = new SimulatedMemory(4 * PAGES, PAGES, PolicyKind.CLOCK);
    private final SimulatedMemory filled = new SimulatedMemory(4 * PAGES, PAGES, PolicyKind.CLOCK);

    @Setup
    public void fill() {
        filled.map(PAGES);
        store(filled);
    }

    /** Demand-zero faults, and the end of the mapping. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void zero() {
        empty.map(PAGES);
        store(empty);
        empty.unmap(PAGES);
    }

    /** The copy of an address space, and its end. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void fork() {
        filled.fork().destroy();
    }

    /** The same, and meanwhile each page is copied for a store. */
    @Benchmark
    @OperationsPerInvocation(PAGES)
    public void forkAndCopy() {
        AddressSpace child = filled.fork();
        store(filled);
        child.destroy();
    }

    private static void store(SimulatedMemory memory) {
        for (int page = 0; page < PAGES; page++) {
            memory.storeFault(page);
        }
    }
}
