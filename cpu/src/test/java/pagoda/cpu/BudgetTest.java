package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.mmu.TlbListener;

/** A run takes exactly its budget, and slicing time changes nothing that a program or a counter shows. */
final class BudgetTest {
    private static final int NOP = word(Instruction.ADDI, 0, 0, 0);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1022, 1023, 1024, 1025, 2048, 2999})
    void aBudgetIsUsedUpExactly(int budget) {
        int[] words = new int[3072];
        java.util.Arrays.fill(words, word(Instruction.ADDI, 10, 10, 1));
        Rig rig = new Rig().code(words);
        Trap trap = rig.run(budget);
        assertThat(Rig.describe(trap))
                .isEqualTo(String.format(Locale.ROOT, "TIMER epc=%x tval=0", Rig.CODE + 4L * budget));
        assertThat(rig.hart.register(10)).isEqualTo(budget);
        assertThat(rig.hart.retired()).isEqualTo(budget);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(budget);
        assertThat(rig.hart.pc()).isEqualTo(Rig.CODE + 4L * budget);
    }

    @Test
    void theTimerComesBeforeTheNextInstructionIsEvenFetched() {
        Rig rig = new Rig().code(NOP);
        rig.put(Rig.CODE + 4092, NOP).hart.setPc(Rig.CODE + 4092);
        assertThat(Rig.describe(rig.run(1))).isEqualTo("TIMER epc=11000 tval=0");
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(1);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.INSTRUCTION_PAGE_FAULT);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(2);
    }

    @Test
    void aTrapOnTheLastInstructionOfTheBudgetIsThatTrap() {
        Rig rig = new Rig().code(NOP, word(Instruction.ECALL));
        assertThat(rig.run(2).cause()).isEqualTo(Cause.ECALL);
        rig.hart.setPc(Rig.CODE);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.ECALL);
    }

    /** Loops over pages of data and code: misses, page crossings, dirty marking, amo, counters. */
    private static Rig busy(String tlb) {
        Rig rig = new Rig(TlbConfiguration.parse(tlb))
                .map(Rig.DATA, 12, Tables.URW)
                .map(Rig.CODE, 2, Tables.UX);
        rig.put(
                Rig.CODE + 4076,
                word(Instruction.LD, 10, 0, 5),
                word(Instruction.ADD, 11, 11, 10),
                word(Instruction.SD, 11, -3, 5),
                word(Instruction.AMOADD_W, 12, 11, 5),
                word(Instruction.CSRRS, 13, Csr.INSTRET.number(), 0),
                word(Instruction.CSRRS, 14, Csr.CYCLE.number(), 0), // first of the second page
                word(Instruction.ADD, 15, 15, 14),
                word(Instruction.XOR, 15, 15, 13),
                word(Instruction.ADD, 5, 5, 6),
                word(Instruction.BLTU, 5, 7, -36),
                word(Instruction.ADDI, 5, 8, 0),
                word(Instruction.JAL, 1, -44));
        rig.set(5, Rig.DATA + 4096).set(6, 4096).set(7, Rig.DATA + 11 * 4096).set(8, Rig.DATA + 4096);
        rig.hart.setPc(Rig.CODE + 4076);
        return rig;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"64x64", "4x4", "4x4,lru", "8x2,lru", "4x4,plru", "1x1", "4x1", "8x8,random", "off", "64x64,lru"
            })
    void slicesOfAnySizeGiveTheSameStateAndCountersAsOneLongRun(String tlb) {
        int total = 5000;
        Rig whole = busy(tlb);
        assertThat(Rig.describe(whole.run(total))).startsWith("TIMER");
        for (int slice : new int[] {1, 2, 7, 97}) {
            Rig sliced = busy(tlb);
            int left = total;
            while (left > 0) {
                assertThat(sliced.run(Math.min(slice, left)).cause()).isEqualTo(Cause.TIMER);
                left -= slice;
            }
            assertThat(sliced.state()).as("slices of %d", slice).isEqualTo(whole.state());
            assertThat(sliced.ram()).as("slices of %d", slice).isEqualTo(whole.ram());
        }
    }

    @Test
    void withoutATlbEveryFetchWalks() {
        Rig rig = new Rig(TlbConfiguration.OFF).code(NOP, NOP, NOP, NOP, word(Instruction.ECALL));
        rig.assertTraps(Cause.ECALL, Rig.CODE + 16, 0);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(5);
        assertThat(rig.mmu.instructionTlb().misses()).isEqualTo(5);
        assertThat(rig.mmu.walkReferences()).isEqualTo(15);
        assertThat(rig.hart.retired()).isEqualTo(4);
    }

    @Test
    void instretCountsWhatRetiredBeforeIt() {
        Rig rig = new Rig()
                .code(
                        word(Instruction.CSRRS, 10, Csr.INSTRET.number(), 0),
                        NOP,
                        word(Instruction.CSRRS, 11, Csr.INSTRET.number(), 0),
                        word(Instruction.ECALL));
        rig.assertTraps(Cause.ECALL, Rig.CODE + 12, 0);
        assertThat(rig.hart.register(10)).isZero();
        assertThat(rig.hart.register(11)).isEqualTo(2);
        assertThat(rig.hart.retired()).isEqualTo(3);
    }

    @Test
    void cyclesAreInstructionsAndReferencesAndStallsByTheirCosts() {
        Rig rig = new Rig()
                .data()
                .set(5, Rig.DATA)
                .code(
                        word(Instruction.CSRRS, 10, Csr.CYCLE.number(), 0),
                        word(Instruction.LD, 11, 0, 5),
                        word(Instruction.CSRRS, 12, Csr.TIME.number(), 0),
                        word(Instruction.CSRRS, 13, Csr.CYCLE.number(), 0));
        rig.hart.stall(10_000);
        rig.run(4);
        assertThat(rig.hart.register(10)).isEqualTo(10_000 + 300);
        assertThat(rig.hart.register(12)).isEqualTo(10_000 + 600 + 2);
        assertThat(rig.hart.register(13)).isEqualTo(10_000 + 600 + 3);
        assertThat(rig.hart.cycles()).isEqualTo(10_000 + 600 + 4);
    }

    @Test
    void aListenerOfTheTlbSeesTheTimeOfTheInstructionThatMissed() {
        List<String> told = new ArrayList<>();
        Rig rig = new Rig().data().set(5, Rig.DATA).code(NOP, NOP, word(Instruction.SD, 5, 0, 5), NOP);
        rig.map(Rig.CODE + 4096, 1, Tables.UX).put(Rig.CODE + 4096, word(Instruction.AMOADD_W, 6, 5, 7));
        rig.put(Rig.CODE + 16, word(Instruction.JAL, 0, 4096 - 16)).set(7, Rig.DATA - 4096);
        rig.mmu.listen(new TlbListener() {
            @Override
            public void miss(boolean fetch, long address) {
                told.add(String.format(
                        Locale.ROOT,
                        "%s %x at %d, %d ns",
                        fetch ? "fetch" : "data",
                        address,
                        rig.hart.retired(),
                        rig.hart.cycles()));
            }

            @Override
            public void evicted(boolean fetch, long address) {}

            @Override
            public void flushed(String what) {}
        });
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE + 4096, Rig.DATA - 4096);
        assertThat(told)
                .containsExactly(
                        "fetch 10000 at 0, 0 ns",
                        "data 20000 at 2, 302 ns",
                        "fetch 11000 at 5, 605 ns",
                        "data 1f000 at 5, 905 ns");
        assertThat(rig.hart.retired()).isEqualTo(5);
    }
}
