package pagoda.kernel.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.Code;
import pagoda.kernel.ElfImage;
import pagoda.kernel.GuestRun;
import pagoda.kernel.abi.Errno;
import pagoda.kernel.mm.FaultReason;

/** The simulated disk's room: what takes it, what gives it back, and what happens when there is none. */
final class DiskRoomTest {
    private static final int PAGE = 4096;
    private static final int T0 = 5;
    private static final int S0 = 8;
    private static final int S1 = 9;

    private static final int FTRUNCATE = 46;
    private static final int OPENAT = 56;
    private static final int MSYNC = 227;
    private static final int MMAP = 222;

    private static final long MAPPED = 1L << 30;

    private final GuestRun run = new GuestRun(GuestRun.SMALL.withMaxSteps(10_000_000), "");
    private final FileSystem files = run.kernel().files();
    private final Disk disk = files.disk();

    private RegularFile file(String path) throws FileException {
        OpenFile open = files.open(files.root(), path, OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0600);
        open.discard();
        return (RegularFile) open.inode();
    }

    private long write(RegularFile file, long offset, int length) {
        OpenFile open = new OpenFile(file, OpenFlags.O_RDWR, "file");
        long written = file.write(open, offset, new byte[length], length);
        open.discard();
        return written;
    }

    private void leave(long pages) {
        disk.take(disk.capacity() - disk.used() - pages);
    }

    @Test
    void aWriteTakesRoomAtOnceAndIsCutWhereThereIsNone() throws FileException {
        leave(3);
        RegularFile file = file("/tmp/a");

        assertThat(write(file, 100, 100)).isEqualTo(100);
        assertThat(disk.capacity() - disk.used()).isEqualTo(2);
        assertThat(file.allocated()).isEqualTo(PAGE);
        assertThat(write(file, 0, PAGE)).isEqualTo(PAGE);
        assertThat(write(file, 10 * PAGE + 1, 4 * PAGE)).isEqualTo(2 * PAGE - 1);
        assertThat(write(file, 20 * PAGE, 1)).isEqualTo(Errno.ENOSPC.result());
        assertThat(write(file, 0, PAGE)).isEqualTo(PAGE);
        file.sync();
        assertThat(disk.used()).isEqualTo(disk.capacity());
    }

    @Test
    void aLongerFileTakesNoRoomAndAShorterOneGivesItBack() throws FileException {
        RegularFile file = file("/tmp/a");
        write(file, 0, 3 * PAGE);
        file.sync();
        write(file, 3 * PAGE, 2 * PAGE);
        assertThat(disk.used()).isEqualTo(5);

        assertThat(file.truncate(1L << 40)).isZero();
        assertThat(disk.used()).isEqualTo(5);
        assertThat(file.truncate(PAGE + 1)).isZero();
        assertThat(disk.used()).isEqualTo(2);
        assertThat(file.truncate((1L << 40) + 1)).isZero();
        assertThat(file.truncate((1L << 39) + 1)).isZero();
        assertThat(disk.used()).isEqualTo(2);
    }

    @Test
    void theRoomOfAFileThatIsGoneIsFree() throws FileException {
        RegularFile file = file("/tmp/a");
        write(file, 0, 3 * PAGE);
        file.sync();
        write(file, 3 * PAGE, PAGE);

        files.names().unlink(files.root(), "/tmp/a");

        assertThat(disk.used()).isZero();
    }

    /** A program that maps a file of 1 TiB and loads from or stores to page after page, of {@code pages}. */
    private static Code touchAll(Instruction touch, long pages) {
        Code code = new Code()
                .call(OPENAT, -100, ElfImage.DATA, OpenFlags.O_CREAT | OpenFlags.O_RDWR, 0600)
                .call(FTRUNCATE, 3, 1L << 40)
                .call(MMAP, MAPPED, 1L << 36, 3, 1, 3, 0)
                .li(S0, MAPPED)
                .li(S1, MAPPED + pages * PAGE)
                .li(T0, PAGE)
                .label("touch");
        if (touch == Instruction.SD) {
            code.store(touch, S0, S0, 0);
        } else {
            code.immediate(touch, A0, S0, 0);
        }
        return code.register(Instruction.ADD, S0, S0, T0).branch(Instruction.BNE, S0, S1, "touch");
    }

    private static byte[] path() {
        return Arrays.copyOf("/tmp/sparse".getBytes(StandardCharsets.US_ASCII), 16);
    }

    /** With RAM of 256 frames, most of the pages have been written back by then. */
    @Test
    void aStoreToAHoleOfAMappedFileKillsWhenTheDiskIsFull() {
        leave(1000);

        run.run(ElfImage.program(touchAll(Instruction.SD, 1L << 20), path()));

        assertThat(run.status()).isEqualTo(128 + 7);
        assertThat(run.crash().reason()).isEqualTo(FaultReason.DISK_FULL);
        assertThat(run.crash().address()).isEqualTo(MAPPED + 1000 * PAGE);
        assertThat(disk.used()).isEqualTo(disk.capacity());
        assertThat(Objects.requireNonNull(run.crash().region()).name()).isEqualTo("/tmp/sparse");
    }

    @Test
    void loadsOfHolesLeaveNoRoomTaken() {
        leave(300);

        run.run(ElfImage.program(touchAll(Instruction.LD, 2000).exit(0), path()));

        assertThat(run.status()).isZero();
        assertThat(disk.capacity() - disk.used()).isBetween(50L, 300L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasStoredThroughAMappingTakesItsRoomOnce(int synced) {
        Code code = touchAll(Instruction.SD, 100);
        if (synced == 1) {
            code.call(MSYNC, MAPPED, 100 * PAGE, 4);
        }
        code.li(S0, MAPPED).store(Instruction.SD, ZERO, S0, 0);

        run.run(ElfImage.program(code.exit(0), path()));

        assertThat(run.status()).isZero();
        assertThat(disk.used()).isEqualTo(100);
    }
}
