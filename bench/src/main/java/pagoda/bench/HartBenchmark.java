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
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;

/**
 * Guest instructions per second: an operation is one retired guest instruction, the MMU on. Each run of the hart takes
 * exactly its budget.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class HartBenchmark {
    private static final int INSTRUCTIONS = 1_000_000;

    /** What the guest does. */
    public enum Workload {
        /** Arithmetic in registers and a branch. */
        LOOP("""
                li      t0, 0
                1: li   t1, 1000
                2: addi t0, t0, 1
                xor     t2, t2, t0
                slli    t3, t2, 3
                add     t2, t2, t3
                addi    t1, t1, -1
                bnez    t1, 2b
                j       1b
                """),
        /** Recursive Fibonacci numbers: calls, returns and a stack. */
        CALLS("""
                1: li   a0, 18
                call    fib
                j       1b
                fib: li t0, 2
                bltu    a0, t0, 2f
                addi    sp, sp, -24
                sd      ra, 0(sp)
                sd      s0, 8(sp)
                sd      s1, 16(sp)
                mv      s0, a0
                addi    a0, a0, -1
                call    fib
                mv      s1, a0
                addi    a0, s0, -2
                call    fib
                add     a0, a0, s1
                ld      ra, 0(sp)
                ld      s0, 8(sp)
                ld      s1, 16(sp)
                addi    sp, sp, 24
                2: ret
                """),
        /** Calls of a function that lies on another page. */
        FAR_CALLS("""
                1: addi t0, t0, 1
                call    far
                add     t2, t2, t0
                j       1b
                .balign 4096
                far: xor t1, t1, t0
                ret
                """),
        /** The sieve of Eratosthenes over 64 KiB: bytes. */
        SIEVE("""
                1: li   s1, 65536
                mv      t0, a0
                add     t1, a0, s1
                2: sd   zero, 0(t0)
                addi    t0, t0, 8
                bltu    t0, t1, 2b
                li      s2, 2
                3: add  t0, a0, s2
                lbu     t2, 0(t0)
                bnez    t2, 5f
                add     t0, t0, s2
                bgeu    t0, t1, 5f
                li      t3, 1
                4: sb   t3, 0(t0)
                add     t0, t0, s2
                bltu    t0, t1, 4b
                5: addi s2, s2, 1
                bltu    s2, s1, 3b
                j       1b
                """),
        /** Copies 64 KiB in words of 8 bytes. */
        COPY("""
                li      s1, 65536
                1: mv   t0, a0
                add     t1, a0, s1
                mv      t2, t1
                2: ld   t3, 0(t0)
                ld      t4, 8(t0)
                sd      t3, 0(t1)
                sd      t4, 8(t1)
                addi    t0, t0, 16
                addi    t1, t1, 16
                bltu    t0, t2, 2b
                j       1b
                """),
        /** Loads at a stride of a page over 4 MiB: each misses the TLB. */
        STRIDE("""
                li      s1, 4096
                li      s2, 4194304
                1: mv   t0, a0
                add     t1, a0, s2
                2: ld   t3, 0(t0)
                add     t0, t0, s1
                bltu    t0, t1, 2b
                j       1b
                """);

        private final String source;

        Workload(String source) {
            this.source = source;
        }
    }

    @Param
    @SuppressWarnings("NullAway.Init")
    public Workload workload;

    /** As {@code pagoda run --tlb} takes it. */
    @Param({"64x64,fifo"})
    @SuppressWarnings("NullAway.Init")
    public String tlb;

    @Param({"INTERPRETER", "TRANSLATOR"})
    @SuppressWarnings("NullAway.Init")
    public EngineKind engine;

    @SuppressWarnings("NullAway.Init")
    private Guest guest;

    @Setup
    public void load() {
        guest = new Guest(workload.source, TlbConfiguration.parse(tlb), engine);
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public void instructions() {
        guest.run(INSTRUCTIONS);
    }
}
