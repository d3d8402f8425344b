package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.mm.SwapIn;
import pagoda.kernel.mm.policy.PolicyKind;
import pagoda.kernel.mm.reclaim.ReclaimOptions;
import pagoda.kernel.mm.reclaim.Watermarks;
import pagoda.kernel.proc.ExecException;

/**
 * Whatever goes wrong once, and whenever, the data of programs is right, or they die by the signal that says so, each for
 * itself; the audit, after each trap, and at the end, has nothing to say.
 */
final class InjectedFaultsTest {
    private static final int SIGBUS = 128 + 7;
    private static final int SIGKILL = 128 + 9;

    /** Of who writes to a pipe whose reader has died. */
    private static final int SIGPIPE = 128 + 13;

    /** What goes wrong; up to which number, and in which steps, that is tried; and how those end whom it strikes. */
    private enum Fault {
        DISK_READ(200, 7, SIGBUS, SIGPIPE, FillForkVerify.FAILED) {
            @Override
            Injection at(long n) {
                return new Injection(n, 0, 0, 0, 0, 0);
            }
        },
        DISK_WRITE(90, 3, FillForkVerify.FAILED) {
            @Override
            Injection at(long n) {
                return new Injection(0, n, 0, 0, 0, 0);
            }
        },
        SLOT(90, 3, SIGKILL, SIGPIPE, FillForkVerify.FAILED) {
            @Override
            Injection at(long n) {
                return new Injection(0, 0, n, 0, 0, 0);
            }
        },
        FRAME(400, 11, SIGKILL, SIGPIPE, FillForkVerify.FAILED) {
            @Override
            Injection at(long n) {
                return new Injection(0, 0, 0, n, 0, 0);
            }
        },
        EVICT(1560, 41) {
            @Override
            Injection at(long n) {
                return new Injection(0, 0, 0, 0, n, 0);
            }
        },
        EVICT_EVERY(120, 29) {
            @Override
            Injection at(long n) {
                return new Injection(0, 0, 0, 0, 0, n);
            }
        };

        private final int most;
        private final int step;
        private final Set<Integer> ends;

        Fault(int most, int step, Integer... ends) {
            this.most = most;
            this.step = step;
            this.ends = Set.of(ends);
        }

        abstract Injection at(long n);

        /** How many of them there are at least in a run in which nothing has gone wrong. */
        long count(GuestRun run) {
            Map<String, Object> figures = run.kernel().statistics().system();
            return switch (this) {
                case DISK_READ -> figure(figures.get("disk"), "reads");
                case DISK_WRITE, SLOT -> figure(figures.get("disk"), "writes"); // a run of slots is for one request
                case FRAME ->
                    run.events().stream()
                            .filter(event -> ((Event.Frame) event).allocated())
                            .count();
                case EVICT, EVICT_EVERY -> figure(figures, "instructions");
            };
        }

        private static long figure(@Nullable Object figures, String name) {
            return figures instanceof Map<?, ?> map && map.get(name) instanceof Long figure ? figure : 0;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void relativesWithMoreMemoryThanRamAreNotHarmed(Fault fault) { // VM-CHECKLIST 9, 30, 34, 35, 40
        strike(fault, FillForkVerify.relatives(40), 28);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void transfersBetweenProcessesAndFilesAreNotHarmed(Fault fault) { // VM-CHECKLIST 12, 19, 20, 40
        strike(fault, FillForkVerify.transfers(24), 40);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "EVICT_EVERY")
    void whicheverOneOfSmallRelativesItIsNothingIsHarmed(Fault fault) { // VM-CHECKLIST 9, 30, 34, 35, 40
        strikeEach(fault, FillForkVerify.relatives(8), 22);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "EVICT_EVERY")
    void whicheverOneOfSmallTransfersItIsNothingIsHarmed(Fault fault) { // VM-CHECKLIST 12, 19, 20, 40
        strikeEach(fault, FillForkVerify.transfers(8), 24);
    }

    private static void strike(Fault fault, ElfFile program, int frames) {
        for (int n = 1; n <= fault.most; n += fault.step) {
            strike(fault, n, options(n, frames), program);
        }
    }

    /** Strikes at every n that there is, on a machine that does all in need, and on one that does it ahead. */
    private static void strikeEach(Fault fault, ElfFile program, int frames) {
        KernelOptions machine = options(0, frames);
        strikeEach(
                fault,
                program,
                machine.withReclaim(new ReclaimOptions(PolicyKind.CLOCK, 0, new Watermarks(0, 0, 0), 2)));
        strikeEach(
                fault,
                program,
                machine.withSwap(machine.swap().withReadAhead(8, SwapIn.Neighbourhood.VIRTUAL))
                        .withReclaim(new ReclaimOptions(PolicyKind.TWO_QUEUE, 0, new Watermarks(1, 2, 4), 32)));
    }

    private static void strikeEach(Fault fault, ElfFile program, KernelOptions options) {
        GuestRun unharmed =
                new GuestRun(options, "").listen(EnumSet.of(EventKind.FRAME)).run(program);
        Statistics figures = unharmed.kernel().statistics();
        long there = fault.count(unharmed);
        assertThat(unharmed.status()).isZero();
        assertThat(there).isPositive();
        boolean struck = true;
        for (int n = 1; n <= there || struck; n++) {
            GuestRun run = strike(fault, n, options, program);
            struck = run == null || !run.kernel().statistics().equals(figures);
            assertThat((long) n)
                    .as("%s strikes though there are only %d", fault, there)
                    .isLessThan(2 * there + 100);
        }
    }

    /** The run in which the n-th goes wrong; null if the program could not begin. */
    private static @Nullable GuestRun strike(Fault fault, int n, KernelOptions options, ElfFile program) {
        String what = fault + " " + n;
        try {
            GuestRun run = new GuestRun(options.withInjection(fault.at(n)), "").tryRun(program, List.of(), List.of());
            check(fault, run, what);
            return run;
        } catch (ExecException refused) {
            assertThat(fault).as("%s: %s", what, refused.getMessage()).isEqualTo(Fault.FRAME);
            return null;
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private static void check(Fault fault, GuestRun run, String what) {
        Map<Integer, Object> ends = new TreeMap<>();
        run.kernel().statistics().processes().forEach((pid, figures) -> ends.put(pid, figures.get("status")));
        assertThat(run.deadlocked()).as(what).isEmpty();
        assertThat(ends.values())
                .as("%s: %s", what, ends)
                .allMatch(end -> end != null && (end.equals(FillForkVerify.RIGHT) || fault.ends.contains(end)));
        FaultReason expected = fault == Fault.DISK_READ ? FaultReason.DISK_ERROR : FaultReason.OUT_OF_MEMORY;
        run.crashes().forEach(crash -> assertThat(crash.reason()).as(what).isEqualTo(expected));
        // A page that two share is missed by both.
        assertThat(run.crashes()).as("%s: %s", what, ends).hasSizeLessThan(fault == Fault.DISK_READ ? 3 : 2);
    }

    private static KernelOptions options(int n, int frames) {
        PolicyKind[] policies = EnumSet.allOf(PolicyKind.class).stream()
                .filter(kind -> !kind.needsFuture())
                .toArray(PolicyKind[]::new);
        List<Watermarks> marks = Arrays.asList(null, new Watermarks(0, 0, 0), new Watermarks(1, 2, 4));
        SwapIn.Neighbourhood by = n / 2 % 2 == 0 ? SwapIn.Neighbourhood.SLOT : SwapIn.Neighbourhood.VIRTUAL;
        return GuestRun.SMALL
                .withRam(frames * 4096L)
                .withMaxSteps(100_000)
                .withQuantum(50 + 37L * (n % 5))
                .withSwap(SwapOptions.DEFAULT.withSlots(256).withReadAhead(n % 2 == 0 ? 1 : 8, by))
                .withReclaim(
                        new ReclaimOptions(policies[n % policies.length], n, marks.get(n % 3), n % 4 == 0 ? 1 : 32));
    }
}
