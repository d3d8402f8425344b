package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.EnumSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.abi.Signal;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;

/** Signals: the classical mistakes, each as a program that would show it. */
final class SignalTest {
    private static final int T0 = 5;
    private static final int T1 = 6;
    private static final int T2 = 7;
    private static final int S1 = 9;
    private static final int A1 = A0 + 1;
    private static final int A2 = A0 + 2;

    private static final int SETITIMER = 103;
    private static final int KILL = 129;
    private static final int SIGALTSTACK = 132;
    private static final int RT_SIGSUSPEND = 133;
    private static final int RT_SIGACTION = 134;
    private static final int RT_SIGPROCMASK = 135;
    private static final int RT_SIGQUEUEINFO = 138;
    private static final int RT_SIGRETURN = 139;
    private static final int GETPID = 172;
    private static final int CLONE = 220;
    private static final int WAIT4 = 260;

    private static final int SIG_BLOCK = 0;
    private static final int SIGUSR1 = 10;
    private static final int SIGSEGV = 11;
    private static final int SIGUSR2 = 12;
    private static final int SIGALRM = 14;
    private static final int SIGCHLD = 17;

    private static final long SA_ONSTACK = 0x0800_0000;
    private static final long SA_NODEFER = 0x4000_0000;

    /** What programs keep: a struct sigaction, a set of signals, a struct itimerval, a stack_t, a counter, a siginfo. */
    private static final long ACTION = ElfImage.DATA;

    private static final long SET = ElfImage.DATA + 32;
    private static final long TIMER = ElfImage.DATA + 64;
    private static final long STACK = ElfImage.DATA + 96;
    private static final long COUNT = ElfImage.DATA + 128;
    private static final long INFO = ElfImage.DATA + 256;
    private static final long OTHER_STACK = ElfImage.DATA + 4096;

    private static final long HANDLER = ElfImage.TEXT + 4;

    /** A program whose handler is this code. */
    private static Code withHandler(Consumer<Code> handler) {
        Code code = new Code().jump(ZERO, "main");
        handler.accept(code);
        return code.label("main");
    }

    private static Code returning() {
        return withHandler(SignalTest::countAndReturn);
    }

    private static void countAndReturn(Code code) {
        count(code).immediate(Instruction.JALR, ZERO, RA, 0);
    }

    private static Code count(Code code) {
        return code.li(T0, COUNT)
                .immediate(Instruction.LD, T1, T0, 0)
                .immediate(Instruction.ADDI, T1, T1, 1)
                .store(Instruction.SD, T1, T0, 0);
    }

    private static Code sendSelf(Code code, int signal) {
        return code.call(GETPID)
                .li(A1, signal)
                .li(pagoda.cpu.isa.Registers.A7, KILL)
                .plain(Instruction.ECALL);
    }

    private static Code exitWithCount(Code code) {
        return code.li(T0, COUNT).immediate(Instruction.LD, A0, T0, 0).exitWith(A0);
    }

    private static byte[] data(long handler, long flags, long mask, long set) {
        return Code.longs(handler, flags, mask, 0, set);
    }

    private static GuestRun run(Code code, byte[] data) {
        return new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.SIGNAL))
                .run(ElfImage.program(code, data));
    }

    @Test
    void aHandlerIsCalledAndTheProgramGoesOnBehind() {
        Code code = returning().call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8);
        exitWithCount(sendSelf(code, SIGUSR1));

        GuestRun run = run(code, data(HANDLER, 0, 0, 0));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.events()).extracting(Event::word).containsExactly("generate", "deliver", "return");
    }

    /** VM-CHECKLIST 56: a handler that comes behind a load-reserved does not have its reservation. */
    @Test
    void theReservationEndsWhenAHandlerIsCalled() {
        Code code = withHandler(handler ->
                        handler.register(Instruction.SC_D, A0, S1, ZERO).exitWith(A0))
                .call(RT_SIGACTION, SIGALRM, ACTION, 0, 8)
                .call(SETITIMER, 0, TIMER, 0)
                .li(S1, SET)
                .register(Instruction.LR_D, T2, S1, ZERO)
                .label("wait")
                .jump(ZERO, "wait");

        GuestRun run = run(code, Code.longs(HANDLER, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20));

        assertThat(run.status()).as("the store-conditional's answer").isEqualTo(1);
    }

    /** VM-CHECKLIST 57. */
    @Test
    void aFrameThatDoesNotFitKills() {
        Code code = returning().call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8).li(SP, 64);
        sendSelf(code, SIGUSR1).exit(3);

        GuestRun run = run(code, data(HANDLER, 0, 0, 0));

        assertThat(run.status()).isEqualTo(128 + SIGSEGV);
        assertThat(run.crash().signal()).isEqualTo(SignalCode.SEGV_MAPERR);
    }

    /** VM-CHECKLIST 57: the handler of SIGSEGV itself has no stack; it must not be tried for ever. */
    @Test
    void aSegvWhoseOwnFrameDoesNotFitKills() {
        Code code = returning()
                .call(RT_SIGACTION, SIGSEGV, ACTION, 0, 8)
                .li(SP, 64)
                .store(Instruction.SD, ZERO, ZERO, 0)
                .exit(3);

        assertThat(run(code, data(HANDLER, SA_NODEFER, 0, 0)).status()).isEqualTo(128 + SIGSEGV);
    }

    /** VM-CHECKLIST 57: a second frame does not fit on an alternate stack of 2,048 bytes, and must not go below it. */
    @Test
    void noFrameIsWrittenBelowTheAlternateStack() {
        Code code = withHandler(handler -> {
                    sendSelf(handler, SIGUSR1);
                    handler.exit(9);
                })
                .call(SIGALTSTACK, STACK, 0)
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8);
        sendSelf(code, SIGUSR1).exit(3);

        GuestRun run = run(
                code, Code.longs(HANDLER, SA_ONSTACK | SA_NODEFER, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OTHER_STACK, 0, 2048));

        assertThat(run.status()).isEqualTo(128 + SIGSEGV);
        assertThat(run.events())
                .extracting(Event::word)
                .as("one handler was called")
                .containsOnlyOnce("deliver");
    }

    /** VM-CHECKLIST 58: the frame's pages are the stack's next ones. */
    @Test
    void theStackGrowsForTheFrame() {
        Code code = returning()
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8)
                .li(T0, 1 << 20)
                .register(Instruction.SUB, SP, SP, T0);
        exitWithCount(sendSelf(code, SIGUSR1));

        assertThat(run(code, data(HANDLER, 0, 0, 0)).status()).isEqualTo(1);
    }

    /** VM-CHECKLIST 58: the frame's page is still shared with the parent. */
    @Test
    void theFrameOfAChildDoesNotShowInItsParent() {
        Code code = returning()
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8)
                .li(T0, 77)
                .store(Instruction.SD, T0, SP, -1088 + 128 + 176)
                .call(CLONE, SIGCHLD, 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "parent");
        sendSelf(code, SIGUSR1)
                .exit(0)
                .label("parent")
                .call(WAIT4, -1, 0, 0, 0)
                .immediate(Instruction.LD, A0, SP, -1088 + 128 + 176)
                .exitWith(A0);

        assertThat(run(code, data(HANDLER, 0, 0, 0)).status()).isEqualTo(77);
    }

    /** VM-CHECKLIST 59: the signal is blocked while its handler runs, and comes when that is done. */
    @ParameterizedTest
    @ValueSource(longs = {0, SA_NODEFER})
    void aHandlerIsInterruptedByItsOwnSignalWithNodeferAlone(long flags) {
        Code code = withHandler(handler -> {
                    handler.move(S1, RA);
                    count(handler)
                            .li(T2, 1)
                            .branch(Instruction.BNE, T1, T2, "inner")
                            .immediate(Instruction.ADDI, SP, SP, -16)
                            .store(Instruction.SD, S1, SP, 0);
                    sendSelf(handler, SIGUSR1)
                            .li(T0, COUNT)
                            .immediate(Instruction.LD, T1, T0, 0)
                            .store(Instruction.SD, T1, T0, 8)
                            .immediate(Instruction.LD, RA, SP, 0)
                            .immediate(Instruction.ADDI, SP, SP, 16)
                            .label("inner")
                            .immediate(Instruction.JALR, ZERO, RA, 0);
                })
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8);
        sendSelf(code, SIGUSR1)
                .li(T0, COUNT)
                .immediate(Instruction.LD, T1, T0, 0)
                .immediate(Instruction.LD, A0, T0, 8)
                .immediate(Instruction.SLLI, A0, A0, 4)
                .register(Instruction.ADD, A0, A0, T1)
                .exitWith(A0);

        int seenInside = flags == SA_NODEFER ? 2 : 1;
        assertThat(run(code, data(HANDLER, flags, 0, 0)).status()).isEqualTo(seenInside * 16 + 2);
    }

    /** VM-CHECKLIST 60: what a frame says of the mask is believed, but for SIGKILL and SIGSTOP. */
    @Test
    void sigreturnNeverBlocksSigkill() {
        Code code = withHandler(handler ->
                        handler.li(T0, -1).store(Instruction.SD, T0, A2, 40).immediate(Instruction.JALR, ZERO, RA, 0))
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8);
        sendSelf(code, SIGUSR1)
                .call(RT_SIGPROCMASK, SIG_BLOCK, 0, SET, 8)
                .li(T0, SET)
                .immediate(Instruction.LD, T1, T0, 0)
                .immediate(Instruction.XORI, T1, T1, -1)
                .immediate(Instruction.SRLI, A0, T1, 8)
                .exitWith(A0);

        int killAndStop = (int) (Signal.UNBLOCKABLE >> 8) & 0xff;
        assertThat(run(code, data(HANDLER, 0, 0, 0)).status()).isEqualTo(killAndStop);
    }

    /** VM-CHECKLIST 60: a frame that no kernel wrote. */
    @Test
    void aSigreturnWithoutAFrameKills() {
        Code code = new Code().li(SP, 64).call(RT_SIGRETURN).exit(3);

        assertThat(run(code, new byte[8]).status()).isEqualTo(128 + SIGSEGV);
    }

    /** VM-CHECKLIST 60: the words behind the floating-point state must be zero. */
    @Test
    void aFrameWithUnknownStateKills() {
        Code code = withHandler(handler -> handler.li(T0, 1)
                        .store(Instruction.SW, T0, A2, 960 - 12)
                        .immediate(Instruction.JALR, ZERO, RA, 0))
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8);
        sendSelf(code, SIGUSR1).exit(3);

        assertThat(run(code, data(HANDLER, 0, 0, 0)).status()).isEqualTo(128 + SIGSEGV);
    }

    /** VM-CHECKLIST 61. */
    @Test
    void aFaultWhoseSignalIsBlockedKills() {
        Code code = returning()
                .call(RT_SIGACTION, SIGSEGV, ACTION, 0, 8)
                .call(RT_SIGPROCMASK, SIG_BLOCK, SET, 0, 8)
                .store(Instruction.SD, ZERO, ZERO, 0)
                .exit(3);

        GuestRun run = run(code, data(HANDLER, 0, 0, Signal.SIGSEGV.bit()));

        assertThat(run.status()).isEqualTo(128 + SIGSEGV);
        assertThat(run.crash().address()).isZero();
    }

    /** VM-CHECKLIST 61. */
    @Test
    void aFaultWhoseSignalIsIgnoredKills() {
        Code code = new Code()
                .call(RT_SIGACTION, SIGSEGV, ACTION, 0, 8)
                .store(Instruction.SD, ZERO, ZERO, 0)
                .exit(3);

        assertThat(run(code, data(1, 0, 0, 0)).status()).isEqualTo(128 + SIGSEGV);
    }

    @Test
    void aHandlerThatCuresNothingIsCalledAgainAndAgain() {
        Code code = returning()
                .call(RT_SIGACTION, SIGSEGV, ACTION, 0, 8)
                .store(Instruction.SD, ZERO, ZERO, 0)
                .exit(3);

        GuestRun run = run(code, data(HANDLER, 0, 0, 0));

        assertThat(run.result().end()).isEqualTo(RunResult.End.LIMIT);
        assertThat(run.crashes()).isEmpty();
    }

    @Test
    void aStandardSignalIsPendingOnceARealTimeOneAsOftenAsItWasSent() {
        Code code = returning()
                .call(RT_SIGACTION, SIGUSR1, ACTION, 0, 8)
                .call(RT_SIGACTION, 40, ACTION, 0, 8)
                .call(RT_SIGPROCMASK, SIG_BLOCK, SET, 0, 8);
        for (int i = 0; i < 3; i++) {
            sendSelf(code, SIGUSR1);
            code.call(GETPID).li(A1, 40).li(A2, INFO).li(pagoda.cpu.isa.Registers.A7, RT_SIGQUEUEINFO);
            code.plain(Instruction.ECALL);
        }
        exitWithCount(code.call(RT_SIGPROCMASK, 1, SET, 0, 8));

        long both = Signal.SIGUSR1.bit() | Signal.SIGRT40.bit();
        GuestRun run = run(code, data(HANDLER, 0, 0, both));

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.events()).extracting(Event::word).contains("coalesce");
    }

    @Test
    void waitingForASignalThatNobodySendsIsADeadlock() {
        Code code = new Code().call(RT_SIGSUSPEND, SET, 8).exit(3);

        GuestRun run = run(code, data(0, 0, 0, 0));

        assertThat(run.result().end()).isEqualTo(RunResult.End.DEADLOCK);
        assertThat(run.deadlocked().get(0).queues().get(0).what()).isEqualTo("a signal");
    }

    @Test
    void waitingForATimerIsNoDeadlock() {
        Code code = returning()
                .call(RT_SIGACTION, SIGALRM, ACTION, 0, 8)
                .call(SETITIMER, 0, TIMER, 0)
                .call(RT_SIGSUSPEND, SET, 8);

        GuestRun run = run(exitWithCount(code), Code.longs(HANDLER, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0));

        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aTimerInterruptsAProgramThatOnlyComputes() {
        Code code = withHandler(handler -> handler.exit(5))
                .call(RT_SIGACTION, SIGALRM, ACTION, 0, 8)
                .call(SETITIMER, 0, TIMER, 0)
                .label("loop")
                .jump(ZERO, "loop");

        GuestRun run = run(code, Code.longs(HANDLER, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50));

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.kernel().statistics().system().get("cycles"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LONG)
                .isBetween(50_000L, 120_000L);
    }

    @Test
    void aStoppedProgramWaitsForSigcont() {
        Code code = new Code();
        sendSelf(code, 19).exit(3);

        GuestRun run = run(code, new byte[8]);

        assertThat(run.result().end()).isEqualTo(RunResult.End.DEADLOCK);
        assertThat(run.deadlocked().get(0).queues().get(0).what()).startsWith("SIGCONT");
    }

    @Test
    void aDefaultActionKillsWithoutAnExplanation() {
        Code code = new Code();
        sendSelf(code, SIGUSR2).exit(3);

        GuestRun run = run(code, new byte[8]);

        assertThat(run.status()).isEqualTo(128 + SIGUSR2);
        assertThat(run.crashes()).isEmpty();
    }
}
