package pagoda.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
import pagoda.cpu.isa.Decoder;
import pagoda.cpu.isa.Op;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.elf.ProgramHeader;

/** What it costs to decode an instruction: an operation is one of them, of code that looks like a compiler's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class DecodeBenchmark {
    private static final int COUNT = 4096;

    /** The instructions' length in bytes. */
    @Param({"2", "4"})
    public int length;

    private final int[] words = new int[COUNT];

    /** Takes the instructions of that length out of an assembled source. */
    @Setup
    public void assemble() {
        ElfFile file = GuestProgram.assemble("_start:\n" + CompilerOutput.ofLines(10 * COUNT));
        ProgramHeader code = file.segments().stream()
                .filter(segment -> (segment.flags() & Elf.PF_X) != 0)
                .findFirst()
                .orElseThrow();
        ByteBuffer bytes = ByteBuffer.wrap(file.contents(code)).order(ByteOrder.LITTLE_ENDIAN);
        int at = (int) (file.header().entry() - code.virtualAddress());
        int count = 0;
        while (count < COUNT) {
            int half = bytes.getShort(at);
            int word = Decoder.length(half) == 2 ? half & 0xffff : bytes.getInt(at);
            if (Decoder.length(half) == length) {
                words[count++] = word;
            }
            at += Decoder.length(half);
        }
        if (Arrays.stream(words).anyMatch(word -> Decoder.pack(word) == Op.UNDECODED)) {
            throw new IllegalStateException("this is no code");
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long decode() {
        long sum = 0;
        for (int word : words) {
            sum += Decoder.pack(word);
        }
        return sum;
    }
}
