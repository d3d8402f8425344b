package pagoda.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Access;
import pagoda.cpu.mmu.Mmu;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.mmu.Walk;
import pagoda.cpu.translator.EngineKind;

/**
 * What a translation costs, without the engine's short cut: an operation is one address of a page under Sv39, in a TLB with 64
 * entries.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TlbBenchmark {
    private static final int COUNT = 1024;

    /** Pages that all fit into the TLB; and pages none of which is still there when it is wanted again. */
    private static final int FEW = 32;

    private static final int MANY = 1024;

    /** As {@code pagoda run --tlb} takes it. */
    @Param({"64x64,fifo", "64x64,lru", "64x4,fifo"})
    @SuppressWarnings("NullAway.Init")
    public String tlb;

    private final Walk walk = new Walk();

    @SuppressWarnings("NullAway.Init")
    private Mmu mmu;

    @Setup
    public void map() {
        mmu = new Guest("j _start", TlbConfiguration.parse(tlb), EngineKind.INTERPRETER).mmu();
    }

    /** A look-up that finds its entry. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long hit() {
        return translate(FEW);
    }

    /** A look-up that finds nothing, a walk, and an entry that makes room. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long miss() {
        return translate(MANY);
    }

    /** A walk alone. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long walk() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            mmu.inspect(address(i, MANY), Access.LOAD, walk);
            sum += walk.physical();
        }
        return sum;
    }

    private long translate(int pages) {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += mmu.translate(address(i, pages), Access.LOAD);
        }
        return sum;
    }

    private static long address(int access, int pages) {
        return Guest.DATA + (long) (access % pages) * PhysicalMemory.FRAME_SIZE;
    }
}
