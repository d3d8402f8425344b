package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.A2;
import static pagoda.cpu.isa.Registers.A3;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.Elf;
import pagoda.elf.ElfFile;
import pagoda.kernel.event.Event;
import pagoda.kernel.event.EventKind;
import pagoda.kernel.fs.Console;

/** Each system call with each of its errors, in the order in which Linux looks for them. */
final class SystemCallTest {
    private static final long DATA = ElfImage.DATA;
    private static final long END = DATA + 4096 + ElfImage.BSS;
    private static final long TEXT = ElfImage.TEXT;
    private static final long LIMIT = 1L << 38;
    private static final long BUFFER = DATA + 4096;
    private static final long RESULTS = END - 4096;
    private static final int S1 = 9;

    private static final int READ = 63;
    private static final int WRITE = 64;
    private static final int WRITEV = 66;
    private static final int CLOCK_GETTIME = 113;
    private static final int UNAME = 160;
    private static final int GETPID = 172;
    private static final int BRK = 214;

    private static final long EIO = -5;
    private static final long EBADF = -9;
    private static final long EFAULT = -14;
    private static final long EINVAL = -22;
    private static final long EPIPE = -32;
    private static final long ENOSYS = -38;

    /** Calls one after the other, whose results are written to standard error as 64-bit words at the end. */
    private static final class Calls {
        final Code code = new Code().li(S1, RESULTS);
        private int count;

        Calls call(int number, long... arguments) {
            code.call(number, arguments);
            return keep();
        }

        Calls keep() {
            code.store(Instruction.SD, A0, S1, 8L * count++);
            return this;
        }

        ElfFile program(byte[] data) {
            code.call(WRITE, 2, RESULTS, 8L * count).exit(0);
            return ElfImage.program(code, data);
        }
    }

    private static GuestRun run(Calls calls, byte[] data, String input) {
        GuestRun run = new GuestRun(GuestRun.SMALL, input).run(calls.program(data));
        assertThat(run.status()).isZero();
        return run;
    }

    private static long[] results(GuestRun run) {
        ByteBuffer words = ByteBuffer.wrap(run.stderrBytes()).order(ByteOrder.LITTLE_ENDIAN);
        return LongStream.generate(words::getLong)
                .limit(run.stderrBytes().length / 8)
                .toArray();
    }

    private static long result(int number, long... arguments) {
        return results(run(new Calls().call(number, arguments), new byte[8], "input"))[0];
    }

    @ParameterizedTest(name = "{0}({1}, {2}, {3}) = {4}")
    @CsvSource({
        // the descriptor is looked at first, then the range, and only then the bytes
        "write, -1, -1, -1, EBADF",
        "write, 3, 0, 0, EBADF",
        "write, 0, 0, 0, EBADF",
        "write, 0, -1, 10, EBADF",
        "write, 0x7fffffff, 0, 0, EBADF",
        "write, 1, -1, 10, EFAULT",
        "write, 1, -1, 0, EFAULT",
        "write, 1, 0, 0, 0",
        "write, 1, 0, 10, EFAULT",
        "write, 1, 8, 0, 0",
        "write, 1, DATA, -1, EFAULT",
        "write, 1, DATA, 1<<63, EFAULT",
        "write, 1, LIMIT, 0, 0",
        "write, 1, LIMIT, 1, EFAULT",
        "write, 1, 1<<50, 8, EFAULT",
        "write, 1, END, 8, EFAULT",
        "write, 1, TEXT, 8, 8",
        "write, 1, DATA, 8, 8",
        "write, 2, DATA, 0, 0",
        "write, 0x700000001, DATA, 3, 3",
        "write, 1, END-3, 8, 3",
        "write, 1, END-0, 1, EFAULT",
        "write, 1, BUFFER, 0x2000, 0x2000",
        "read, -1, -1, -1, EBADF",
        "read, 1, DATA, 1, EBADF",
        "read, 2, DATA, 1, EBADF",
        "read, 3, DATA, 1, EBADF",
        "read, 0, -1, 10, EFAULT",
        "read, 0, -1, 0, EFAULT",
        "read, 0, 0, 0, 0",
        "read, 0, 0, 10, EFAULT",
        "read, 0, DATA, -1, EFAULT",
        "read, 0, TEXT, 4, EFAULT",
        "read, 0, LIMIT, 1, EFAULT",
        "read, 0, DATA, 3, 3",
        "read, 0, DATA, 100, 5",
        "read, 0, END-3, 8, 3",
        "read, 0, 1<<50, 8, EFAULT",
        "writev, -1, 0, 0, EBADF",
        "writev, 0, 0, 0, EBADF",
        "writev, 0, DATA, 1, EBADF",
        "writev, 1, 0, 0, 0",
        "writev, 1, 0, 1, EFAULT",
        "writev, 1, 0, -1, EINVAL",
        "writev, 1, 0, 1025, EINVAL",
        "writev, 1, 0, 1024, EFAULT",
        "writev, 1, -1, 1, EFAULT",
        "writev, 1, END-8, 1, EFAULT",
        "writev, 1, LIMIT, 1, EFAULT",
        "clock_gettime, 0, DATA, 0, 0",
        "clock_gettime, 1, DATA, 0, 0",
        "clock_gettime, 7, DATA, 0, 0",
        "clock_gettime, 10, DATA, 0, EINVAL",
        "clock_gettime, 12, 0, 0, EINVAL",
        "clock_gettime, 99, DATA, 0, EINVAL",
        "clock_gettime, -1, DATA, 0, EINVAL",
        "clock_gettime, 1, 0, 0, EFAULT",
        "clock_gettime, 1, -1, 0, EFAULT",
        "clock_gettime, 1, TEXT, 0, EFAULT",
        "clock_gettime, 1, END-8, 0, EFAULT",
        "clock_gettime, 1, LIMIT, 0, EFAULT",
        "uname, DATA, 0, 0, 0",
        "uname, 0, 0, 0, EFAULT",
        "uname, TEXT, 0, 0, EFAULT",
        "uname, END-389, 0, 0, EFAULT",
        "uname, END-390, 0, 0, 0",
        "uname, -1, 0, 0, EFAULT",
        "getpid, 0, 0, 0, 2",
        "msync, DATA, 0x4000, 4, 0",
        "msync, DATA, 0x5000, 4, ENOMEM",
        "msync, DATA, 0x1000, 5, EINVAL",
        "msync, DATA, 0x1000, 8, EINVAL",
        "msync, 0x40001, 0x1000, 4, EINVAL",
        "msync, DATA, 0, 4, 0",
        "mincore, DATA, 0x4000, DATA, 0",
        "mincore, 0x40001, 0x1000, DATA, EINVAL",
        "mincore, DATA, 0x5000, DATA, ENOMEM",
        "mincore, DATA, -1, DATA, ENOMEM",
        "mincore, DATA, 0x1000, TEXT, EFAULT",
        "mincore, DATA, 0x1000, LIMIT, EFAULT",
    })
    void theResultOf(String name, String a0, String a1, String a2, String expected) {
        int number = switch (name) {
            case "read" -> READ;
            case "write" -> WRITE;
            case "writev" -> WRITEV;
            case "clock_gettime" -> CLOCK_GETTIME;
            case "uname" -> UNAME;
            case "msync" -> 227;
            case "mincore" -> 232;
            default -> GETPID;
        };

        assertThat(result(number, number(a0), number(a1), number(a2))).isEqualTo(number(expected));
    }

    private static long number(String text) {
        if (text.contains("-") && !text.startsWith("-")) {
            int minus = text.indexOf('-');
            return number(text.substring(0, minus)) - number(text.substring(minus + 1));
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "EBADF" -> EBADF;
            case "EFAULT" -> EFAULT;
            case "EINVAL" -> EINVAL;
            case "ENOMEM" -> -12;
            case "DATA" -> DATA;
            case "BUFFER" -> BUFFER;
            case "END" -> END;
            case "TEXT" -> TEXT;
            case "LIMIT" -> LIMIT;
            case "1<<63" -> Long.MIN_VALUE;
            case "1<<50" -> 1L << 50;
            default -> Long.decode(text);
        };
    }

    @Test
    void aWriteAcrossAPageThatIsNotThereWritesWhatThereIs() { // VM-CHECKLIST 19
        Code code =
                new Code().call(WRITE, 1, END - 5, 100).call(WRITE, 1, TEXT, 0).exitWith(A0);
        GuestRun run = GuestRun.of(code);

        assertThat(run.stdoutBytes()).isEqualTo(new byte[5]);
    }

    @Test
    void aReadIntoAPageThatIsNotThereLosesNoInput() { // VM-CHECKLIST 19
        Calls calls =
                new Calls().call(READ, 0, END - 3, 100).call(READ, 0, 0, 5).call(READ, 0, DATA, 100);
        calls.call(READ, 0, DATA + 10, 100).call(WRITE, 1, END - 3, 3).call(WRITE, 1, DATA, 4);
        GuestRun run = run(calls, new byte[8], "abcdefg");

        assertThat(results(run)).containsExactly(3, EFAULT, 4, 0, 3, 4);
        assertThat(run.stdout()).isEqualTo("abcdefg");
    }

    @Test
    void aLongReadAndWriteCrossManyChunks() { // VM-CHECKLIST 16, 19
        String input = "0123456789abcde".repeat(20_000);
        Code code = new Code()
                .call(BRK, 0)
                .move(S1, A0)
                .li(A1, 400_000)
                .register(Instruction.ADD, A0, A0, A1)
                .call(BRK);
        code.li(A0, 0)
                .move(A1, S1)
                .immediate(Instruction.ADDI, A1, A1, 13)
                .li(A2, 400_000 - 13)
                .call(READ)
                .move(T0, A0);
        code.li(A0, 1)
                .move(A1, S1)
                .immediate(Instruction.ADDI, A1, A1, 13)
                .move(A2, T0)
                .call(WRITE);
        code.register(Instruction.SUB, A0, A0, T0).call(93);
        GuestRun run = new GuestRun(GuestRun.SMALL, input).run(ElfImage.program(code));

        assertThat(run.status()).isZero();
        assertThat(run.stdout()).isEqualTo(input);
    }

    @Test
    void aLongTransferEndsWhereThePagesDo() { // VM-CHECKLIST 19
        long start = END;
        Calls calls = new Calls().call(BRK, start + (64 << 10)).call(READ, 0, start, 1 << 20);
        calls.call(WRITE, 1, start, 1 << 20).call(READ, 0, DATA, 8).call(WRITE, 1, DATA, 8);
        String input = "0123456789abcdef".repeat((64 << 10) / 16) + "tail";
        GuestRun run = run(calls, new byte[8], input);

        assertThat(results(run)).containsExactly(start + (64 << 10), 64 << 10, 64 << 10, 4, 8);
        assertThat(run.stdout()).isEqualTo(input + "\0\0\0\0");
    }

    @Test
    void writevWritesItsPartsInOrder() {
        byte[] data = new byte[256];
        ByteBuffer vector = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        vector.putLong(DATA + 128)
                .putLong(3)
                .putLong(0)
                .putLong(0)
                .putLong(DATA + 131)
                .putLong(2)
                .putLong(DATA + 128)
                .putLong(1);
        System.arraycopy("abcde".getBytes(StandardCharsets.US_ASCII), 0, data, 128, 5);
        GuestRun run = run(new Calls().call(WRITEV, 1, DATA, 4), data, "");

        assertThat(results(run)).containsExactly(6);
        assertThat(run.stdout()).isEqualTo("abcdea");
    }

    @Test
    void writevTakes1024Parts() {
        byte[] data = new byte[8];
        Code code = new Code()
                .call(BRK, END + 1024 * 16)
                .li(S1, END)
                .li(T0, 512)
                .li(A1, DATA)
                .li(A2, 1)
                .label("fill");
        code.store(Instruction.SD, A1, S1, 0).store(Instruction.SD, A2, S1, 8).immediate(Instruction.ADDI, S1, S1, 16);
        code.immediate(Instruction.ADDI, T0, T0, -1).branch(Instruction.BNE, T0, ZERO, "fill");
        code.call(WRITEV, 1, END, 1024)
                .li(A1, 512)
                .register(Instruction.SUB, A0, A0, A1)
                .call(93);
        GuestRun run = GuestRun.of(code, data);

        assertThat(run.status()).as("512 parts of one byte, 512 of none").isZero();
        assertThat(run.stdoutBytes()).hasSize(512);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // all lengths are looked at first, then all ranges, and then the bytes are written
        "negative behind bad range, 1<<50, 5, DATA, -1, EINVAL, 0",
        "negative alone, DATA, -1, DATA, 1, EINVAL, 0",
        "bad range behind good part, DATA, 5, 1<<50, 1, EFAULT, 0",
        "bad range of no length, DATA, 5, -1, 0, EFAULT, 0",
        "absent page behind good part, DATA, 5, END, 5, 5, 5",
        "absent page first, 0, 5, DATA, 5, EFAULT, 0",
        "part of a page, END-2, 5, DATA, 5, 2, 2",
        "no length and no page, 0, 0, DATA, 5, 5, 5",
    })
    void writevWithABadPart(
            String what, String base0, String length0, String base1, String length1, String expected, int written) {
        byte[] vector = Code.longs(number(base0), number(length0), number(base1), number(length1));
        GuestRun run = run(new Calls().call(WRITEV, 1, DATA, 2), vector, "");

        assertThat(results(run)).as(what).containsExactly(number(expected));
        assertThat(run.stdoutBytes()).hasSize(written);
    }

    @Test
    void writevWhoseSumOverflowsWritesWhatItCan() {
        byte[] vector = Code.longs(DATA, 4, END - 4, LIMIT - END, DATA, LIMIT - DATA, DATA, LIMIT - DATA);
        GuestRun run = run(new Calls().call(WRITEV, 1, DATA, 4), vector, "");

        assertThat(results(run)).containsExactly(8);
    }

    @Test
    void aBrokenPipeKills() {
        Code code = new Code().call(WRITE, 1, TEXT, 4).call(WRITE, 1, TEXT, 4).exit(0);
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .failOutputAfter(4, Console.CLOSED)
                .run(ElfImage.program(code));

        assertThat(run.status()).as("128 + SIGPIPE").isEqualTo(141);
        assertThat(run.stdoutBytes()).hasSize(4);
        assertThat(run.crashes()).isEmpty();
    }

    @Test
    void aBrokenPipeIsTheResultInTheTrace() {
        Code code = new Code().call(WRITE, 1, TEXT, 4).exit(0);
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .listen(EnumSet.of(EventKind.SYSCALL))
                .failOutputAfter(0, Console.CLOSED)
                .run(ElfImage.program(code));

        assertThat(run.events()).extracting(Event::text).containsExactly("(1, 0x10000, 4) = " + EPIPE + " EPIPE");
    }

    @Test
    void aHostErrorIsEio() {
        Calls calls = new Calls().call(WRITE, 1, TEXT, 4).call(WRITE, 1, TEXT, 4);
        GuestRun run = new GuestRun(GuestRun.SMALL, "")
                .failOutputAfter(4, Console.ERROR)
                .run(calls.program(new byte[8]));

        assertThat(results(run)).containsExactly(4, EIO);
    }

    @ParameterizedTest
    @CsvSource({"93, 0, 0", "93, 42, 42", "94, 255, 255", "93, 256, 0", "94, -1, 255", "93, 0x12345678, 0x78"})
    void exitGivesItsLowEightBits(int number, String argument, String expected) {
        GuestRun run =
                GuestRun.of(new Code().call(number, Long.decode(argument)).exit(99));

        assertThat(run.status()).isEqualTo(Integer.decode(expected));
    }

    @Test
    void brkMovesTheEndOfTheHeap() { // VM-CHECKLIST 21, 22
        Calls calls = new Calls()
                .call(BRK, 0)
                .call(BRK, END + 5000)
                .call(BRK, END + 1)
                .call(BRK, END - 1)
                .call(BRK, -1);
        calls.call(BRK, END).call(BRK, LIMIT).call(BRK, END + (2 << 20));

        assertThat(results(run(calls, new byte[8], "")))
                .containsExactly(END, END + 5000, END + 1, END + 1, END + 1, END, END, END);
    }

    @Test
    void theHeapIsZeroAfterItWasGivenBack() { // VM-CHECKLIST 24
        Code code = new Code().call(BRK, END + 4096).li(S1, END).li(T0, -1).store(Instruction.SD, T0, S1, 0);
        code.call(BRK, END)
                .call(BRK, END + 4096)
                .immediate(Instruction.LD, A0, S1, 0)
                .call(93);

        assertThat(GuestRun.of(code).status()).isZero();
    }

    @Test
    void theHeapThatWasGivenBackFaults() { // VM-CHECKLIST 29
        Code code = new Code().call(BRK, END + 4096).li(S1, END).store(Instruction.SD, S1, S1, 0);
        code.call(BRK, END).immediate(Instruction.LD, A0, S1, 0).exit(0);

        assertThat(GuestRun.of(code).status()).isEqualTo(139);
    }

    @Test
    void timeIsSimulated() {
        Calls calls = new Calls()
                .call(CLOCK_GETTIME, 1, DATA)
                .call(CLOCK_GETTIME, 0, DATA + 16)
                .call(CLOCK_GETTIME, 1, DATA + 32);
        calls.call(WRITE, 1, DATA, 48);
        GuestRun run = run(calls, new byte[8], "");

        ByteBuffer times = ByteBuffer.wrap(run.stdoutBytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(times.getLong(0)).isZero();
        assertThat(times.getLong(8)).isBetween(100L, 100_000L);
        assertThat(times.getLong(16)).as("2026-01-01").isEqualTo(1_767_225_600L);
        assertThat(times.getLong(24)).isBetween(times.getLong(8) + 200, times.getLong(40) - 200);
        assertThat(run(new Calls().call(CLOCK_GETTIME, 1, DATA).call(WRITE, 1, DATA, 16), new byte[8], "")
                        .stdoutBytes())
                .isEqualTo(run(new Calls().call(CLOCK_GETTIME, 1, DATA).call(WRITE, 1, DATA, 16), new byte[8], "")
                        .stdoutBytes());
    }

    @Test
    void unameNamesLinuxOnRiscv64() {
        GuestRun run = run(new Calls().call(UNAME, BUFFER - 100).call(WRITE, 1, BUFFER - 100, 390), new byte[8], "");

        String[] fields = new String[6];
        for (int i = 0; i < 6; i++) {
            fields[i] = run.stdout().substring(65 * i, 65 * i + 65).replaceAll("\0+$", "");
        }
        assertThat(fields).containsExactly("Linux", "pagoda", "6.1.0-pagoda", "#1 Pagoda", "riscv64", "(none)");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 244, 511, 512, 1_000_000, Long.MAX_VALUE, Long.MIN_VALUE, 0x1_0000_0040L})
    void anUnknownCallIsReportedOnce(long number) {
        Code code = new Code()
                .li(pagoda.cpu.isa.Registers.A7, number)
                .plain(Instruction.ECALL)
                .plain(Instruction.ECALL);
        GuestRun run = GuestRun.of(code.exitWith(A0));

        assertThat(run.unknownCalls()).containsExactly(number);
        assertThat(run.status()).isEqualTo((int) ENOSYS & 0xff);
    }

    @Test
    void aProgramThatTriesAllNumbersDoesNotFillTheHostsMemory() {
        Code code = new Code()
                .li(pagoda.cpu.isa.Registers.A7, 1000)
                .li(T0, 21_000)
                .label("again")
                .plain(Instruction.ECALL);
        code.immediate(Instruction.ADDI, pagoda.cpu.isa.Registers.A7, pagoda.cpu.isa.Registers.A7, 1);
        code.branch(Instruction.BNE, pagoda.cpu.isa.Registers.A7, T0, "again").exit(0);
        GuestRun run = GuestRun.of(code);

        assertThat(run.status()).isZero();
        assertThat(run.unknownCalls()).hasSize(20).startsWith(1000L, 1001L);
    }

    @Test
    void aCallKeepsAllRegistersButA0() {
        Code code = new Code();
        for (int register = 1; register < 32; register++) {
            if (register != SP && register != 17) {
                code.li(register, register);
            }
        }
        code.li(17, GETPID).plain(Instruction.ECALL);
        for (int register = 1; register < 32; register++) {
            if (register != SP && register != 17 && register != A0) {
                code.immediate(Instruction.ADDI, register, register, -register);
                code.register(Instruction.OR, 1, 1, register);
            }
        }
        GuestRun run = GuestRun.of(code.immediate(Instruction.ADDI, A0, A0, -2)
                .register(Instruction.OR, A0, A0, 1)
                .call(93));

        assertThat(run.status()).isZero();
    }

    @Test
    void theFirstTouchOfAStackPageMayHappenInACall() { // VM-CHECKLIST 27
        Code code = new Code().li(T0, 300_000).register(Instruction.SUB, S1, SP, T0);
        code.li(A0, 0).move(A1, S1).li(A2, 5).call(READ).li(A3, 5).branch(Instruction.BNE, A0, A3, "bad");
        code.li(A0, 1).move(A1, S1).li(A2, 5).call(WRITE).exit(0).label("bad").exit(1);
        GuestRun run = new GuestRun(GuestRun.SMALL, "hello").run(ElfImage.program(code));

        assertThat(run.status()).isZero();
        assertThat(run.stdout()).isEqualTo("hello");
    }

    @Test
    void theGuardBelowTheStackIsNoBuffer() { // VM-CHECKLIST 27
        long least = LIMIT - 4096 - (8 << 20);

        assertThat(result(READ, 0, least - 3, 5)).isEqualTo(EFAULT);
        assertThat(result(READ, 0, least, 5)).isEqualTo(5);
        assertThat(result(WRITE, 1, least - 1, 5)).isEqualTo(EFAULT);
    }

    @Test
    void aCallGivesUpTheReservation() { // VM-CHECKLIST 56
        Code code = new Code()
                .li(S1, DATA)
                .li(T0, 7)
                .register(Instruction.LR_D, A1, S1, 0)
                .register(Instruction.SC_D, A2, S1, T0);
        code.register(Instruction.LR_D, A1, S1, 0).call(GETPID).register(Instruction.SC_D, A3, S1, T0);
        code.register(Instruction.SLL, A3, A3, T0)
                .register(Instruction.OR, A0, A2, A3)
                .call(93);

        assertThat(GuestRun.of(code).status())
                .as("the first stores, the second does not")
                .isEqualTo(128);
    }

    @Test
    void codeThatAReadBringsInIsExecuted() { // VM-CHECKLIST 55
        Code body = new Code().li(A0, 1).immediate(Instruction.JALR, 0, 1, 0);
        ElfImage image = new ElfImage();
        Code code =
                new Code().li(S1, DATA).immediate(Instruction.JALR, 1, S1, 0).call(READ, 0, DATA, 4);
        code.immediate(Instruction.JALR, 1, S1, 0).exitWith(A0);
        image.load(Elf.PF_R | Elf.PF_X, TEXT, code.bytes(), code.size());
        image.load(Elf.PF_R | Elf.PF_W | Elf.PF_X, DATA, body.bytes(), 4096);
        String input = new String(new Code().li(A0, 4).bytes(), StandardCharsets.ISO_8859_1);
        assertThat(input.getBytes(StandardCharsets.UTF_8)).hasSize(4);
        GuestRun run = new GuestRun(GuestRun.SMALL, input).run(image.file());

        assertThat(run.status()).isEqualTo(4);
    }
}
