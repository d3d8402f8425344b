package pagoda.bench;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
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
import pagoda.elf.ElfFile;
import pagoda.kernel.Kernel;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.RunResult;
import pagoda.kernel.fs.Console;
import pagoda.kernel.proc.UserThread;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.Reports;

/**
 * The kernel's paths in host time: what happened per second stands in the row {@code :events} (forks with exit and wait, page
 * faults, round trips through two pipes). An operation is a whole run, boot and all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx2g", "-XX:+UseSerialGC", "-XX:MaxNewSize=256m"})
public class KernelBenchmark {
    /** What the guest does. */
    public enum Workload {
        /** fork, exit and wait of a parent with 16 pages of data. */
        FORK_16("fork", 16, 5000),
        FORK_1000("fork", 1000, 1000),
        FORK_100000("fork", 100_000, 200),
        /** Touches each page of a mapping once. */
        FAULTS("touch", 100_000, 100_000),
        /** A byte goes to a child and comes back. */
        PING_PONG("pingpong", 0, 20_000);

        private final String entry;
        private final int pages;
        private final int events;

        Workload(String entry, int pages, int events) {
            this.entry = entry;
            this.pages = pages;
            this.events = events;
        }
    }

    /** Counts what happened. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Counted {
        public long events;
    }

    private static final String SOURCE = """
            _start: li      s0, EVENTS
                    li      s1, PAGES << 12
                    la      a1, ends
                    j       ENTRY

            map:    li      a0, 0
                    mv      a1, s1
                    li      a2, 3
                    li      a3, FLAGS
                    li      a4, -1
                    li      a5, 0
                    li      a7, 222
                    ecall
                    mv      s2, a0
                    ret

            fork:   call    map
            1:      call    clone
                    beqz    a0, exit
                    call    wait
                    addi    s0, s0, -1
                    bnez    s0, 1b
                    j       exit

            touch:  call    map
                    add     s1, s1, s2
                    li      t0, 4096
            1:      sd      t0, 0(s2)
                    add     s2, s2, t0
                    bltu    s2, s1, 1b
                    j       exit

            pingpong: mv    a0, a1
                    li      a1, 0
                    li      a7, 59
                    ecall
                    la      a0, ends + 8
                    ecall
                    call    clone
                    la      s3, ends
                    beqz    a0, pong
            1:      lw      a0, 4(s3)
                    call    write
                    lw      a0, 8(s3)
                    call    read
                    addi    s0, s0, -1
                    bnez    s0, 1b
                    j       exit
            pong:   lw      a0, 0(s3)
                    call    read
                    lw      a0, 12(s3)
                    call    write
                    addi    s0, s0, -1
                    bnez    s0, pong

            exit:   li      a0, 0
                    li      a7, 93
                    ecall
            clone:  li      a0, 17
                    li      a1, 0
                    li      a7, 220
                    ecall
                    ret
            wait:   li      a0, -1
                    li      a1, 0
                    li      a2, 0
                    li      a3, 0
                    li      a7, 260
                    ecall
                    ret
            read:   la      a1, byte
                    li      a2, 1
                    li      a7, 63
                    ecall
                    ret
            write:  la      a1, byte
                    li      a2, 1
                    li      a7, 64
                    ecall
                    ret
                    .bss
            ends:   .zero   16
            byte:   .zero   8
            """;

    @Param
    public Workload workload = Workload.FORK_16;

    private @Nullable ElfFile program;

    @Setup
    public void assemble() {
        String flags = workload.entry.equals("fork") ? "0x8022" : "0x22";
        String source = SOURCE.replace("EVENTS", Integer.toString(workload.events))
                .replace("PAGES", Integer.toString(Math.max(1, workload.pages)))
                .replace("ENTRY", workload.entry)
                .replace("FLAGS", flags);
        program = GuestProgram.assemble(source);
    }

    @Benchmark
    public RunResult run(Counted counted) throws Exception {
        KernelOptions options = KernelOptions.DEFAULT.withRam(1L << 30);
        Kernel kernel = new Kernel(options, new Nothing(), new Nothing());
        RunResult result = kernel.run(Objects.requireNonNull(program), "kernel", List.of(), List.of());
        if (result.status() == null || result.status().shellStatus() != 0) {
            throw new IllegalStateException("the guest ended with " + result);
        }
        counted.events += workload.events;
        return result;
    }

    /** A console and reports that nobody sees. */
    private static final class Nothing implements Console, Reports {
        @Override
        public int read(byte[] target, int length) {
            return 0;
        }

        @Override
        public int write(boolean error, byte[] source, int length) {
            return length;
        }

        @Override
        public void crashed(CrashReport report) {
            throw new IllegalStateException(report.toString());
        }

        @Override
        public void callFailed(UserThread thread, String name, String why) {
            throw new IllegalStateException(name + ": " + why);
        }

        @Override
        public void deadlock(List<UserThread> threads) {
            throw new IllegalStateException("deadlock");
        }

        @Override
        public void unknownSystemCall(int pid, String name, long number) {
            throw new IllegalStateException("system call " + number);
        }
    }
}
