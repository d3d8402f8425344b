package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** The hart allocates nothing while it runs, whatever the program does to it. */
final class AllocationTest {
    private static final int PAGES = 96;
    private static final long INSTRUCTIONS = 10_000_000;

    /** Misses, accesses across pages, atomics, counters, changing code, fences and a trap in each round. */
    private static Rig program(String tlb) {
        Rig rig = new Rig(TlbConfiguration.parse(tlb))
                .map(Rig.CODE, 2, Tables.URWX)
                .map(Rig.DATA, PAGES, Tables.URW)
                .put(
                        Rig.CODE + 4060,
                        word(Instruction.LD, 10, 0, 5),
                        word(Instruction.ADDI, 10, 10, 1),
                        word(Instruction.SD, 10, 0, 5),
                        word(Instruction.SW, 10, -3, 5),
                        word(Instruction.LHU, 11, -1, 5),
                        word(Instruction.AMOADD_D, 12, 10, 5),
                        word(Instruction.LR_W, 12, 5),
                        word(Instruction.SC_W, 13, 12, 5),
                        word(Instruction.CSRRS, 14, Csr.CYCLE.number(), 0),
                        word(Instruction.SW, 8, 0, 9), // the page of this very code
                        word(Instruction.ADD, 5, 5, 6),
                        word(Instruction.BLTU, 5, 7, -44),
                        word(Instruction.FENCE_I),
                        word(Instruction.ECALL));
        return rig.set(6, 4096)
                .set(7, Rig.DATA + PAGES * 4096L)
                .set(8, word(Instruction.CSRRS, 14, Csr.CYCLE.number(), 0))
                .set(9, Rig.CODE + 4060 + 32);
    }

    private static void run(Rig rig, long instructions) {
        long end = rig.hart.retired() + instructions;
        while (rig.hart.retired() < end) {
            rig.set(5, Rig.DATA + 4096).hart.setPc(Rig.CODE + 4060);
            Trap trap = rig.run(5000);
            if (trap.cause() != Cause.ECALL) {
                throw new AssertionError(Rig.describe(trap));
            }
            rig.mmu.fencePage(Rig.DATA);
            rig.set(5, 8).hart.setPc(Rig.CODE + 4060);
            if (rig.run(1).cause() != Cause.LOAD_PAGE_FAULT) {
                throw new AssertionError("no fault");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64", "64x4,lru", "16x16,plru", "8x1,random", "off"})
    void aMachineThatRunsMakesNoGarbage(String tlb) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Rig rig = program(tlb);
        run(rig, 100_000);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(rig, INSTRUCTIONS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes").isLessThan(16 << 10);
        assertThat(rig.mmu.dataTlb().misses()).isGreaterThan(INSTRUCTIONS / 20);
    }
}
