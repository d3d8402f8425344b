package pagoda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static pagoda.cpu.isa.Registers.RA;
import static pagoda.cpu.isa.Registers.SP;
import static pagoda.cpu.isa.Registers.ZERO;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pagoda.cpu.isa.Instruction;
import pagoda.elf.ElfFile;
import pagoda.kernel.fs.FileException;
import pagoda.kernel.fs.FileSystem;
import pagoda.kernel.fs.Inode;
import pagoda.kernel.mm.KernelCosts;

/** Signals and exec when the pages that they need have left RAM, at whatever instruction that happens. */
final class SwappedStackTest {
    private static final int PAGE = 4096;
    private static final int T0 = 5;
    private static final int T1 = 6;
    private static final int S1 = 9;
    private static final long COUNT = ElfImage.DATA + 3 * PAGE;
    private static final KernelOptions SWAP = GuestRun.SMALL.withSwap(SwapOptions.DEFAULT.withSlots(256));

    /** Three signals, whose handler counts them; the status is the count, or 99 if a register is lost. */
    private static ElfFile signals() {
        Code code = new Code().jump(ZERO, "main");
        code.li(T0, COUNT).immediate(Instruction.LD, T1, T0, 0).immediate(Instruction.ADDI, T1, T1, 1);
        code.store(Instruction.SD, T1, T0, 0).li(S1, 0).immediate(Instruction.JALR, ZERO, RA, 0);
        code.label("main").li(S1, 1234).immediate(Instruction.ADDI, SP, SP, -16).store(Instruction.SD, S1, SP, 8);
        code.call(134, 10, ElfImage.DATA, 0, 8);
        for (int i = 0; i < 3; i++) {
            code.call(129, 2, 10);
        }
        code.li(T0, 1234).branch(Instruction.BNE, S1, T0, "lost");
        code.immediate(Instruction.LD, S1, SP, 8).branch(Instruction.BNE, S1, T0, "lost");
        code.li(T0, COUNT).immediate(Instruction.LD, T1, T0, 0).exitWith(T1);
        code.label("lost").exit(99);
        return ElfImage.program(code, Code.longs(ElfImage.TEXT + 4, 0, 0));
    }

    @Test
    void theFrameOfASignalIsPushedOnAStackThatWasSwappedOut() { // VM-CHECKLIST 58, 60
        for (int n = 1; n < 90; n++) {
            GuestRun once = new GuestRun(SWAP.withInjection(new Injection(0, 0, 0, 0, n, 0)), "").run(signals());
            assertThat(once.status()).as("evicted before %d", n).isEqualTo(3);
            GuestRun often = new GuestRun(SWAP.withInjection(new Injection(0, 0, 0, 0, 0, n)), "").run(signals());
            assertThat(often.status()).as("evicted before every %d", n).isEqualTo(3);
        }
    }

    @Test
    void whatExecLeavesBehindGivesItsSlotsBack() throws FileException { // VM-CHECKLIST 32
        Code code = new Code()
                .li(T0, ElfImage.DATA)
                .li(T1, ElfImage.DATA + 4 * PAGE)
                .li(S1, PAGE);
        code.label("fill").store(Instruction.SD, T1, T0, 64).register(Instruction.ADD, T0, T0, S1);
        code.branch(Instruction.BLT, T0, T1, "fill").li(S1, 40);
        code.label("wait").immediate(Instruction.ADDI, S1, S1, -1).branch(Instruction.BNE, S1, ZERO, "wait");
        code.call(221, ElfImage.DATA, 0, 0).exit(9);
        // Until the disk has nothing to do any more, as only then slots can be told from what it names.
        Code waiting = new Code().li(S1, 2000).label("wait").immediate(Instruction.ADDI, S1, S1, -1);
        waiting.branch(Instruction.BNE, S1, ZERO, "wait");
        KernelOptions quick = SWAP.withKernelCosts(new KernelCosts(200, 1000, 500, 1000, 50, 100, 10));
        byte[] next = ElfImage.of(waiting.exit(5).bytes(), new byte[8]).write();
        GuestRun run = new GuestRun(quick.withInjection(new Injection(0, 0, 0, 0, 60, 0)), "");
        FileSystem files = run.kernel().files();
        Inode file = files.root().createFile("next", 0755);
        file.write(files.open(file, 0, "next"), 0, next, next.length);

        assertThatCode(() -> run.run(ElfImage.program(code, "next\0\0\0\0".getBytes(StandardCharsets.US_ASCII))))
                .as("the audit finds no slot left")
                .doesNotThrowAnyException();

        assertThat(run.status()).isEqualTo(5);
        assertThat(run.kernel().statistics().system().get("pswpout")).isNotEqualTo(0L);
    }
}
