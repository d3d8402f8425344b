package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.Commit;
import pagoda.kernel.mm.SwapIn;

/** What system calls do when memory is scarce. */
final class ScarceMemoryTest {
    private static final int PAGE = 4096;
    private static final long HEAP = 0x100_0000;
    private static final long TIME = ElfImage.DATA;
    private static final int T0 = 5;
    private static final int S1 = 9;

    private static final int MADVISE = 233;
    private static final int MMAP = 222;
    private static final int MPROTECT = 226;
    private static final int NANOSLEEP = 101;

    private static final int READ = 1;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_FIXED = 0x32;

    /** Stores to, or loads from, so many pages of the heap. */
    private static void touch(Code code, int first, int pages, boolean store) {
        for (int page = first; page < first + pages; page++) {
            code.li(T0, HEAP + (long) page * PAGE);
            if (store) {
                code.store(Instruction.SD, T0, T0, 0);
            } else {
                code.immediate(Instruction.LD, A0, T0, 0);
            }
        }
    }

    private static byte[] seconds(long seconds) {
        return Code.longs(seconds, 0);
    }

    @ParameterizedTest
    @CsvSource({"3, 0, 8", "0, 8, 0"})
    void madviseWillNeedReadsPagesBackBeforeTheyAreTouched(int advice, long majorFaults, long readAhead) {
        Code code = new Code().call(MMAP, HEAP, 8 * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0);
        touch(code, 0, 8, true);
        int filled = code.size() / 4;
        code.li(S1, 100)
                .label("pause")
                .immediate(Instruction.ADDI, S1, S1, -1)
                .branch(Instruction.BNE, S1, ZERO, "pause");
        code.call(MADVISE, HEAP, 8 * PAGE, advice).branch(Instruction.BNE, A0, ZERO, "failed");
        code.call(NANOSLEEP, TIME, 0);
        touch(code, 0, 8, false);
        code.exit(0).label("failed").exit(1);
        KernelOptions options = GuestRun.SMALL
                .withSwap(SwapOptions.DEFAULT.withSlots(64).withReadAhead(1, SwapIn.Neighbourhood.SLOT))
                .withInjection(new Injection(0, 0, 0, 0, filled + 60, 0));

        GuestRun run = new GuestRun(options, "").run(ElfImage.program(code, seconds(1)));

        assertThat(run.status()).isZero();
        assertThat(run.kernel().statistics().processes().get(2))
                .containsEntry("pgmajfault", majorFaults + 1); // its text went, too
        assertThat(run.kernel().statistics().system())
                .containsEntry("swap_ra", readAhead)
                .containsEntry("pswpin", 8L);
    }

    /** Half of the 256 frames may be promised; the program itself takes less than 48 of these 128. */
    @ParameterizedTest
    @CsvSource({
        "NEVER, 0x32, 80, 0",
        "NEVER, 0x32, 129, -12",
        "NEVER, 0x31, 80, 0",
        "HEURISTIC, 0x32, 129, 0",
        "HEURISTIC, 0x32, 300, -12",
        "ALWAYS, 0x32, 300, 0",
    })
    void whatMprotectMakesWritableIsPromisedOrRefused(Commit.Mode mode, String flags, int pages, int result) {
        assertThat(Errno.ENOMEM.result()).isEqualTo(-12);
        Code code = new Code()
                .call(MMAP, HEAP, (long) pages * PAGE, READ, Integer.decode(flags), -1, 0)
                .call(MPROTECT, HEAP, (long) pages * PAGE, READ_WRITE)
                .li(T0, -result)
                .register(Instruction.ADD, A0, A0, T0)
                .exitWith(A0);

        assertThat(new GuestRun(GuestRun.SMALL.withOvercommit(mode), "")
                        .run(ElfImage.program(code))
                        .status())
                .isZero();
    }

    @Test
    void whatMprotectMakesReadOnlyIsPromisedNoMore() {
        Code code = new Code().call(MMAP, HEAP, 80L * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0);
        code.call(MPROTECT, HEAP, 80L * PAGE, READ);
        code.call(MMAP, HEAP + 80 * PAGE, 80L * PAGE, READ, PRIVATE_FIXED, -1, 0);
        code.call(MPROTECT, HEAP + 80 * PAGE, 80L * PAGE, READ_WRITE).branch(Instruction.BNE, A0, ZERO, "failed");
        code.call(MPROTECT, HEAP, 80L * PAGE, READ_WRITE)
                .exitWith(A0)
                .label("failed")
                .exit(1);

        assertThat(new GuestRun(GuestRun.SMALL.withOvercommit(Commit.Mode.NEVER), "")
                        .run(ElfImage.program(code))
                        .status())
                .isEqualTo(Errno.ENOMEM.result() & 0xff);
    }

    @Test
    void aFullGroupKillsTheLargestOfItNotTheOneWhoAsks() {
        Code code = new Code()
                .call(MMAP, HEAP, 64L * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0)
                .call(220, 17, 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "parent");
        touch(code, 0, 20, true);
        code.call(NANOSLEEP, TIME, 0).exit(0);
        code.label("parent").call(NANOSLEEP, ElfImage.DATA + 16, 0);
        touch(code, 0, 10, true);
        code.call(260, -1, ElfImage.DATA + 64, 0, 0)
                .li(T0, ElfImage.DATA + 64)
                .immediate(Instruction.LW, A0, T0, 0)
                .exitWith(A0);
        byte[] times = Code.longs(100, 0, 0, 1_000_000, 0, 0, 0, 0, 0);

        GuestRun run =
                new GuestRun(GuestRun.SMALL.withLimits(Map.of("test", 32)), "").run(ElfImage.program(code, times));

        assertThat(run.status()).as("the child's").isEqualTo(9);
        assertThat(run.killedForMemory()).containsExactly(List.of(2, 3));
        assertThat(run.kernel().statistics().system()).containsEntry("oom_kill", 1L);
    }

    @Test
    void aFullGroupKillsNobodyOutsideIt() {
        Code code = new Code().call(MMAP, HEAP, 64L * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0);
        touch(code, 0, 40, true);
        code.exit(0);

        GuestRun run = new GuestRun(GuestRun.SMALL.withLimits(Map.of("test", 32)), "").run(ElfImage.program(code));

        assertThat(run.status()).isEqualTo(137);
        assertThat(run.killedForMemory()).containsExactly(List.of(2));
    }
}
