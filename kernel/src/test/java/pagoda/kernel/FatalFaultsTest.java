package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;
import static pagoda.kernel.Calls.BUFFER;
import static pagoda.kernel.Calls.PAGE;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.mm.FaultReason;

/** A fault that cannot be solved ends in its signal, the first time. */
final class FatalFaultsTest {
    private static final long LIMIT = 1L << 38;
    private static final long STACK_BOTTOM = LIMIT - PAGE - (8L << 20);
    private static final long NAME = ElfImage.DATA;
    private static final long MAPPED = 0x100000;
    private static final long PROT_EXEC = 4;
    private static final long MAP_NORESERVE = 0x4000;

    private static Code load(Code code, long address) {
        return code.li(T0, address).immediate(Instruction.LD, A1, T0, 0);
    }

    private static Code store(Code code, long address) {
        return code.li(T0, address).store(Instruction.SD, ZERO, T0, 0);
    }

    private static Code jump(Code code, long address) {
        return code.li(T0, address).immediate(Instruction.JALR, RA, T0, 0);
    }

    /** A file of so many bytes, mapped as four pages. */
    private static Code file(Code code, long size) {
        return code.call(Calls.OPENAT, Calls.AT_FDCWD, NAME, Calls.O_CREAT | Calls.O_RDWR, 0600)
                .call(Calls.FTRUNCATE, 3, size)
                .call(Calls.MMAP, MAPPED, 4 * PAGE, Calls.READ_WRITE, Calls.MAP_SHARED | Calls.MAP_FIXED, 3, 0);
    }

    private static Code program(String what) {
        Code code = new Code();
        switch (what) {
            case "store to page 0" -> store(code, 8);
            case "load where nothing is" -> load(code, MAPPED);
            case "jump where nothing is" -> jump(code, MAPPED);
            case "load from the hole" -> load(code, 1L << 50);
            case "load from the hole's upper end" -> load(code, Long.MIN_VALUE);
            case "load from the kernel" -> load(code, -8);
            case "store to code" -> store(code, ElfImage.TEXT);
            case "jump to data" -> jump(code, ElfImage.DATA);
            case "load from code that cannot be read" ->
                load(code.call(Calls.MPROTECT, BUFFER, PAGE, PROT_EXEC), BUFFER);
            case "store below the stack" -> store(code, STACK_BOTTOM - 8);
            case "load behind a file" -> load(file(code, PAGE), MAPPED + PAGE);
            case "store behind a file" -> store(file(code, 1), MAPPED + 3 * PAGE);
            case "load behind a file's new end" ->
                load(load(file(code, 2 * PAGE), MAPPED + PAGE).call(Calls.FTRUNCATE, 3, PAGE), MAPPED + PAGE);
            case "store to more pages than there are" ->
                code.call(Calls.MMAP, MAPPED, 4L << 20, Calls.READ_WRITE, Calls.ANONYMOUS_FIXED | MAP_NORESERVE, -1, 0)
                        .li(T0, MAPPED)
                        .li(A1, PAGE)
                        .label("more")
                        .store(Instruction.SD, T0, T0, 0)
                        .register(Instruction.ADD, T0, T0, A1)
                        .jump(ZERO, "more");
            default -> throw new IllegalArgumentException(what);
        }
        return code.exit(3);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "store to page 0, NOT_MAPPED, SEGV_MAPERR",
        "load where nothing is, NOT_MAPPED, SEGV_MAPERR",
        "jump where nothing is, NOT_MAPPED, SEGV_MAPERR",
        "load from the hole, NOT_MAPPED, SEGV_MAPERR",
        "load from the hole's upper end, NOT_MAPPED, SEGV_MAPERR",
        "load from the kernel, KERNEL_PAGE, SEGV_MAPERR",
        "store to code, READ_ONLY, SEGV_ACCERR",
        "jump to data, NO_EXEC, SEGV_ACCERR",
        "load from code that cannot be read, NO_READ, SEGV_ACCERR",
        "store below the stack, STACK_GUARD, SEGV_MAPERR",
        "load behind a file, BEYOND_FILE, BUS_ADRERR",
        "store behind a file, BEYOND_FILE, BUS_ADRERR",
        "load behind a file's new end, BEYOND_FILE, BUS_ADRERR",
        "store to more pages than there are, OUT_OF_MEMORY, SI_KERNEL",
    })
    void itEndsInASignal(String what, FaultReason reason, SignalCode signal) { // VM-CHECKLIST 18, 25, 42
        GuestRun run = new GuestRun(GuestRun.SMALL.withMaxSteps(20_000), "")
                .run(ElfImage.program(program(what), Code.longs('f')));

        assertThat(run.status()).isEqualTo(128 + signal.signal().number());
        assertThat(run.crash().reason()).isEqualTo(reason);
        assertThat(run.crash().signal()).isEqualTo(signal);
    }

    @ParameterizedTest(name = "{0} bytes below the stack''s begin: status {1}")
    @CsvSource({"200000, 0", "300000, 139"})
    void theStackGrowsAsFarAsItsLimitAllows(long below, int status) { // VM-CHECKLIST 27
        Code code = new Code()
                .call(Calls.SETRLIMIT, 3, ElfImage.DATA)
                .li(T0, below)
                .register(Instruction.SUB, T0, SP, T0)
                .store(Instruction.SD, ZERO, T0, 0)
                .exit(0);

        GuestRun run = GuestRun.of(code, Code.longs(256 << 10, 256 << 10));

        assertThat(run.status()).isEqualTo(status);
    }

    /** The kernel's own touch of a page that cannot be had is as fatal as the program's. */
    @Test
    void aCallThatCannotHaveItsPageKills() { // VM-CHECKLIST 25
        Code code = new Code()
                .call(Calls.MMAP, MAPPED, 4L << 20, Calls.READ_WRITE, Calls.ANONYMOUS_FIXED | MAP_NORESERVE, -1, 0)
                .call(278, MAPPED, 4L << 20, 0)
                .exit(3);

        GuestRun run = GuestRun.of(code);

        assertThat(run.status()).isEqualTo(128 + 9);
        assertThat(run.crash().reason()).isEqualTo(FaultReason.OUT_OF_MEMORY);
        assertThat(run.crash().cause()).isEqualTo(Cause.ECALL);
    }
}
