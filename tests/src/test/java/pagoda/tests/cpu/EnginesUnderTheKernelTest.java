package pagoda.tests.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.translator.EngineKind;
import pagoda.cpu.translator.Tuning;
import pagoda.elf.ElfFile;
import pagoda.kernel.Injection;
import pagoda.kernel.Kernel;
import pagoda.kernel.KernelOptions;
import pagoda.kernel.RunResult;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.mm.KernelCosts;
import pagoda.kernel.proc.ExecException;
import pagoda.tests.kernel.GuestConsole;

/**
 * Random programs that change, share, protect and lose their hot code run alike on both engines under the whole kernel: every
 * event with its time, every figure, the output and the end, whatever the length of turns, the RAM, the TLB, and when pages
 * are evicted.
 */
final class EnginesUnderTheKernelTest {
    private static final int GROUPS = 20;
    private static final int SEEDS = 50;

    /** Each so many seeds one is run in lockstep, too. */
    private static final int LOCKSTEP = 10;

    private static final KernelCosts QUICK_DISK = new KernelCosts(200, 1000, 500, 1000, 50, 1000, 100);

    static IntStream groups() {
        return IntStream.range(0, GROUPS);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void fiftySeedsRunAlikeOnBothEngines(int group) {
        long instructions = 0;
        long translated = 0;
        for (int seed = group * SEEDS; seed < (group + 1) * SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomGuest guest = new RandomGuest(random);
            KernelOptions options = options(random);
            String what = "seed " + seed + ", RAM " + options.ram() + ", quantum " + options.quantum() + ", "
                    + options.scheduler() + ", " + options.tlb() + ", " + options.injection() + "\n" + guest.source();
            ElfFile program = guest.program();
            Run interpreted = new Run(program, options.withEngine(EngineKind.INTERPRETER), null);
            instructions += interpreted.instructions();
            KernelOptions eager = options.withEngine(EngineKind.TRANSLATOR)
                    .withTuning(seed % 2 == 0 ? Tuning.EAGER : EnginesTest.HASTY);
            translated += same(what, interpreted, new Run(program, eager, interpreted.events));
            if (seed % LOCKSTEP == 0) {
                same(
                        "lockstep, " + what,
                        interpreted,
                        new Run(program, options.withEngine(EngineKind.BOTH), interpreted.events));
            }
        }
        assertThat((double) translated / instructions)
                .as("the part of instructions that is executed as translated code")
                .isGreaterThan(0.3);
    }

    /** How many instructions were translated. */
    private static long same(String what, Run interpreted, Run translated) {
        assertThat(translated.difference).as(what).isNull();
        assertThat(translated.eventCount).as("events, %s", what).isEqualTo(interpreted.events.size());
        assertThat(translated.outcome()).as(what).isEqualTo(interpreted.outcome());
        return translated.kernel.translatedInstructions();
    }

    private static KernelOptions options(SplittableRandom random) {
        long[] quanta = {1, 7, 7, 50, 50, 1000, 1000, 100_000, 100_000, 100_000};
        long[] rams = {64 << 20, 64 << 20, 1 << 20, 224 << 10, 256 << 10};
        String[] tlbs = {"64x64", "64x64", "16x4", "8x2,random", "4x2", "1x1"};
        return KernelOptions.DEFAULT
                .withKernelCosts(QUICK_DISK)
                .withQuantum(quanta[random.nextInt(quanta.length)])
                .withScheduler(
                        random.nextInt(4) == 0
                                ? KernelOptions.SchedulerKind.MULTI_LEVEL_FEEDBACK
                                : KernelOptions.SchedulerKind.ROUND_ROBIN)
                .withRam(rams[random.nextInt(rams.length)])
                .withTlb(TlbConfiguration.parse(tlbs[random.nextInt(tlbs.length)]))
                .withInjection(
                        random.nextInt(6) == 0
                                ? new Injection(0, 0, 0, 0, 0, 200 + random.nextInt(5000))
                                : Injection.NONE)
                .withMaxSteps(random.nextInt(8) == 0 ? 1000 + random.nextInt(40_000) : 200_000);
    }

    /** A run, and all that came of it. */
    private static final class Run {
        private final GuestConsole console = new GuestConsole(new byte[0]);
        private final List<Event> events = new ArrayList<>();
        private final Kernel kernel;
        private final RunResult result;
        private int eventCount;
        private @Nullable String difference;

        /** Runs the program. Its events are kept, or, if those of another run are given, compared with them. */
        Run(ElfFile program, KernelOptions options, @Nullable List<Event> others) {
            kernel = new Kernel(options, console, console);
            kernel.events()
                    .read(
                            EnumSet.allOf(EventKind.class),
                            others == null ? events::add : event -> compare(event, others));
            try {
                result = kernel.run(program, "guest", List.of(), List.of());
            } catch (ExecException e) {
                throw new AssertionError(e);
            }
        }

        private void compare(Event event, List<Event> others) {
            Event other = eventCount < others.size() ? others.get(eventCount) : null;
            if (difference == null && !event.equals(other)) {
                difference = "event " + eventCount + ": translated " + event + ", interpreted " + other;
            }
            eventCount++;
        }

        long instructions() {
            return ((Number) kernel.statistics().system().getOrDefault("instructions", 0)).longValue();
        }

        String outcome() {
            return result.end()
                    + " " + result.status()
                    + " pid " + result.process().pid()
                    + " pc " + result.pc()
                    + "\n" + kernel.statistics()
                    + "\n" + new String(console.output(), StandardCharsets.ISO_8859_1).hashCode()
                    + "\n" + console.crashes();
        }
    }
}
