package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.proc.ExecException;
import pagoda.kernel.proc.UserThread;

/**
 * Several processes make random system calls in so little RAM that calls wait for the disk, are tried again, and are finished
 * later, while things go wrong: the kernel answers, its audit has nothing to say, nobody waits for ever for the disk, and
 * what the processes keep for themselves stays theirs.
 */
final class SwapFuzzTest {
    private static final int PAGE = 4096;
    private static final int KEPT_PAGES = 8;
    private static final int BUFFER_PAGES = 24;

    /** What a process keeps for itself: no call is given an address in or near it. */
    private static final long KEPT = 0x7123_4000;

    private static final long BUFFER = 0x200_0000;
    private static final int WRONG = 77;
    private static final int A1 = A0 + 1;
    private static final int T0 = 5;
    private static final int T1 = 6;
    private static final int S3 = 19;

    private static final int[] NUMBERS = {
        17, 23, 25, 29, 46, 48, 56, 57, 59, 61, 62, 63, 64, 65, 66, 67, 68, 71, 72, 73, 78, 79, 80, 82, 83, 96, 98, 99,
        101, 102, 103, 113, 115, 122, 123, 124, 132, 134, 135, 136, 137, 153, 160, 163, 165, 172, 178, 179, 214, 215,
        216, 220, 221, 222, 226, 227, 228, 229, 230, 231, 232, 233, 260, 261, 278, 291
    };

    /** Those whose buffers wait: they come more often. */
    private static final int[] FAVOURITES = {63, 64, 65, 66, 67, 68, 222, 220, 260, 278, 134, 227, 59, 56};

    static IntStream groups() {
        return IntStream.range(0, 25);
    }

    @ParameterizedTest(name = "seeds {0}0 to {0}9")
    @MethodSource("groups")
    void callsThatWaitForMemoryAreAnswered(int group) { // VM-CHECKLIST 12, 18, 20, 33, 37
        for (int seed = 10 * group; seed < 10 * group + 10; seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Code code = program(random);
        KernelOptions options = options(random);
        String what = "seed " + seed + " RAM " + options.ram() / PAGE + " slots "
                + options.swap().slots() + " " + options.reclaim() + " " + options.injection();
        try {
            GuestRun run = new GuestRun(options, "input ".repeat(2000))
                    .tryRun(ElfImage.program(code, data(random)), List.of("a", "b"), List.of());
            assertThat(run.deadlocked().stream().filter(UserThread::isStalled))
                    .as("%s: who waits for the disk or memory for ever", what)
                    .isEmpty();
            run.kernel()
                    .statistics()
                    .processes()
                    .forEach((pid, figures) -> assertThat(figures.get("status"))
                            .as("%s: what pid %d keeps", what, pid)
                            .isNotEqualTo(WRONG));
        } catch (ExecException refused) {
            assertThat(refused.getMessage()).as(what).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static KernelOptions options(SplittableRandom random) {
        PolicyKind[] policies = Arrays.stream(PolicyKind.values())
                .filter(kind -> !kind.needsFuture())
                .toArray(PolicyKind[]::new);
        Watermarks[] marks = {null, new Watermarks(0, 0, 0), new Watermarks(1, 2, 4)};
        long[] faults = new long[6];
        for (int i = 0; i < 4; i++) {
            faults[i] = random.nextInt(4) == 0 ? 1 + random.nextInt(100) : 0;
        }
        faults[5] = random.nextInt(3) == 0 ? 20 + random.nextInt(200) : 0;
        return GuestRun.SMALL
                .withRam(random.nextInt(24, 65) * (long) PAGE)
                .withMaxSteps(3000)
                .withQuantum(random.nextInt(20, 300))
                .withSwap(SwapOptions.DEFAULT
                        .withSlots(16 << random.nextInt(5))
                        .withReadAhead(
                                random.nextBoolean() ? 1 : 8,
                                random.nextBoolean() ? SwapIn.Neighbourhood.SLOT : SwapIn.Neighbourhood.VIRTUAL))
                .withReclaim(new ReclaimOptions(
                        policies[random.nextInt(policies.length)],
                        random.nextInt(),
                        marks[random.nextInt(3)],
                        random.nextBoolean() ? 1 : 32))
                .withInjection(new Injection(faults[0], faults[1], faults[2], faults[3], 0, faults[5]));
    }

    /** Memory is mapped, the process forks twice, and each of the four goes on with calls of its own. */
    private static Code program(SplittableRandom random) {
        Code code = new Code().jump(ZERO, "main");
        code.label("keep").li(T0, KEPT).li(T1, KEPT + KEPT_PAGES * PAGE);
        code.label("keeping").register(Instruction.ADD, A1, T0, S3).store(Instruction.SD, A1, T0, 8);
        code.li(A1, PAGE).register(Instruction.ADD, T0, T0, A1).branch(Instruction.BLT, T0, T1, "keeping");
        code.immediate(Instruction.JALR, ZERO, RA, 0);
        code.label("look").li(T0, KEPT).li(T1, KEPT + KEPT_PAGES * PAGE);
        code.label("looking").immediate(Instruction.LD, A0, T0, 8).register(Instruction.ADD, A1, T0, S3);
        code.branch(Instruction.BNE, A0, A1, "wrong");
        code.li(A1, PAGE).register(Instruction.ADD, T0, T0, A1).branch(Instruction.BLT, T0, T1, "looking");
        code.immediate(Instruction.JALR, ZERO, RA, 0);
        code.label("wrong").exit(WRONG);
        code.label("main");
        code.call(222, KEPT, KEPT_PAGES * PAGE, 3, 0x4032, -1, 0);
        code.call(222, BUFFER, BUFFER_PAGES * PAGE, 3, random.nextInt(4) == 0 ? 0x4031 : 0x4032, -1, 0);
        code.li(S3, 0).jump(RA, "keep");
        code.call(59, BUFFER, 0);
        code.call(220, 17, 0, 0, 0, 0)
                .branch(Instruction.BEQ, A0, ZERO, "child")
                .li(S3, 1);
        code.jump(RA, "keep");
        part(code, random);
        code.label("child").immediate(Instruction.ADDI, S3, S3, 2).jump(RA, "keep");
        code.call(220, 17, 0, 0, 0, 0).branch(Instruction.BEQ, A0, ZERO, "grandchild");
        part(code, random);
        code.label("grandchild").immediate(Instruction.ADDI, S3, S3, 5).jump(RA, "keep");
        part(code, random);
        return code;
    }

    private static void part(Code code, SplittableRandom random) {
        for (int call = 0; call < 14; call++) {
            int number = random.nextBoolean()
                    ? FAVOURITES[random.nextInt(FAVOURITES.length)]
                    : NUMBERS[random.nextInt(NUMBERS.length)];
            for (int argument = 0; argument < 6; argument++) {
                code.li(A0 + argument, argument(random, number, argument));
            }
            code.li(A7, number).plain(Instruction.ECALL);
            if (random.nextInt(3) == 0) {
                long page = BUFFER + random.nextInt(BUFFER_PAGES) * (long) PAGE;
                code.li(T0, page).store(Instruction.SD, T0, T0, random.nextInt(100) * 8L);
            }
            if (random.nextInt(4) == 0) {
                code.jump(RA, "look");
            }
        }
        code.jump(RA, "look").exit(0);
    }

    private static long argument(SplittableRandom random, int number, int argument) {
        if (number == 220) {
            return argument == 0 ? new long[] {17, 17 | 0x1200000, 0x4111, 0x50f00}[random.nextInt(4)] : 0;
        }
        if (number == 222 && random.nextInt(4) > 0) {
            return switch (argument) {
                case 0 -> BUFFER + random.nextInt(2 * BUFFER_PAGES) * (long) PAGE;
                case 1 -> (1 + random.nextInt(12)) * (long) PAGE;
                case 2 -> random.nextInt(4) == 0 ? random.nextInt(8) : 3;
                case 3 -> new int[] {0x32, 0x31, 0x22, 0x21, 0x8032, 0x2032, 1, 2, 0x11}[random.nextInt(9)];
                case 4 -> random.nextInt(7);
                default -> random.nextInt(3) * (long) PAGE;
            };
        }
        if (number == 134 && argument < 2) {
            return argument == 0 ? random.nextInt(32) : ElfImage.DATA + 128;
        }
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(7);
            case 1 -> random.nextInt(6 * PAGE);
            case 2 -> ElfImage.DATA + random.nextInt(PAGE + (int) ElfImage.BSS);
            case 3 -> argument == 0 ? -100 : ElfImage.DATA;
            default ->
                argument == 0
                        ? random.nextInt(7)
                        : argument == 2 ? random.nextInt(4 * PAGE) : BUFFER + random.nextInt(BUFFER_PAGES * PAGE);
        };
    }

    /** A path, vectors of buffers, and a handler that only returns. */
    private static byte[] data(SplittableRandom random) {
        long[] words = new long[128];
        words[0] = 'f';
        for (int i = 1; i < words.length; i++) {
            words[i] = i % 2 == 1 ? BUFFER + random.nextInt(BUFFER_PAGES * PAGE) : random.nextInt(3 * PAGE);
        }
        words[16] = random.nextInt(3) == 0 ? 1 : ElfImage.TEXT;
        words[17] = 0;
        words[18] = 0;
        return Code.longs(words);
    }
}
