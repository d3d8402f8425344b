package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.isa.Registers.A0;
import static pagoda.cpu.isa.Registers.A1;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.T0;
import static pagoda.cpu.isa.Registers.ZERO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.Elf;
import pagoda.kernel.abi.SignalCode;
import pagoda.kernel.mm.FaultReason;
import pagoda.kernel.report.CrashReport;
import pagoda.kernel.report.WalkStep;

/** What is reported of each way to die. */
final class CrashTest {
    private static final long TEXT = ElfImage.TEXT;
    private static final long DATA = ElfImage.DATA;

    @Test
    void aNullLoad() {
        GuestRun run = GuestRun.of(new Code().immediate(Instruction.LD, A0, ZERO, 0));

        CrashReport report =
                expect(run, 139, Cause.LOAD_PAGE_FAULT, 0, TEXT, FaultReason.NOT_MAPPED, SignalCode.SEGV_MAPERR);
        assertThat(report.pid()).isEqualTo(2);
        assertThat(report.name()).isEqualTo("test");
        assertThat(report.region()).isNotNull();
        assertThat(report.region().start()).isEqualTo(TEXT);
        assertThat(report.walk()).extracting(WalkStep::level).containsExactly(2, 1, 0);
        assertThat(report.walk()).extracting(WalkStep::index).containsExactly(0L, 0L, 0L);
        assertThat(report.walk().get(2).entry()).isZero();
    }

    @Test
    void aStoreToText() {
        GuestRun run = GuestRun.of(new Code().li(A0, TEXT).store(Instruction.SD, A0, A0, 8));

        CrashReport report = expect(
                run, 139, Cause.STORE_PAGE_FAULT, TEXT + 8, TEXT + 4, FaultReason.READ_ONLY, SignalCode.SEGV_ACCERR);
        assertThat(report.region()).hasToString("0x10000–0x11000 r-x dir/test");
        assertThat(report.walk()).hasSize(3);
        assertThat(report.walk().get(2).index()).isEqualTo(0x10);
        assertThat(report.walk().get(2).entry() & 0xff).as("DAGUXWRV").isEqualTo(0b0101_1011);
    }

    @Test
    void aJumpToData() {
        GuestRun run = GuestRun.of(new Code().li(A0, DATA).immediate(Instruction.JALR, RA, A0, 0));

        CrashReport report =
                expect(run, 139, Cause.INSTRUCTION_PAGE_FAULT, DATA, DATA, FaultReason.NO_EXEC, SignalCode.SEGV_ACCERR);
        assertThat(report.region()).isNotNull();
        assertThat(report.region().protection()).hasToString("rw-");
    }

    @Test
    void aLoadFromAPageThatOnlyExecutes() {
        Code code =
                new Code().li(A0, DATA).immediate(Instruction.JALR, RA, A0, 0).immediate(Instruction.LD, A0, A0, 0);
        ElfImage image = new ElfImage().load(Elf.PF_R | Elf.PF_X, TEXT, code.bytes(), code.size());
        byte[] body = new Code().immediate(Instruction.JALR, ZERO, RA, 0).bytes();
        GuestRun run = GuestRun.of(image.load(Elf.PF_X, DATA, body, 4).file());

        CrashReport report =
                expect(run, 139, Cause.LOAD_PAGE_FAULT, DATA, TEXT + 8, FaultReason.NO_READ, SignalCode.SEGV_ACCERR);
        assertThat(report.walk().get(2).entry() & 0xff).as("DAGUXWRV").isEqualTo(0b0101_1001);
    }

    @Test
    void aStackOverflow() {
        GuestRun run = new GuestRun(GuestRun.SMALL.withRam(16 << 20).withMaxSteps(2_000_000), "")
                .run(ElfImage.program(new Code()
                        .label("again")
                        .immediate(Instruction.ADDI, SP, SP, -16)
                        .store(Instruction.SD, RA, SP, 0)
                        .jump(ZERO, "again")));

        long least = (1L << 38) - 4096 - (8 << 20);
        CrashReport report = expect(
                run,
                139,
                Cause.STORE_PAGE_FAULT,
                least - 16,
                TEXT + 4,
                FaultReason.STACK_GUARD,
                SignalCode.SEGV_MAPERR);
        assertThat(report.region()).isNotNull();
        assertThat(report.region().name()).isEqualTo("[stack guard]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x1050_0073, 0x3020_0073, 0x1000_2573, 0x1200_0073})
    void anIllegalWord(int word) {
        GuestRun run = GuestRun.of(new Code().plain(Instruction.FENCE_I).word(word));

        expect(run, 132, Cause.ILLEGAL_INSTRUCTION, word & 0xffff_ffffL, TEXT + 4, null, SignalCode.ILL_ILLOPC);
    }

    @Test
    void anEbreak() {
        GuestRun run = GuestRun.of(new Code().plain(Instruction.EBREAK));

        expect(run, 133, Cause.BREAKPOINT, TEXT, TEXT, null, SignalCode.TRAP_BRKPT);
    }

    @Test
    void aMisalignedAtomic() {
        GuestRun amo = GuestRun.of(new Code().li(A0, DATA + 4).register(Instruction.AMOADD_D, A1, A0, T0));
        expect(amo, 135, Cause.STORE_MISALIGNED, DATA + 4, TEXT + 8, null, SignalCode.BUS_ADRALN);

        GuestRun lr = GuestRun.of(new Code().li(A0, DATA + 2).register(Instruction.LR_W, A1, A0, 0));
        expect(lr, 135, Cause.LOAD_MISALIGNED, DATA + 2, TEXT + 8, null, SignalCode.BUS_ADRALN);
    }

    @Test
    void anAddressOfTheKernelsHalf() {
        GuestRun run = GuestRun.of(new Code().li(A0, -8).immediate(Instruction.LD, A1, A0, 0));

        expect(run, 139, Cause.LOAD_PAGE_FAULT, -8, TEXT + 4, FaultReason.KERNEL_PAGE, SignalCode.SEGV_MAPERR);
        assertThat(run.crash().region()).as("nothing of the program is near").isNull();
        assertThat(run.crash().walk()).hasSize(1);
    }

    @Test
    void anAddressThatIsNotCanonical() {
        GuestRun above = GuestRun.of(new Code().li(A0, 1L << 50).store(Instruction.SB, A1, A0, 0));
        expect(
                above,
                139,
                Cause.STORE_PAGE_FAULT,
                1L << 50,
                above.crash().pc(),
                FaultReason.NOT_MAPPED,
                SignalCode.SEGV_MAPERR);
        assertThat(above.crash().walk()).isEmpty();
        assertThat(above.crash().region()).isNull();

        GuestRun below = GuestRun.of(new Code().li(A0, Long.MIN_VALUE).store(Instruction.SB, A1, A0, 0));
        expect(
                below,
                139,
                Cause.STORE_PAGE_FAULT,
                Long.MIN_VALUE,
                below.crash().pc(),
                FaultReason.NOT_MAPPED,
                SignalCode.SEGV_MAPERR);
        assertThat(below.crash().region()).isNull();
    }

    @Test
    void aJumpToNowhere() {
        GuestRun run = GuestRun.of(new Code().immediate(Instruction.JALR, RA, ZERO, 0));

        expect(run, 139, Cause.INSTRUCTION_PAGE_FAULT, 0, 0, FaultReason.NOT_MAPPED, SignalCode.SEGV_MAPERR);
    }

    @Test
    void runningOffTheEndOfTheText() {
        Code code = new Code();
        while (code.size() < 4096) {
            code.li(A0, 1);
        }
        GuestRun run = GuestRun.of(code);

        expect(
                run,
                139,
                Cause.INSTRUCTION_PAGE_FAULT,
                TEXT + 4096,
                TEXT + 4096,
                FaultReason.NOT_MAPPED,
                SignalCode.SEGV_MAPERR);
    }

    @Test
    void aStoreAcrossIntoAPageThatIsNotThereChangesNothing() { // VM-CHECKLIST 53
        long end = DATA + 4096 + ElfImage.BSS;
        GuestRun run = GuestRun.of(new Code().li(A0, end - 4).li(A1, -1).store(Instruction.SD, A1, A0, 0));

        expect(run, 139, Cause.STORE_PAGE_FAULT, end, run.crash().pc(), FaultReason.NOT_MAPPED, SignalCode.SEGV_MAPERR);
    }

    @Test
    void memoryThatRunsOutKills() {
        Code modest = new Code().call(214, 0).move(T0, A0).li(A1, 30 << 12).register(Instruction.ADD, A0, A0, A1);
        modest.call(214).label("again").store(Instruction.SD, A0, T0, 0).li(A1, 4096);
        modest.register(Instruction.ADD, T0, T0, A1).jump(ZERO, "again");
        GuestRun out = new GuestRun(GuestRun.SMALL.withRam(128 << 10), "");
        out.run(ElfImage.program(modest));
        assertThat(out.status()).isEqualTo(137);
        assertThat(out.crash().reason()).isEqualTo(FaultReason.OUT_OF_MEMORY);
        assertThat(out.crash().signal()).isEqualTo(SignalCode.SI_KERNEL);
        assertThat(out.crash().region()).isNotNull();
    }

    @Test
    void memoryThatRunsOutInASystemCallKillsAndIsReported() {
        Code code = new Code()
                .call(214, 0)
                .move(T0, A0)
                .li(A1, 30 << 12)
                .register(Instruction.ADD, A0, A0, A1)
                .call(214);
        code.li(A0, 0)
                .move(A1, T0)
                .li(pagoda.cpu.isa.Registers.A2, 30 << 12)
                .call(63)
                .exit(0);
        GuestRun run = new GuestRun(GuestRun.SMALL.withRam(128 << 10), "x".repeat(200_000));
        run.run(ElfImage.program(code));

        assertThat(run.status()).isEqualTo(137);
        assertThat(run.crash().cause()).isEqualTo(Cause.ECALL);
        assertThat(run.crash().reason()).isEqualTo(FaultReason.OUT_OF_MEMORY);
    }

    private static CrashReport expect(
            GuestRun run,
            int status,
            Cause cause,
            long address,
            long pc,
            @org.jspecify.annotations.Nullable FaultReason reason,
            SignalCode signal) {
        CrashReport report = run.crash();
        assertThat(run.status()).isEqualTo(status);
        assertThat(report.cause()).isEqualTo(cause);
        assertThat(report.address()).as("%x", report.address()).isEqualTo(address);
        assertThat(report.pc()).as("%x", report.pc()).isEqualTo(pc);
        assertThat(report.reason()).isEqualTo(reason);
        assertThat(report.signal()).isEqualTo(signal);
        return report;
    }
}
