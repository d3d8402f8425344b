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
    private static final int T1 = 6;
    private static final int S1 = 9;
    private static final int S2 = 18;

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

    /** Stores its address into each page, or looks whether it is there, and exits with 99 if not. */
    private static void addresses(Code code, int first, int pages, boolean store) {
        String label = "at " + code.size();
        code.li(T0, HEAP + (long) first * PAGE)
                .li(T1, HEAP + (long) (first + pages) * PAGE)
                .li(S1, PAGE);
        code.label(label);
        if (store) {
            code.store(Instruction.SD, T0, T0, 0);
        } else {
            code.immediate(Instruction.LD, A0, T0, 0)
                    .branch(Instruction.BEQ, A0, T0, label + " right")
                    .exit(99)
                    .label(label + " right");
        }
        code.register(Instruction.ADD, T0, T0, S1).branch(Instruction.BLT, T0, T1, label);
    }

    /** The first child is the largest when its parent wants more than RAM and swap have; the second one is a bystander. */
    @Test
    void whenRamAndSwapAreFullOneDiesAndTheOthersKeepTheirData() { // VM-CHECKLIST 34
        long statuses = ElfImage.DATA + 64;
        Code code = new Code().call(MMAP, HEAP, 100L * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0);
        addresses(code, 0, 8, true);
        code.call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0).branch(Instruction.BNE, A0, ZERO, "parent");
        addresses(code, 8, 80, true);
        code.call(NANOSLEEP, TIME, 0).exit(1);
        code.label("parent").call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0).branch(Instruction.BNE, A0, ZERO, "second");
        addresses(code, 8, 6, true);
        code.call(NANOSLEEP, ElfImage.DATA + 32, 0);
        addresses(code, 0, 8, false);
        addresses(code, 8, 6, false);
        code.exit(5).label("second").call(NANOSLEEP, ElfImage.DATA + 16, 0);
        addresses(code, 8, 60, true);
        addresses(code, 0, 8, false);
        addresses(code, 8, 60, false);
        code.call(Calls.WAIT4, 3, statuses, 0, 0)
                .call(Calls.WAIT4, 4, statuses + 8, 0, 0)
                .li(T0, statuses)
                .immediate(Instruction.LD, A0, T0, 0)
                .immediate(Instruction.LBU, S1, T0, 9)
                .immediate(Instruction.SLLI, S1, S1, 4)
                .register(Instruction.OR, A0, A0, S1)
                .exitWith(A0);
        byte[] times = Code.longs(100, 0, 1, 0, 10, 0, 0, 0, 0, 0);
        KernelOptions options = GuestRun.SMALL.withRam(64L * PAGE).withSwap(SwapOptions.DEFAULT.withSlots(64));

        GuestRun run = new GuestRun(options, "").run(ElfImage.program(code, times));

        assertThat(run.status())
                .as("9, SIGKILL, of the largest, and 5 of the bystander")
                .isEqualTo(0x59);
        assertThat(run.killedForMemory()).containsExactly(List.of(2, 3, 4));
    }

    /** The child's every instruction finds all of its parent's pages gone that its parent does not hold. */
    @Test
    void aCallThatWaitsForOnePageHoldsTheOthers() { // VM-CHECKLIST 20
        Code code = new Code().call(MMAP, HEAP, 4L * PAGE, READ_WRITE, PRIVATE_FIXED, -1, 0);
        touch(code, 0, 4, true);
        code.call(Calls.PIPE2, ElfImage.DATA, 0)
                .call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "parent");
        code.label("busy").jump(ZERO, "busy");
        code.label("parent").move(S1, A0).call(Calls.WRITE, 4, HEAP, 4L * PAGE).move(S2, A0);
        code.move(A0, S1).li(A0 + 1, 9).call(Calls.KILL);
        code.immediate(Instruction.SRLI, A0, S2, 12).exitWith(A0);
        KernelOptions options = GuestRun.SMALL
                .withRam(64L * PAGE)
                .withMaxSteps(20_000)
                .withQuantum(50)
                .withSwap(SwapOptions.DEFAULT.withSlots(64).withReadAhead(1, SwapIn.Neighbourhood.SLOT))
                .withInjection(new Injection(0, 0, 0, 0, 0, 1));

        assertThat(new GuestRun(options, "").run(ElfImage.program(code)).status())
                .as("pages written")
                .isEqualTo(4);
    }
}
