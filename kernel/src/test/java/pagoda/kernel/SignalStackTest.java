package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A2;
import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;

/** Which stack a handler has, what is blocked meanwhile, and that nothing of the program is lost by it. */
final class SignalStackTest {
    private static final int USR1 = 10;
    private static final int USR2 = 12;
    private static final long SA_ONSTACK = 0x0800_0000;
    private static final long SA_NODEFER = 0x4000_0000;
    private static final int T1 = 6;
    private static final int T2 = 7;
    private static final int S1 = 9;

    private static final long ACTION = ElfImage.DATA;
    private static final long STACK = ElfImage.DATA + 64;
    private static final long SEEN = ElfImage.DATA + 128;
    private static final long ALTERNATE = ElfImage.DATA + 4096;
    private static final long ALTERNATE_SIZE = 8192;
    private static final long HANDLER = ElfImage.TEXT + 4;

    /** Where the saved pc lies in a ucontext; register x{@code n} lies 8 n bytes behind it. */
    private static final int SAVED_PC = 176;

    private static Code withHandler(Consumer<Code> handler) {
        Code code = new Code().jump(ZERO, "main");
        handler.accept(code);
        return code.label("main");
    }

    private static Code send(Code code, int signal) {
        return code.call(Calls.GETPID).li(A1, signal).li(A7, Calls.KILL).plain(Instruction.ECALL);
    }

    private static byte[] data(long flags, long mask) {
        return Code.longs(HANDLER, flags, mask, 0, 0, 0, 0, 0, ALTERNATE, 0, ALTERNATE_SIZE);
    }

    /** Keeps the stack pointer in the next word of {@link #SEEN}, of which the first says how many there are. */
    private static Code keepStackPointer(Code code) {
        return code.li(T0, SEEN)
                .immediate(Instruction.LD, T1, T0, 0)
                .immediate(Instruction.ADDI, T1, T1, 8)
                .store(Instruction.SD, T1, T0, 0)
                .register(Instruction.ADD, T1, T1, T0)
                .store(Instruction.SD, SP, T1, 0);
    }

    private static long[] seen(Code code, byte[] data) {
        code.call(Calls.WRITE, 2, SEEN, 64).exit(0);
        GuestRun run = GuestRun.of(code, data);
        assertThat(run.status()).isZero();
        java.nio.LongBuffer words = java.nio.ByteBuffer.wrap(run.stderrBytes())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] all = new long[8];
        words.get(all);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, SA_ONSTACK})
    void aHandlerHasTheAlternateStackIfItAskedForIt(long flags) { // VM-CHECKLIST 59
        Code code = withHandler(handler -> keepStackPointer(handler).immediate(Instruction.JALR, ZERO, RA, 0))
                .call(Calls.SIGALTSTACK, STACK, 0)
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8);

        long pointer = seen(send(code, USR1), data(flags, 0))[1];

        boolean alternate = pointer >= ALTERNATE && pointer < ALTERNATE + ALTERNATE_SIZE;
        assertThat(alternate).isEqualTo(flags == SA_ONSTACK);
    }

    @Test
    void aHandlerWithinAHandlerGoesOnBelowItOnTheAlternateStack() { // VM-CHECKLIST 59
        Code code = withHandler(handler -> {
                    keepStackPointer(handler)
                            .li(T2, 8)
                            .li(T0, SEEN)
                            .immediate(Instruction.LD, T1, T0, 0)
                            .branch(Instruction.BNE, T1, T2, "inner")
                            .immediate(Instruction.ADDI, SP, SP, -16)
                            .store(Instruction.SD, RA, SP, 0);
                    send(handler, USR1)
                            .immediate(Instruction.LD, RA, SP, 0)
                            .immediate(Instruction.ADDI, SP, SP, 16)
                            .label("inner")
                            .immediate(Instruction.JALR, ZERO, RA, 0);
                })
                .call(Calls.SIGALTSTACK, STACK, 0)
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8);

        long[] seen = seen(send(code, USR1), data(SA_ONSTACK | SA_NODEFER, 0));

        assertThat(seen[0]).as("two handlers").isEqualTo(16);
        assertThat(seen[1]).isEqualTo(ALTERNATE + ALTERNATE_SIZE - 1088);
        assertThat(seen[2]).as("below the first one's frame and what it pushed").isEqualTo(seen[1] - 16 - 1088);
    }

    /** The other signal, whose handler is the same, comes when the first one's handler is done. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1L << (USR2 - 1)})
    void whatTheActionsMaskHoldsIsBlockedMeanwhile(long mask) { // VM-CHECKLIST 59
        Code code = withHandler(handler -> {
                    // Each handler notes its signal at its begin, and that of USR1 0x99 at its end.
                    note(handler, A0)
                            .li(T0, USR1)
                            .branch(Instruction.BNE, A0, T0, "other")
                            .immediate(Instruction.ADDI, SP, SP, -16)
                            .store(Instruction.SD, RA, SP, 0);
                    send(handler, USR2).li(A0, 0x99);
                    note(handler, A0)
                            .immediate(Instruction.LD, RA, SP, 0)
                            .immediate(Instruction.ADDI, SP, SP, 16)
                            .label("other")
                            .immediate(Instruction.JALR, ZERO, RA, 0);
                })
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8)
                .call(Calls.RT_SIGACTION, USR2, ACTION, 0, 8);

        long[] seen = seen(send(code, USR1), data(0, mask));

        assertThat(seen).startsWith(24, USR1, mask == 0 ? USR2 : 0x99, mask == 0 ? 0x99 : USR2);
    }

    private static Code note(Code code, int register) {
        return code.li(T0, SEEN)
                .immediate(Instruction.LD, T1, T0, 0)
                .immediate(Instruction.ADDI, T1, T1, 8)
                .store(Instruction.SD, T1, T0, 0)
                .register(Instruction.ADD, T1, T1, T0)
                .store(Instruction.SD, register, T1, 0);
    }

    @Test
    void theMaskComesBackWhenTheHandlerIsDone() { // VM-CHECKLIST 59, 60
        Code code = withHandler(handler -> note(handler, A0).immediate(Instruction.JALR, ZERO, RA, 0))
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8);
        send(send(code, USR1), USR1);

        assertThat(seen(code, data(0, -1))).startsWith(16, USR1, USR1);
    }

    @Test
    void theFrameOfAChildIsPushedOntoAPageThatIsStillShared() { // VM-CHECKLIST 58
        Code code = withHandler(handler -> note(handler, A0).immediate(Instruction.JALR, ZERO, RA, 0))
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8)
                .store(Instruction.SD, ZERO, SP, -512)
                .call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "parent");
        send(code, USR1)
                .li(T0, SEEN)
                .immediate(Instruction.LD, A0, T0, 8)
                .exitWith(A0)
                .label("parent")
                .call(Calls.WAIT4, -1, SEEN + 8, 0, 0);

        assertThat(seen(code, data(0, 0))).as("the child's status").startsWith(0, USR1 << 8);
    }

    /** The handler leaves other values in all registers; the program finds its own. */
    @Test
    void everyRegisterIsAsItWas() { // VM-CHECKLIST 60
        Code code = withHandler(handler -> {
                    for (int register = 3; register < 32; register++) {
                        handler.li(register, -1);
                    }
                    handler.immediate(Instruction.JALR, ZERO, RA, 0);
                })
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8)
                .call(Calls.GETPID)
                .li(A1, USR1)
                .move(T0, SP)
                .li(T1, SEEN)
                .store(Instruction.SD, T0, T1, 0);
        for (int register = 1; register < 32; register++) {
            if (register != SP && register != A0 && register != A1 && register != A7) {
                code.li(register, 1000 + register);
            }
        }
        code.li(A7, Calls.KILL).plain(Instruction.ECALL);
        // x1 collects what differs, beginning with itself; a1 and a7 are what the call was given.
        code.immediate(Instruction.ADDI, RA, RA, -(1000 + RA));
        for (int register = 3; register < 32; register++) {
            int expected = register == A0 ? 0 : register == A1 ? USR1 : register == A7 ? Calls.KILL : 1000 + register;
            code.immediate(Instruction.ADDI, register, register, -expected);
            code.register(Instruction.OR, RA, RA, register);
        }
        code.li(T0, SEEN)
                .immediate(Instruction.LD, T1, T0, 0)
                .register(Instruction.SUB, T1, T1, SP)
                .register(Instruction.OR, RA, RA, T1)
                .store(Instruction.SD, RA, T0, 0);

        assertThat(seen(code, data(0, 0))[0]).isZero();
    }

    /** The handler changes the frame: each register is taken from it, and the pc with its lowest bit clear. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 10, 17, 31})
    void whatTheFrameSaysOfRegistersIsBelieved(int register) { // VM-CHECKLIST 60
        Code code = withHandler(handler -> handler.li(T0, 321)
                        .store(Instruction.SD, T0, A2, SAVED_PC + 8 * register)
                        .immediate(Instruction.LD, T0, A2, SAVED_PC)
                        .immediate(Instruction.ADDI, T0, T0, 1)
                        .store(Instruction.SD, T0, A2, SAVED_PC)
                        .immediate(Instruction.JALR, ZERO, RA, 0))
                .call(Calls.RT_SIGACTION, USR1, ACTION, 0, 8);
        send(code, USR1).move(S1, register).li(T0, SEEN).store(Instruction.SD, S1, T0, 0);

        assertThat(seen(code, data(0, 0))[0]).isEqualTo(321);
    }
}
