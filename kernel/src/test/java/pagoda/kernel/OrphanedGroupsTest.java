package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;

/** A stopped process whom nobody could let go on hears of it: SIGHUP, then SIGCONT. */
final class OrphanedGroupsTest {
    private static final int S0 = 8;
    private static final int T0 = 5;

    private static final int EXIT_GROUP = 94;
    private static final int SCHED_YIELD = 124;
    private static final int KILL = 129;
    private static final int SETPGID = 154;
    private static final int CLONE = 220;
    private static final int WAIT4 = 260;

    private static final int SIGCHLD = 17;
    private static final int SIGSTOP = 19;
    private static final int WUNTRACED = 2;

    /** Forks a child that yields for ever, in a group of its own or not, stops it if asked, and exits. */
    private static Code parent(boolean ownGroup, boolean stops, boolean forksFirst) {
        Code code = new Code();
        if (forksFirst) {
            // The first process only waits for the one that does it all.
            code.call(CLONE, SIGCHLD)
                    .branch(Instruction.BEQ, A0, ZERO, "parent")
                    .call(WAIT4, -1, 0, 0, 0)
                    .call(EXIT_GROUP, 0)
                    .label("parent");
        }
        code.call(CLONE, SIGCHLD).branch(Instruction.BEQ, A0, ZERO, "child").move(S0, A0);
        if (ownGroup) {
            code.move(A0, S0).li(A0 + 1, 0).li(17, SETPGID).plain(Instruction.ECALL);
        }
        if (stops) {
            code.move(A0, S0).li(A0 + 1, SIGSTOP).li(17, KILL).plain(Instruction.ECALL);
            code.call(WAIT4, -1, 0, WUNTRACED, 0);
        }
        return code.call(EXIT_GROUP, 0)
                .label("child")
                .li(T0, 200)
                .label("yield")
                .call(SCHED_YIELD)
                .immediate(Instruction.ADDI, T0, T0, -1)
                .branch(Instruction.BNE, T0, ZERO, "yield")
                .call(EXIT_GROUP, 0);
    }

    /** Whether the child has its own group, is stopped, and is no child of the first process; how it ends. */
    @ParameterizedTest
    @CsvSource({
        "true, true, true, SIGHUP",
        "true, false, true, ''",
        "false, true, false, SIGHUP",
        "true, true, false, SIGHUP",
        "false, false, false, ''",
    })
    void aStoppedProcessIsHungUpWhenItsGroupBecomesOrphaned(
            boolean ownGroup, boolean stops, boolean forksFirst, String signal) {
        GuestRun run = new GuestRun(GuestRun.SMALL, "").listen(EnumSet.of(EventKind.PROCESS));

        run.run(ElfImage.program(parent(ownGroup, stops, forksFirst)));

        assertThat(run.result().end()).isEqualTo(RunResult.End.PROGRAM);
        int child = forksFirst ? 4 : 3;
        assertThat(run.events().stream()
                        .filter(event -> event.stamp().pid() == child && event instanceof Event.Exit)
                        .map(event -> ((Event.Exit) event).signal()))
                .containsExactly(signal);
    }
}
