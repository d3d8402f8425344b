package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.Costs;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.mm.FaultReason;

/** Resource limits that a program sets for itself are obeyed: getrlimit(2). */
final class LimitsTest {
    private static final int T0 = 5;
    private static final int S1 = 9;

    private static final int EXECVE = 221;
    private static final int PRLIMIT64 = 261;

    private static final int RT_SIGACTION = 134;
    private static final int RT_SIGRETURN = 139;
    private static final int OPENAT = 56;
    private static final int FTRUNCATE = 46;
    private static final int WRITE = 64;
    private static final int PWRITE64 = 68;

    private static final int CPU = 0;
    private static final int FSIZE = 1;
    private static final int STACK = 3;

    private static final int S1_IN_CONTEXT = 176 + 8 * S1;

    private static final int SIGXCPU = 24;
    private static final int SIGXFSZ = 25;

    private static final long LIMIT = ElfImage.DATA;
    private static final long RESULTS = ElfImage.DATA + 128;
    private static final long PATH = ElfImage.DATA + 16;

    private final GuestRun run = new GuestRun(GuestRun.SMALL, "");

    /** Stores a byte so many bytes below the stack pointer, and exits with 7. */
    private static Code touch(long depth) {
        return new Code()
                .li(T0, depth)
                .register(Instruction.SUB, T0, SP, T0)
                .store(Instruction.SB, ZERO, T0, 0)
                .exit(7);
    }

    /** {@code LIMIT = {soft, -1}; prlimit64(0, resource, LIMIT, 0)}. */
    private static Code limited(int resource, long soft) {
        return limited(new Code(), resource, soft);
    }

    private static Code limited(Code code, int resource, long soft) {
        return code.li(T0, LIMIT)
                .li(A0, soft)
                .store(Instruction.SD, A0, T0, 0)
                .li(A0, -1)
                .store(Instruction.SD, A0, T0, 8)
                .call(PRLIMIT64, 0, resource, LIMIT, 0);
    }

    private void file(String path, byte[] bytes) throws FileException {
        OpenFile file = run.kernel()
                .files()
                .open(run.kernel().files().root(), path, OpenFlags.O_CREAT | OpenFlags.O_WRONLY, 0755);
        assertThat(file.inode().write(file, 0, bytes, bytes.length)).isEqualTo(bytes.length);
        file.discard();
    }

    /** The limit that exec sees, how deep the program then goes, and how it ends. */
    @ParameterizedTest
    @CsvSource({
        "67108864, 33554432, 7",
        "67108864, 67108864, 139",
        "8388608, 8000000, 7",
        "8388608, 8388608, 139",
        "32768, 16384, 7",
        "32768, 40000, 139",
        "-1, 1073741824, 7",
    })
    void theStackOfTheNextProgramIsAsLargeAsItsLimit(long limit, long depth, int status) throws FileException {
        file("/tmp/deep", ElfImage.program(touch(depth)).bytes());

        run.run(ElfImage.program(limited(STACK, limit).call(EXECVE, PATH, 0, 0).exit(1), data()));

        assertThat(run.status()).isEqualTo(status);
        if (limit == 67_108_864 && status != 7) {
            assertThat(run.crash().reason()).isEqualTo(FaultReason.STACK_GUARD);
        }
    }

    /** Soft and hard limit, how many SIGXCPU are waited for, and how it ends; a second has 1,000 instructions here. */
    @ParameterizedTest
    @CsvSource({"1, -1, 3, 0", "2, 5, 3, 0", "2, 5, 4, 137", "0, 1, 1, 0", "0, 1, 2, 137"})
    void aProcessHearsEachSecondThatItsProcessorTimeIsUsedUp(long soft, long hard, int signals, int status) {
        Code code = new Code()
                .li(S1, 0)
                .li(T0, LIMIT)
                .li(A0, soft)
                .store(Instruction.SD, A0, T0, 0)
                .li(A0, hard)
                .store(Instruction.SD, A0, T0, 8)
                .li(A0, ElfImage.TEXT + 0x200)
                .store(Instruction.SD, A0, T0, 32)
                .call(RT_SIGACTION, SIGXCPU, LIMIT + 32, 0, 8)
                .call(PRLIMIT64, 0, CPU, LIMIT, 0)
                .label("burn")
                .immediate(Instruction.SLTI, T0, S1, signals)
                .branch(Instruction.BNE, T0, ZERO, "burn")
                .call(PRLIMIT64, 0, CPU, 0, LIMIT)
                .li(T0, LIMIT)
                .immediate(Instruction.LD, A0, T0, 0)
                .li(T0, soft + signals)
                .register(Instruction.SUB, A0, A0, T0)
                .exitWith(A0);
        while (code.size() < 0x200) {
            code.plain(Instruction.EBREAK);
        }
        // The handler's registers come back as they were, so it counts in the frame's s1.
        code.immediate(Instruction.LD, T0, A0 + 2, S1_IN_CONTEXT)
                .immediate(Instruction.ADDI, T0, T0, 1)
                .store(Instruction.SD, T0, A0 + 2, S1_IN_CONTEXT)
                .call(RT_SIGRETURN);
        GuestRun second = new GuestRun(GuestRun.SMALL.withCosts(new Costs(1_000_000, 0)), "");

        second.run(ElfImage.program(code));

        assertThat(second.status()).isEqualTo(status);
    }

    @Test
    void aWriteEndsAtTheLimitOfFilesAndBeyondItIsSigxfsz() {
        Code code = new Code()
                .li(T0, LIMIT)
                .li(A0, 1)
                .store(Instruction.SD, A0, T0, 0)
                .call(RT_SIGACTION, SIGXFSZ, LIMIT, 0, 8);
        limited(code, FSIZE, 10);
        code.call(OPENAT, -100, PATH, OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0600);
        result(code.call(WRITE, 3, PATH, 7), 0);
        result(code.call(WRITE, 3, PATH, 7), 1);
        result(code.call(FTRUNCATE, 3, 11), 2);
        result(code.call(FTRUNCATE, 3, 9), 3);
        result(code.call(PWRITE64, 3, PATH, 7, 8), 4);
        result(code.call(WRITE, 3, PATH, 0), 5);
        result(code.call(WRITE, 3, 8, 1), 6);
        code.call(WRITE, 1, RESULTS, 7).exit(0);

        assertThat(GuestRun.of(code, data()).stdoutBytes())
                .containsExactly(7, 3, -Errno.EFBIG.number(), 0, 2, 0, -Errno.EFBIG.number());
        assertThat(GuestRun.of(
                                limited(FSIZE, 0)
                                        .call(OPENAT, -100, PATH, OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0600)
                                        .call(WRITE, 3, PATH, 1)
                                        .exit(0),
                                data())
                        .status())
                .isEqualTo(128 + SIGXFSZ);
    }

    /** Keeps the low byte of a0 as the result of this number. */
    private static void result(Code code, int number) {
        code.li(T0, RESULTS + number).store(Instruction.SB, A0, T0, 0);
    }

    private static byte[] data() {
        byte[] data = new byte[64];
        byte[] path = "/tmp/deep".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(path, 0, data, 16, path.length);
        return data;
    }

    @Test
    void theProgramsOwnStackObeysALowerLimitAtOnce() {
        Code code = limited(STACK, 1 << 20).li(T0, 2 << 20).register(Instruction.SUB, T0, SP, T0);
        assertThat(GuestRun.of(code.store(Instruction.SB, ZERO, T0, 0)).status())
                .isEqualTo(139);
    }
}
