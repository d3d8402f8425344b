package pagoda.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pagoda.asm.Assembler;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.link.LinkOptions;
import pagoda.asm.link.Linker;
import pagoda.asm.object.ObjectFile;

/**
 * Lines per second of an assembler and a linker that are warm: an operation is one line, of a source that looks like a
 * compiler's. Large sources, and memory, are {@link AssemblerComparison}'s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xss16m"})
public class AssemblerBenchmark {
    private static final int LINES = 20_000;

    private final byte[] source = CompilerOutput.ofLines(LINES).getBytes(StandardCharsets.UTF_8);
    private final ObjectFile object = assemble();

    /** A source becomes an object. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public ObjectFile assemble() {
        return new Assembler(new Diagnostics()).assemble("generated.s", source);
    }

    /** Its object becomes an executable. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public byte[] link() {
        return Objects.requireNonNull(Linker.link(List.of(object), LinkOptions.defaults(), new Diagnostics()));
    }
}
