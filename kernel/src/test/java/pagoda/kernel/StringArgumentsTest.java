package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.kernel.Calls.AT_FDCWD;
import static pagoda.kernel.Calls.E2BIG;
import static pagoda.kernel.Calls.EFAULT;
import static pagoda.kernel.Calls.ENAMETOOLONG;
import static pagoda.kernel.Calls.ENOENT;
import static pagoda.kernel.Calls.ENOEXEC;
import static pagoda.kernel.Calls.PAGE;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.elf.Elf;

/** Strings that calls read from a program's memory: where their pages are not there yet, and where they end. */
final class StringArgumentsTest {
    /** Where a segment lies that no instruction touches, with nothing mapped behind it. */
    private static final long ROOM = 0x100000;

    private static final int ROOM_SIZE = 3 * PAGE;
    private static final long ROOM_END = ROOM + ROOM_SIZE;
    private static final long LIMIT = 1L << 38;

    /** The longest argument of execve, its zero not counted. */
    private static final int LONGEST_ARGUMENT = (128 << 10) - 1;

    private static final long SCRIPT = ElfImage.DATA;
    private static final long ARGV = ElfImage.DATA + 8;

    private final Calls calls = new Calls();

    private static byte[] room(int size) {
        byte[] room = new byte[size];
        Arrays.fill(room, (byte) '?');
        return room;
    }

    /** A path to the root, {@code count} bytes long, at the room's very end: with a zero, or without. */
    private static byte[] pathAtTheEnd(int count, boolean terminated) {
        byte[] room = room(ROOM_SIZE);
        int start = ROOM_SIZE - count - (terminated ? 1 : 0);
        for (int i = 0; i < count; i++) {
            room[start + i] = (byte) (i % 2 == 0 ? '/' : '.');
        }
        if (terminated) {
            room[ROOM_SIZE - 1] = 0;
        }
        return room;
    }

    private long[] results(byte[] room, long... data) {
        ElfImage image = calls.image(Code.longs(data)).load(Elf.PF_R | Elf.PF_W, ROOM, room, room.length);
        return calls.results(new GuestRun(GuestRun.SMALL, ""), image);
    }

    @Test
    void aStringWhosePagesWereNeverTouchedIsRead() { // VM-CHECKLIST 14
        byte[] room = room(ROOM_SIZE);
        System.arraycopy(new byte[] {'n', 'a', 'm', 'e', 0}, 0, room, PAGE - 2, 5);
        calls.call(Calls.OPENAT, AT_FDCWD, ROOM + PAGE - 2, Calls.O_CREAT | Calls.O_RDWR, 0600);
        calls.call(Calls.OPENAT, AT_FDCWD, ROOM + PAGE - 1, Calls.O_RDONLY, 0);
        calls.call(Calls.OPENAT, AT_FDCWD, ROOM + PAGE - 2, Calls.O_RDONLY, 0);

        assertThat(results(room)).as("name, ame, name").containsExactly(3, ENOENT, 4);
    }

    @ParameterizedTest(name = "{0} bytes, a zero behind them: {1}")
    @CsvSource({
        "1, true, 3",
        "1, false, EFAULT",
        "4094, true, 3",
        "4095, true, 3",
        "4095, false, EFAULT",
        "4096, true, ENAMETOOLONG",
        "4096, false, ENAMETOOLONG",
        "5000, false, ENAMETOOLONG",
        "0, true, ENOENT",
        "0, false, EFAULT",
    })
    void aPathEndsWithinItsLimitAndWithinItsPages(int count, boolean terminated, String expected) { // VM-CHECKLIST 14
        long address = ROOM_END - count - (terminated ? 1 : 0);
        calls.call(Calls.OPENAT, AT_FDCWD, address, Calls.O_RDONLY, 0);

        long result = switch (expected) {
            case "EFAULT" -> EFAULT;
            case "ENAMETOOLONG" -> ENAMETOOLONG;
            case "ENOENT" -> ENOENT;
            default -> Long.parseLong(expected);
        };
        assertThat(results(pathAtTheEnd(count, terminated))).containsExactly(result);
    }

    @Test
    void theStringIsReadBeforeTheDirectoryIsLookedAt() { // VM-CHECKLIST 14
        calls.call(Calls.OPENAT, 99, ROOM_END - 4096, Calls.O_RDONLY, 0);
        calls.call(Calls.OPENAT, 99, ROOM_END - 4095, Calls.O_RDONLY, 0);

        assertThat(results(pathAtTheEnd(4096, false))).containsExactly(ENAMETOOLONG, EFAULT);
    }

    @ParameterizedTest(name = "0x{0}")
    @ValueSource(longs = {0, ROOM_END, LIMIT - 1, LIMIT, -1, -PAGE, Long.MIN_VALUE, 1L << 50 | ROOM, 1L << 39 | ROOM})
    void aStringWhereNothingIsMappedFaults(long address) { // VM-CHECKLIST 14, 18
        calls.call(Calls.OPENAT, AT_FDCWD, address, Calls.O_RDONLY, 0);

        assertThat(results(pathAtTheEnd(ROOM_SIZE - 1, true))).containsExactly(EFAULT);
    }

    @ParameterizedTest(name = "{0} bytes, a zero behind them: {1}, {2} times")
    @CsvSource({
        "0, 1, true, ENOEXEC",
        "0, 1, false, EFAULT",
        "-1, 1, true, ENOEXEC",
        "0, 15, true, ENOEXEC",
        "0, 16, true, E2BIG",
        "1, 1, true, E2BIG",
        "1, 1, false, E2BIG",
        "-1, 1, false, EFAULT",
    })
    void anArgumentEndsWithinItsLimitAndWithinItsPages( // VM-CHECKLIST 14
            int more, int times, boolean terminated, String expected) {
        int count = LONGEST_ARGUMENT + more;
        byte[] room = room(count + PAGE & -PAGE);
        int start = room.length - count - (terminated ? 1 : 0);
        if (terminated) {
            room[room.length - 1] = 0;
        }
        long[] data = new long[times + 2];
        data[0] = 'f';
        Arrays.fill(data, 1, 1 + times, ROOM + start);
        script().call(Calls.EXECVE, SCRIPT, ARGV, 0);

        long result = switch (expected) {
            case "EFAULT" -> EFAULT;
            case "E2BIG" -> E2BIG;
            default -> ENOEXEC;
        };
        assertThat(results(room, data)).containsExactly(result);
    }

    @Test
    void anArrayOfArgumentsThatRunsOffItsLastPageFaults() { // VM-CHECKLIST 14
        byte[] room = room(ROOM_SIZE);
        System.arraycopy(Code.longs(SCRIPT), 0, room, ROOM_SIZE - 8, 8);
        script().call(Calls.EXECVE, SCRIPT, ROOM_END - 8, 0);
        calls.call(Calls.EXECVE, SCRIPT, 0, ROOM_END - 8);
        calls.call(Calls.EXECVE, SCRIPT, ROOM_END, 0);

        assertThat(results(room, 'f')).containsExactly(EFAULT, EFAULT, EFAULT);
    }

    /** Makes the executable file f, which holds a byte of no program. */
    private Calls script() {
        return calls.silently(Calls.OPENAT, AT_FDCWD, SCRIPT, Calls.O_CREAT | Calls.O_RDWR, 0700)
                .silently(Calls.WRITE, 3, SCRIPT, 1)
                .silently(Calls.CLOSE, 3);
    }
}
