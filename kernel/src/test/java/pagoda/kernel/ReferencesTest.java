package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.elf.ElfFile;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.policy.FutureReferences;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.mm.reference.Foresight;

/** The pages that threads touch are recorded in their order, and with the record the optimum is what it says: the bound. */
final class ReferencesTest {
    private static final int PAGE = 4096;
    private static final long HEAP = 0x100_0000;
    private static final int T0 = 5;
    private static final int T1 = 6;
    private static final Watermarks NONE = new Watermarks(0, 0, 0);

    /** By thread, {@code page} or {@code page w} for each reference. */
    private static Map<Integer, List<String>> record(GuestRun run, ElfFile program) {
        Map<Integer, List<String>> recorded = new TreeMap<>();
        run.kernel()
                .recordReferences(
                        (thread, page, written) -> recorded.computeIfAbsent(thread, unused -> new ArrayList<>())
                                .add(Long.toHexString(page) + (written ? "w" : "")));
        run.run(program);
        return recorded;
    }

    private static Map<Integer, FutureReferences> futures(Map<Integer, List<String>> recorded) {
        Map<Integer, FutureReferences> futures = new TreeMap<>();
        recorded.forEach((thread, references) -> futures.put(
                thread,
                FutureReferences.of(references.stream()
                        .mapToLong(word -> Long.parseLong(word.replace("w", ""), 16))
                        .toArray())));
        return futures;
    }

    /** A program that maps pages at {@link #HEAP}, and loads from or stores to them in an order drawn by lot. */
    private static ElfFile wanderer(long seed, int pages, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        Code code = new Code().call(222, HEAP, (long) pages * PAGE, 3, 0x32, -1, 0);
        for (int step = 0; step < steps; step++) {
            // Some pages are used more than others, and those that are change.
            int hot = step / 60 * 7 % pages;
            int page = random.nextInt(3) == 0 ? random.nextInt(pages) : (hot + random.nextInt(pages / 3)) % pages;
            code.li(T0, HEAP + (long) page * PAGE);
            if (random.nextBoolean()) {
                code.store(Instruction.SD, T0, T0, 8L * random.nextInt(200));
            } else {
                code.immediate(Instruction.LD, T1, T0, 8L * random.nextInt(200));
            }
            if (random.nextInt(40) == 0) {
                code.call(113, 1, HEAP + (long) random.nextInt(pages) * PAGE + 4088); // clock_gettime, across two pages
            }
        }
        return ElfImage.program(code.exit(0));
    }

    private static KernelOptions machine(int frames, PolicyKind policy, Map<Integer, FutureReferences> recorded) {
        return GuestRun.SMALL
                .withRam(frames * (long) PAGE)
                .withSwap(SwapOptions.DEFAULT.withSlots(256).withReadAhead(1, SwapIn.Neighbourhood.SLOT))
                .withReclaim(new ReclaimOptions(policy, 0, NONE, 32, recorded));
    }

    @Test
    void aReferenceIsAChangeOfThePageThatTheThreadTouches() {
        long text = ElfImage.TEXT / PAGE;
        long data = ElfImage.DATA / PAGE;
        Code code = new Code().li(T0, ElfImage.DATA);
        code.immediate(Instruction.LD, T1, T0, 8).store(Instruction.SD, T1, T0, 16);
        code.li(T0, ElfImage.DATA + PAGE - 4).immediate(Instruction.LD, T1, T0, 0); // across two pages
        code.exit(0);

        Map<Integer, List<String>> recorded =
                record(new GuestRun(GuestRun.SMALL, ""), ElfImage.program(code, new byte[2 * PAGE]));

        String t = Long.toHexString(text);
        String d = Long.toHexString(data);
        assertThat(recorded).hasSize(1);
        assertThat(recorded.values().iterator().next())
                .containsExactly(t, d, t, d + "w", t, d, Long.toHexString(data + 1), t);
    }

    @Test
    void whatASystemCallReachesIsTouched() {
        Code code = new Code().call(113, 1, ElfImage.DATA).exit(0);

        List<String> recorded = record(new GuestRun(GuestRun.SMALL, ""), ElfImage.program(code))
                .values()
                .iterator()
                .next();

        String text = Long.toHexString(ElfImage.TEXT / PAGE);
        assertThat(recorded).containsExactly(text, Long.toHexString(ElfImage.DATA / PAGE) + "w", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64,fifo", "8x2,lru", "4x4,random", "16x1,plru", "off"})
    void recordingChangesNoFigureOfTheRun(String tlb) {
        KernelOptions options = GuestRun.SMALL
                .withRam(28L * PAGE)
                .withSwap(SwapOptions.DEFAULT.withSlots(256))
                .withMaxSteps(100_000)
                .withTlb(TlbConfiguration.parse(tlb));
        ElfFile program = FillForkVerify.relatives(40);
        GuestRun recorded = new GuestRun(options, "");

        assertThat(record(recorded, program)).hasSize(2);

        assertThat(recorded.kernel().statistics())
                .isEqualTo(new GuestRun(options, "").run(program).kernel().statistics());
    }

    @Test
    void theReferencesAreTheSameHoweverLittleRamThereIs() {
        for (int seed = 0; seed < 5; seed++) {
            ElfFile program = wanderer(seed, 30, 400);
            GuestRun little = new GuestRun(machine(26, PolicyKind.CLOCK, Map.of()), "");
            Map<Integer, List<String>> recorded = record(little, program);

            assertThat(majorFaults(little)).isPositive();
            assertThat(recorded).isEqualTo(record(new GuestRun(GuestRun.SMALL, ""), program));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 24, 30, 36})
    void noPolicyHasFewerFaultsThanTheOptimum(int frames) {
        for (int seed = 0; seed < 4; seed++) {
            ElfFile program = wanderer(seed, 40, 500);
            Map<Integer, FutureReferences> future = futures(record(new GuestRun(GuestRun.SMALL, ""), program));
            GuestRun best = new GuestRun(machine(frames, PolicyKind.OPT, future), "").run(program);
            Foresight foresight = best.kernel().foresight();

            assertThat(foresight).isNotNull();
            assertThat(foresight.isEstimate()).isFalse();
            assertThat(foresight.exactReferences())
                    .isEqualTo(foresight.references())
                    .isEqualTo(Objects.requireNonNull(future.get(2)).length());
            for (PolicyKind policy : PolicyKind.values()) {
                if (!policy.needsFuture()) {
                    GuestRun other = new GuestRun(machine(frames, policy, Map.of()), "").run(program);
                    String what = policy.word() + ", seed " + seed;
                    assertThat(majorFaults(best)).as(what).isLessThanOrEqualTo(majorFaults(other));
                    assertThat(faults(best)).as(what).isLessThanOrEqualTo(faults(other));
                }
            }
            assertThat(majorFaults(best)).isPositive();
        }
    }

    @Test
    void withTwoThreadsTheOptimumIsAnEstimateAndSaysSo() {
        ElfFile program = FillForkVerify.relatives(40);
        Map<Integer, FutureReferences> future = futures(record(new GuestRun(GuestRun.SMALL, ""), program));
        GuestRun run = new GuestRun(machine(28, PolicyKind.OPT, future), "").run(program);
        Foresight foresight = run.kernel().foresight();

        assertThat(run.status()).isZero();
        assertThat(foresight).isNotNull();
        assertThat(foresight.isEstimate()).isTrue();
    }

    @Test
    void aProgramThatDoesOtherThanWasRecordedIsSeenWhereItBegins() {
        Code one = new Code()
                .li(T0, ElfImage.DATA)
                .immediate(Instruction.LD, A0, T0, 0)
                .exit(0);
        Code other = new Code()
                .li(T0, ElfImage.DATA + PAGE)
                .immediate(Instruction.LD, A0, T0, 0)
                .exit(0);
        Map<Integer, FutureReferences> future =
                futures(record(new GuestRun(GuestRun.SMALL, ""), ElfImage.program(one)));

        GuestRun run = new GuestRun(machine(28, PolicyKind.OPT, future), "").run(ElfImage.program(other));
        Foresight foresight = run.kernel().foresight();

        assertThat(foresight).isNotNull();
        assertThat(foresight.exactReferences()).isEqualTo(1);
        assertThat(foresight.references()).isEqualTo(3);
    }

    private static long majorFaults(GuestRun run) {
        return figure(run, "pgmajfault");
    }

    private static long faults(GuestRun run) {
        return figure(run, "pgfault");
    }

    private static long figure(GuestRun run, String name) {
        return run.kernel().statistics().processes().values().stream()
                .mapToLong(figures -> (long) Objects.requireNonNull(figures.get(name)))
                .sum();
    }
}
