package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A7;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;
import static pagoda.kernel.Calls.AT_FDCWD;
import static pagoda.kernel.Calls.BUFFER;
import static pagoda.kernel.Calls.PAGE;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.Elf;

/** An execve that fails leaves its caller whole, and nothing of the attempt. */
final class FailedExecTest {
    private static final long LIMIT = 1L << 38;
    private static final long HEAP_END = 0x11_0000;

    /** Where the bytes of the file lie in the program's memory. */
    private static final long ROOM = 0x10_0000;

    /** A string of 100 KiB. */
    private static final long LONG_STRING = 0x20_0000;

    private static final int LONG_LENGTH = 100 << 10;

    private static final long NAME = ElfImage.DATA;
    private static final long DIRECTORY = ElfImage.DATA + 8;
    private static final long OTHER = ElfImage.DATA + 16;
    private static final long ACTION = ElfImage.DATA + 32;
    private static final long MEMINFO = ElfImage.DATA + 64;
    private static final long ARGV = ElfImage.DATA + 96;
    private static final long COUNT = ElfImage.DATA + 512;
    private static final long THREAD_WAS_HERE = ElfImage.DATA + 528;
    private static final long TIME = ElfImage.DATA + 544;
    private static final long OTHER_TIME = ElfImage.DATA + 576;
    private static final long STACK = ElfImage.DATA + 3072;
    private static final long TEXT = BUFFER + PAGE;

    private static final int USR1 = 10;
    private static final int F_GETFD = 1;
    private static final int MKDIRAT = 34;
    private static final int TRUNCATE = 45;
    private static final int BRK = 214;

    private final Calls calls = new Calls();

    /** Data with the names, an action whose handler is at this address, and an argument that is no string. */
    private static byte[] data(long handler) {
        byte[] data = new byte[PAGE];
        put(data, NAME, "f".getBytes(StandardCharsets.US_ASCII));
        put(data, DIRECTORY, "d".getBytes(StandardCharsets.US_ASCII));
        put(data, OTHER, "other".getBytes(StandardCharsets.US_ASCII));
        put(data, MEMINFO, "/proc/meminfo".getBytes(StandardCharsets.US_ASCII));
        put(data, ACTION, Code.longs(handler, 0, 0));
        return data;
    }

    private static void put(byte[] data, long address, byte[] bytes) {
        System.arraycopy(bytes, 0, data, (int) (address - ElfImage.DATA), bytes.length);
    }

    /** The bytes of a file of this kind: a good program where the kind is one of something else. */
    private static byte[] file(String kind) {
        ElfImage image = ElfImage.of(new Code().exit(5).bytes(), new byte[8]);
        return switch (kind) {
            case "a segment in the stack" ->
                image.load(Elf.PF_R, LIMIT - (1 << 20), new byte[8], 8).write();
            case "cut off" -> Arrays.copyOf(image.write(), 100);
            case "an object" -> image.type(Elf.ET_REL).write();
            case "text" -> "hello".getBytes(StandardCharsets.US_ASCII);
            case "empty" -> new byte[0];
            default -> image.write();
        };
    }

    /** Makes the file f of these bytes, open as 3. */
    private void make(byte[] bytes, int mode) {
        calls.silently(Calls.OPENAT, AT_FDCWD, NAME, Calls.O_CREAT | Calls.O_RDWR, mode)
                .silently(Calls.WRITE, 3, ROOM, bytes.length);
    }

    private long[] results(GuestRun run, byte[] room, long handler) {
        byte[] bytes = room.length == 0 ? new byte[1] : room;
        return calls.results(run, calls.image(data(handler)).load(Elf.PF_R, ROOM, bytes, bytes.length));
    }

    private void longString() {
        calls.silently(Calls.MMAP, LONG_STRING, LONG_LENGTH + 1, Calls.READ_WRITE, Calls.ANONYMOUS_FIXED, -1, 0);
        calls.code()
                .li(T0, LONG_STRING)
                .li(A0, LONG_STRING + LONG_LENGTH)
                .li(A1, 0x7878_7878_7878_7878L)
                .label("fill")
                .store(Instruction.SD, A1, T0, 0)
                .immediate(Instruction.ADDI, T0, T0, 8)
                .branch(Instruction.BLTU, T0, A0, "fill");
        for (int i = 0; i < 15; i++) {
            calls.store(ARGV + 8L * i, LONG_STRING);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a segment in the stack, ENOMEM",
        "cut off, ENOEXEC",
        "an object, ENOEXEC",
        "text, ENOEXEC",
        "empty, ENOEXEC",
        "not executable, EACCES",
        "a directory, EACCES",
        "nothing there, ENOENT",
        "being written, ETXTBSY",
        "an argument that is no string, EFAULT",
        "a path that is no string, EFAULT",
        "more arguments than there is RAM, ENOMEM",
    })
    void theCallerIsWhole(String kind, String expected) { // VM-CHECKLIST 26
        byte[] bytes = file(kind);
        Code code = calls.code().jump(ZERO, "begin");
        long handler = ElfImage.TEXT + code.size();
        code.li(T0, COUNT)
                .store(Instruction.SD, A0, T0, 0)
                .immediate(Instruction.JALR, ZERO, RA, 0)
                .label("begin");
        make(bytes, kind.equals("not executable") ? 0600 : 0700);
        calls.silently(Calls.OPENAT, AT_FDCWD, OTHER, Calls.O_CREAT | Calls.O_CLOEXEC, 0600);
        calls.silently(MKDIRAT, AT_FDCWD, DIRECTORY, 0700);
        if (!kind.equals("being written")) {
            calls.silently(Calls.CLOSE, 3);
        }
        calls.silently(Calls.RT_SIGACTION, USR1, ACTION, 0, 8).silently(BRK, HEAP_END);
        calls.silently(Calls.CLONE, Calls.THREAD, STACK, 0, 0, 0);
        calls.inTheNewOne(() -> calls.sleep(OTHER_TIME, 50_000).store(THREAD_WAS_HERE, 1));
        calls.store(BUFFER, 77);
        switch (kind) {
            case "an argument that is no string" -> calls.store(ARGV, 8);
            case "more arguments than there is RAM" -> longString();
            default -> {}
        }

        long path = switch (kind) {
            case "a directory" -> DIRECTORY;
            case "nothing there" -> DIRECTORY + 1; // an empty path
            case "a path that is no string" -> 8;
            default -> NAME;
        };
        calls.call(Calls.EXECVE, path, ARGV, 0);

        calls.call(Calls.FCNTL, 4, F_GETFD);
        code.call(Calls.GETPID).li(A1, USR1).li(A7, Calls.KILL).plain(Instruction.ECALL);
        calls.sleep(TIME, 100_000);
        calls.load(BUFFER).load(COUNT).call(BRK, 0).load(THREAD_WAS_HERE);

        assertThat(results(new GuestRun(GuestRun.SMALL, ""), bytes, handler))
                .as("the result; the file to be closed on exec, memory, handler, heap, the other thread")
                .containsExactly(errno(expected), 1, 77, USR1, HEAP_END, 1);
    }

    /** RAM is after four attempts as it is after one, the file being removed. */
    @ParameterizedTest
    @CsvSource({"a segment in the stack", "text", "cut off"})
    void nothingIsLeftOfTheAttempt(String kind) { // VM-CHECKLIST 26
        byte[] bytes = file(kind);
        for (int i = 0; i < 4; i++) {
            make(bytes, 0700);
            calls.silently(Calls.CLOSE, 3).call(Calls.EXECVE, NAME, 0, 0);
            calls.silently(Calls.UNLINKAT, AT_FDCWD, NAME, 0);
            if (i == 0 || i == 3) {
                meminfo();
            }
        }

        GuestRun run = new GuestRun(GuestRun.SMALL, "");
        results(run, bytes, 0);

        assertThat(Pattern.compile("(?m)^(?:Cached|MemFree|PageTables): +\\d+")
                        .matcher(run.stdout())
                        .results()
                        .map(found -> found.group())
                        .toList())
                .hasSize(6)
                .satisfies(figures -> assertThat(figures.subList(3, 6)).isEqualTo(figures.subList(0, 3)));
    }

    /** Copies /proc/meminfo to standard output. */
    private void meminfo() {
        calls.silently(Calls.OPENAT, AT_FDCWD, MEMINFO, Calls.O_RDONLY, 0).silently(Calls.READ, 3, TEXT, PAGE);
        calls.code().move(12, A0).li(A0, 1).li(A1, TEXT).call(Calls.WRITE);
        calls.silently(Calls.CLOSE, 3);
    }

    @Test
    void aProgramThatRunsIsNotWrittenTo() {
        Code sleeping = new Code()
                .li(T0, ElfImage.DATA)
                .li(A0, 1)
                .store(Instruction.SD, A0, T0, 0)
                .call(Calls.NANOSLEEP, ElfImage.DATA, 0)
                .exit(5);
        byte[] bytes = ElfImage.of(sleeping.bytes(), new byte[16]).write();
        make(bytes, 0700);
        calls.silently(Calls.CLOSE, 3).silently(Calls.CLONE, Calls.SIGCHLD, 0, 0, 0, 0);
        calls.inTheNewOne(() -> calls.silently(Calls.EXECVE, NAME, 0, 0));
        calls.sleep(TIME, 1000);
        calls.call(Calls.OPENAT, AT_FDCWD, NAME, Calls.O_WRONLY, 0);
        calls.call(Calls.OPENAT, AT_FDCWD, NAME, Calls.O_RDONLY, 0);
        calls.call(TRUNCATE, NAME, 0);
        calls.silently(Calls.WAIT4, -1, COUNT, 0, 0).load(COUNT);
        calls.call(Calls.OPENAT, AT_FDCWD, NAME, Calls.O_WRONLY, 0);

        assertThat(results(new GuestRun(GuestRun.SMALL, ""), bytes, 0))
                .as("while it runs, and when it has ended")
                .containsExactly(Calls.ETXTBSY, 3, Calls.ETXTBSY, 5 << 8, 4);
    }

    private static long errno(String name) {
        return switch (name) {
            case "ENOMEM" -> Calls.ENOMEM;
            case "ENOEXEC" -> Calls.ENOEXEC;
            case "EACCES" -> Calls.EACCES;
            case "ENOENT" -> Calls.ENOENT;
            case "ETXTBSY" -> Calls.ETXTBSY;
            default -> Calls.EFAULT;
        };
    }
}
