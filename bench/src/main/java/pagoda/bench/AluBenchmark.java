package pagoda.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.cpu.isa.Alu;

/** What one computation costs without fetch, decode and dispatch: the floor under every instruction. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AluBenchmark {
    private long a = 0x0123_4567_89ab_cdefL;
    private long b = 0x0fed_cba9_8765_4321L;

    @Benchmark
    public long mulhsu() {
        return Alu.mulhsu(a, b);
    }

    @Benchmark
    public long sltu() {
        return Alu.sltu(a, b);
    }
}
