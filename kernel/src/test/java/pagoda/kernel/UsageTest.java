package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import pagoda.cpu.Costs;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;

/** What getrusage tells. */
final class UsageTest {
    private static final int T0 = 5;

    private static final int EXIT_GROUP = 94;
    private static final int SCHED_YIELD = 124;
    private static final int GETRUSAGE = 165;
    private static final int CLONE = 220;
    private static final int EXECVE = 221;

    private static final int SELF = 0;
    private static final int THREAD = 1;

    private static final long CLONE_THREAD = 0x10d00; // with CLONE_VM, CLONE_FILES, CLONE_SIGHAND

    private static final long USAGE = ElfImage.DATA + 256;
    private static final long MINOR_FAULTS = 64;

    /** The first thread works for seconds, then another is asked how many it has used. */
    private static Code secondsOfAnotherThread(int who) {
        return new Code()
                .li(T0, 2000)
                .label("work")
                .immediate(Instruction.ADDI, T0, T0, -1)
                .branch(Instruction.BNE, T0, ZERO, "work")
                .call(CLONE, CLONE_THREAD, ElfImage.DATA + 8192)
                .branch(Instruction.BEQ, A0, ZERO, "thread")
                .label("wait")
                .call(SCHED_YIELD)
                .jump(ZERO, "wait")
                .label("thread")
                .call(GETRUSAGE, who, USAGE)
                .li(T0, USAGE)
                .immediate(Instruction.LD, A0, T0, 0)
                .call(EXIT_GROUP);
    }

    @Test
    void aThreadsTimeIsItsOwnAndTheProcesssIsAllOfIt() {
        KernelOptions options = GuestRun.SMALL.withCosts(new Costs(1_000_000, 0));
        GuestRun thread = new GuestRun(options, "").run(ElfImage.program(secondsOfAnotherThread(THREAD)));
        GuestRun process = new GuestRun(options, "").run(ElfImage.program(secondsOfAnotherThread(SELF)));

        assertThat(thread.status()).isZero();
        assertThat(process.status()).isEqualTo(4);
    }

    @Test
    void faultsOfTheProgramBeforeExecCountToo() throws FileException {
        Code count = new Code()
                .call(GETRUSAGE, SELF, USAGE)
                .li(T0, USAGE)
                .immediate(Instruction.LD, A0, T0, MINOR_FAULTS)
                .exitWith(A0);
        byte[] path = Arrays.copyOf("/tmp/count".getBytes(StandardCharsets.US_ASCII), 64);
        GuestRun run = new GuestRun(GuestRun.SMALL, "");
        OpenFile file = run.kernel()
                .files()
                .open(run.kernel().files().root(), "/tmp/count", OpenFlags.O_CREAT | OpenFlags.O_WRONLY, 0755);
        byte[] program = ElfImage.program(count).bytes();
        file.inode().write(file, 0, program, program.length);
        file.discard();

        run.run(ElfImage.program(new Code().call(EXECVE, ElfImage.DATA, 0, 0).exit(99), path));

        // The first program's stack; the second's stack, and its code, which is in the page cache.
        assertThat(run.status()).isEqualTo(3);
    }
}
