package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.ZERO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import pagoda.cpu.isa.Instruction;

/** Processes that are stopped while there is something for them to do. */
final class StopTest {
    private static final int SIGWINCH = 28;
    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;
    private static final int WUNTRACED = 2;
    private static final int S1 = 9;
    private static final long ACTION = ElfImage.DATA;
    private static final long TIME = ElfImage.DATA + 64;
    private static final long STATUS = ElfImage.DATA + 128;

    private final Calls calls = new Calls();

    private void kill(int signal) {
        calls.code().move(A0, S1).li(A1, signal).li(A7, Calls.KILL).plain(Instruction.ECALL);
    }

    @Test
    @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
    void aHandlerWaitsUntilTheProcessGoesOn() {
        calls.code().jump(ZERO, "begin");
        long handler = ElfImage.TEXT + calls.code().size();
        calls.code().exit(5).label("begin");
        calls.silently(Calls.RT_SIGACTION, SIGWINCH, ACTION, 0, 8).silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.code().label("busy").jump(ZERO, "busy"));
        calls.code().move(S1, A0);
        calls.sleep(TIME, 20);
        kill(SIGWINCH);
        kill(SIGSTOP);
        calls.silently(Calls.WAIT4, -1, STATUS, WUNTRACED, 0).load(STATUS).sleep(TIME, 20);
        kill(SIGCONT);
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        assertThat(calls.results(Code.longs(handler)))
                .as("stopped by SIGSTOP, then exit(5) by the handler")
                .containsExactly(SIGSTOP << 8 | 0x7f, 5 << 8);
    }

    @Test
    void aStoppedProcessCanBeKilled() {
        calls.silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.code().label("busy").jump(ZERO, "busy"));
        calls.code().move(S1, A0);
        kill(SIGSTOP);
        calls.silently(Calls.WAIT4, -1, STATUS, WUNTRACED, 0).load(STATUS);
        kill(9);
        calls.silently(Calls.WAIT4, -1, STATUS, 0, 0).load(STATUS);

        assertThat(calls.results(new byte[8])).containsExactly(SIGSTOP << 8 | 0x7f, 9);
    }
}
