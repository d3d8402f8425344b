package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Field;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;

/** f0 to f31 and fcsr are a thread's own, as its other registers are. */
final class FloatingPointKeptTest {
    private static final int FLOATS = 32;
    private static final int T1 = 6;
    private static final int T2 = 7;
    private static final int LOST = 77;
    private static final int SIGUSR1 = 10;
    private static final int EXIT_GROUP = 94;

    private static final long ACTION = ElfImage.DATA;
    private static final long STATUS = ElfImage.DATA + 64;
    private static final long STACK = ElfImage.DATA + 2048;
    private static final long HANDLER = ElfImage.TEXT + 4;

    private static Code put(Code code, Instruction op, String first, long one, String second, long two) {
        Field a = Objects.requireNonNull(op.field(first));
        Field b = Objects.requireNonNull(op.field(second));
        return code.word(b.insert(a.insert(op.match(), one), two));
    }

    /** f0 to f31 become the numbers from there on, and fcsr these 8 bits. */
    private static Code set(Code code, int first, int fcsr) {
        for (int number = 0; number < FLOATS; number++) {
            put(code.li(T1, first + number), Instruction.FMV_D_X, "fd", number, "rs1", T1);
        }
        return put(code.li(T1, fcsr), Instruction.CSRRW, "csr", Csr.FCSR.number(), "rs1", T1);
    }

    /** Ends the process with {@link #LOST} unless they are still that, or all 0 if {@code first} is negative. */
    private static Code check(Code code, int first, int fcsr) {
        String lost = "lost " + code.size();
        String kept = "kept " + code.size();
        for (int number = 0; number < FLOATS; number++) {
            put(code, Instruction.FMV_X_D, "rd", T1, "fs1", number);
            code.li(T2, first < 0 ? 0 : first + number).branch(Instruction.BNE, T1, T2, lost);
        }
        put(code, Instruction.CSRRS, "csr", Csr.FCSR.number(), "rd", T1);
        code.li(T2, fcsr).branch(Instruction.BEQ, T1, T2, kept);
        return code.label(lost).call(EXIT_GROUP, LOST).label(kept);
    }

    private static Code busy(Code code) {
        String loop = "busy " + code.size();
        return code.li(T0, 2000)
                .label(loop)
                .immediate(Instruction.ADDI, T0, T0, -1)
                .branch(Instruction.BNE, T0, ZERO, loop);
    }

    @ParameterizedTest(name = "clone with flags {0}")
    @ValueSource(longs = {Calls.SIGCHLD, Calls.THREAD})
    void theNewOneBeginsWithThemAndSwitchesKeepEachOnesOwn(long flags) {
        Code code = set(new Code(), 100, 0x25)
                .call(Calls.CLONE, flags, flags == Calls.THREAD ? STACK : 0, 0, 0, 0)
                .branch(Instruction.BNE, A0, ZERO, "first");
        check(set(check(code, 100, 0x25), 200, 0x42), 200, 0x42);
        check(check(busy(code), 200, 0x42), 200, 0x42).exit(0).label("first");
        check(busy(check(code, 100, 0x25)), 100, 0x25);
        if (flags == Calls.SIGCHLD) {
            code.call(Calls.WAIT4, -1, STATUS, 0, 0)
                    .li(T0, STATUS)
                    .immediate(Instruction.LW, A0, T0, 0)
                    .exitWith(A0);
        } else {
            busy(busy(code)).exit(0);
        }

        GuestRun run = new GuestRun(GuestRun.SMALL.withQuantum(100), "").run(ElfImage.program(code));

        assertThat(run.status()).isZero();
    }

    @Test
    void aHandlerThatUsesThemDoesNotChangeThem() {
        Code code = new Code().jump(ZERO, "main");
        set(check(code, 100, 0x25), 300, 0x1f)
                .immediate(Instruction.JALR, ZERO, RA, 0)
                .label("main");
        set(code.call(Calls.RT_SIGACTION, SIGUSR1, ACTION, 0, 8), 100, 0x25)
                .call(Calls.GETPID)
                .li(A0 + 1, SIGUSR1)
                .li(pagoda.cpu.isa.Registers.A7, Calls.KILL)
                .plain(Instruction.ECALL);
        check(code, 100, 0x25).exit(0);

        assertThat(GuestRun.of(code, Code.longs(HANDLER, 0, 0)).status()).isZero();
    }

    @Test
    void anotherProgramBeginsWithoutThem() throws FileException {
        byte[] path = Arrays.copyOf("/tmp/check".getBytes(StandardCharsets.US_ASCII), 16);
        byte[] program = ElfImage.program(check(new Code(), -1, 0).exit(5)).bytes();
        GuestRun run = new GuestRun(GuestRun.SMALL, "");
        OpenFile file = run.kernel()
                .files()
                .open(run.kernel().files().root(), "/tmp/check", OpenFlags.O_CREAT | OpenFlags.O_WRONLY, 0755);
        file.inode().write(file, 0, program, program.length);
        file.discard();

        Code code = set(new Code(), 100, 0x25)
                .call(Calls.EXECVE, ElfImage.DATA, 0, 0)
                .exit(99);
        run.run(ElfImage.program(code, path));

        assertThat(run.status()).isEqualTo(5);
    }
}
