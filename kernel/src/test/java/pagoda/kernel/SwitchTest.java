package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;
import static pagoda.kernel.Calls.BUFFER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;

/** What must not pass from one thread to the next when the hart is given to it. */
final class SwitchTest {
    private static final int EXIT_GROUP = 94;
    private static final int T1 = 6;
    private static final int S1 = 9;
    private static final long STATUS = ElfImage.DATA + 64;
    private static final long STACK = ElfImage.DATA + 2048;
    private static final KernelOptions SHORT_TURNS = GuestRun.SMALL.withQuantum(100);

    private static Code busy(Code code, int rounds) {
        String loop = "busy " + code.size();
        return code.li(T0, rounds)
                .label(loop)
                .immediate(Instruction.ADDI, T0, T0, -1)
                .branch(Instruction.BNE, T0, ZERO, loop);
    }

    /** The other one computes, too, and touches nothing: only the switches can end the reservation. */
    @ParameterizedTest(name = "clone with flags {0}")
    @ValueSource(longs = {Calls.SIGCHLD, Calls.THREAD})
    void aReservationEndsWhenAnotherHasTheHart(long flags) { // VM-CHECKLIST 56
        Code code = new Code()
                .li(S1, BUFFER)
                .store(Instruction.SD, ZERO, S1, 0)
                .call(Calls.CLONE, flags, flags == Calls.THREAD ? STACK : 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "first");
        busy(code, 5000).exit(0).label("first");
        code.store(Instruction.SD, ZERO, S1, 0).register(Instruction.LR_D, A1, S1, ZERO);
        busy(code, 1000).register(Instruction.SC_D, A0, S1, ZERO).call(EXIT_GROUP);

        GuestRun run = new GuestRun(SHORT_TURNS, "").run(ElfImage.program(code));

        assertThat(run.status()).as("the store-conditional's answer").isEqualTo(1);
    }

    @Test
    void aReservationOutlivesAShortTurn() {
        Code code =
                new Code().li(S1, BUFFER).store(Instruction.SD, ZERO, S1, 0).register(Instruction.LR_D, A1, S1, ZERO);
        busy(code, 1000).register(Instruction.SC_D, A0, S1, ZERO).exitWith(A0);

        GuestRun run = new GuestRun(SHORT_TURNS, "").run(ElfImage.program(code));

        assertThat(run.status()).as("nobody else had the hart").isZero();
    }

    /** Parent and child count in the same word of their own memory, and switch after each hundred instructions. */
    @Test
    void eachProcessSeesItsOwnMemoryAfterASwitch() { // VM-CHECKLIST 50
        Code code = new Code()
                .li(S1, BUFFER)
                .store(Instruction.SD, ZERO, S1, 0)
                .call(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "parent");
        count(code, 30).immediate(Instruction.LD, A0, S1, 0).exitWith(A0).label("parent");
        count(code, 20).call(Calls.WAIT4, -1, STATUS, 0, 0).li(T0, STATUS);
        code.immediate(Instruction.LBU, A0, T0, 1).immediate(Instruction.LD, T1, S1, 0);
        code.register(Instruction.ADD, A0, A0, T1).immediate(Instruction.SLLI, T1, T1, 1);
        code.register(Instruction.ADD, A0, A0, T1).exitWith(A0);

        GuestRun run = new GuestRun(SHORT_TURNS, "").run(ElfImage.program(code));

        assertThat(run.status()).as("30 of the child, 3 * 20 of the parent").isEqualTo(90);
    }

    /** Adds 1 to the word so often, with some work in between. */
    private static Code count(Code code, int times) {
        for (int i = 0; i < times; i++) {
            busy(code.immediate(Instruction.LD, T1, S1, 0).immediate(Instruction.ADDI, T1, T1, 1), 20)
                    .store(Instruction.SD, T1, S1, 0);
        }
        return code;
    }
}
