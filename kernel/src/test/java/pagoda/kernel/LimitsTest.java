package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.OpenFile;
import pagoda.kernel.fs.OpenFlags;
import pagoda.kernel.mm.FaultReason;

/** Resource limits that a program sets for itself are obeyed: getrlimit(2). */
final class LimitsTest {
    private static final int T0 = 5;

    private static final int EXECVE = 221;
    private static final int PRLIMIT64 = 261;

    private static final int STACK = 3;

    private static final long LIMIT = ElfImage.DATA;
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
        return new Code()
                .li(T0, LIMIT)
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
        byte[] data = new byte[64];
        System.arraycopy("/tmp/deep".getBytes(StandardCharsets.US_ASCII), 0, data, 16, 9);

        run.run(ElfImage.program(limited(STACK, limit).call(EXECVE, PATH, 0, 0).exit(1), data));

        assertThat(run.status()).isEqualTo(status);
        if (limit == 67_108_864 && status != 7) {
            assertThat(run.crash().reason()).isEqualTo(FaultReason.STACK_GUARD);
        }
    }

    @Test
    void theProgramsOwnStackObeysALowerLimitAtOnce() {
        Code code = limited(STACK, 1 << 20).li(T0, 2 << 20).register(Instruction.SUB, T0, SP, T0);
        assertThat(GuestRun.of(code.store(Instruction.SB, ZERO, T0, 0)).status())
                .isEqualTo(139);
    }
}
