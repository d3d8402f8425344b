package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pagoda.elf.ElfFile;
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

    private static void strike(Fault fault, ElfFile program, int frames) {
        for (int n = 1; n <= fault.most; n += fault.step) {
            String what = fault + " " + n;
            try {
                GuestRun run = new GuestRun(options(n, frames).withInjection(fault.at(n)), "")
                        .tryRun(program, List.of(), List.of());
                check(fault, run, what);
            } catch (ExecException refused) {
                assertThat(fault).as("%s: %s", what, refused.getMessage()).isEqualTo(Fault.FRAME);
            } catch (RuntimeException e) {
                throw new AssertionError(what, e);
            }
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
