package pagoda.bench;

import java.util.SplittableRandom;
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
import pagoda.cpu.fp.F32;
import pagoda.cpu.fp.F64;
import pagoda.cpu.fp.Fcsr;

/** What a floating-point computation costs: an operation is one of them, of random numbers near 1. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class FloatingPointBenchmark {
    private static final int COUNT = 1024;

    /** Whether an inexact result has been seen: accrued as in a program that does not look, or cleared before each. */
    public enum Inexact {
        ACCRUED(Fcsr.NX),
        CLEAR(0);

        private final int flags;

        Inexact(int flags) {
            this.flags = flags;
        }
    }

    @Param
    @SuppressWarnings("NullAway.Init")
    public Inexact inexact;

    /** The rounding mode: 0 is to nearest, for the host; any other is computed by integers. */
    @Param("0")
    public int rm;

    private final long[] doubles = new long[COUNT + 2];
    private final int[] floats = new int[COUNT + 2];
    private final Fcsr fcsr = new Fcsr();

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < doubles.length; i++) {
            double number = random.nextDouble(0.5, 2);
            doubles[i] = Double.doubleToRawLongBits(number);
            floats[i] = Float.floatToRawIntBits((float) number);
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long addD() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F64.add(doubles[i], doubles[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long mulD() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F64.mul(doubles[i], doubles[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long divD() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F64.div(doubles[i], doubles[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long fmaD() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F64.fma(doubles[i], doubles[i + 1], doubles[i + 2], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long addS() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F32.add(floats[i], floats[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long mulS() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F32.mul(floats[i], floats[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long divS() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F32.div(floats[i], floats[i + 1], rm, fcsr);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long fmaS() {
        long sum = 0;
        for (int i = 0; i < COUNT; i++) {
            fcsr.setFlags(inexact.flags);
            sum += F32.fma(floats[i], floats[i + 1], floats[i + 2], rm, fcsr);
        }
        return sum;
    }
}
