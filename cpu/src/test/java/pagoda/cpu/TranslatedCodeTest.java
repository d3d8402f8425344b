package pagoda.cpu;

import static pagoda.cpu.Words.word;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.isa.Registers;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** Loops that are translated leave the same as when they are interpreted: registers, memory, traps and counters. */
final class TranslatedCodeTest {
    private static final int T0 = Registers.T0;
    private static final int T1 = T0 + 1;
    private static final int T2 = T0 + 2;
    private static final int A0 = Registers.A0;
    private static final int A1 = A0 + 1;
    private static final int A2 = A0 + 2;

    private static int jump(int distance) {
        return word(Instruction.JAL, 0, distance);
    }

    @Test
    void aLoadAcrossPagesIsNotTakenFromThePageBehindAlone() {
        new EnginePair()
                .on(rig -> {
                    rig.code(
                            word(Instruction.LB, T0, 0, A0),
                            word(Instruction.LD, T1, -4, A0),
                            word(Instruction.LB, T0, 8, A0),
                            word(Instruction.ADD, T2, T2, T1),
                            jump(-16));
                    rig.map(Rig.DATA + 4096, 1, Tables.URW).map(Rig.DATA, 1, Tables.URW);
                    rig.poke(Rig.DATA + 4096 - 8, 0x1122_3344_5566_7788L);
                    rig.poke(Rig.DATA + 4096, 0x99aa_bbcc_ddee_ff00L);
                    rig.set(A0, Rig.DATA + 4096);
                })
                .run(50, 1000, 7, 500);
    }

    @Test
    void anAccessAcrossPagesIsNotTakenFromTheFrameBehindTheFirst() {
        new EnginePair()
                .on(rig -> {
                    rig.code(
                            word(Instruction.LD, T0, -16, A0),
                            word(Instruction.BNE, T0, 0, 4), // so that each of the loads is checked by itself
                            word(Instruction.LD, T1, -4, A0),
                            word(Instruction.SD, T1, -16, A0),
                            word(Instruction.BNE, T0, 0, 4),
                            word(Instruction.SD, T0, -4, A0),
                            jump(-24));
                    rig.map(Rig.DATA + 4096, 1, Tables.URW).map(Rig.DATA, 1, Tables.URW);
                    rig.poke(Rig.DATA + 4096 - 16, 0x1122_3344_5566_7788L);
                    rig.poke(Rig.DATA + 4096 - 4, 0x99aa_bbcc_ddee_ff00L);
                    rig.set(A0, Rig.DATA + 4096);
                })
                .run(50, 1000, 7, 500);
    }

    @Test
    void aStoreAcrossPagesIsNotMadeToThePageBeforeAlone() {
        new EnginePair()
                .on(rig -> {
                    rig.code(
                            word(Instruction.SB, T0, 0, A0),
                            word(Instruction.ADDI, T0, T0, 3),
                            word(Instruction.SD, T0, -4, A0),
                            word(Instruction.SD, T0, -16, A0),
                            word(Instruction.SD, T0, 16, A0),
                            jump(-20));
                    rig.map(Rig.DATA + 4096, 1, Tables.URW).map(Rig.DATA, 1, Tables.URW);
                    rig.set(A0, Rig.DATA + 4096);
                })
                .run(50, 1000, 7, 500);
    }

    /** Each of the registers is a sign-extended word at first; what is computed of all its bits must have them. */
    @Test
    void aWordThatBecomesLongerIsComputedWithAllItsBits() {
        new EnginePair()
                .on(rig -> rig.code(
                        word(Instruction.ADDIW, T0, T0, 1),
                        word(Instruction.ADDIW, T1, T1, -7),
                        word(Instruction.OR, T2, T0, T1),
                        word(Instruction.SLLI, T0, T0, 33),
                        word(Instruction.XOR, A0, T0, T1),
                        word(Instruction.OR, A1, T1, T0),
                        word(Instruction.ORI, A2, T0, 5),
                        word(Instruction.AND, T0, T0, T2),
                        jump(-32)))
                .run(50, 1000, 7, 500);
    }

    @Test
    void aPageWhoseShortCutAnotherTookMissesOnceItIsEvicted() {
        long apart = 256 * 4096; // these share a place among the short cuts
        new EnginePair(TlbConfiguration.parse("2x2"))
                .on(rig -> {
                    rig.code(
                            word(Instruction.LD, T0, 0, A0), // twice, so that it keeps its page
                            word(Instruction.XORI, T2, T2, 1),
                            word(Instruction.BNE, T2, 0, -8),
                            word(Instruction.LD, T1, 0, A1),
                            word(Instruction.LD, T1, 0, A2),
                            jump(-20));
                    rig.map(Rig.DATA, 1, Tables.URW)
                            .map(Rig.DATA + apart, 1, Tables.URW)
                            .map(Rig.DATA + 2 * apart, 1, Tables.URW);
                    rig.set(A0, Rig.DATA).set(A1, Rig.DATA + apart).set(A2, Rig.DATA + 2 * apart);
                })
                .run(50, 1000, 7, 500);
    }

    @ParameterizedTest
    @EnumSource(names = {"LB", "LBU", "LH", "LHU", "LW", "LWU", "LD", "FLW"})
    void aLoadThatMissesIsExtendedAsOneThatHits(Instruction load) {
        new EnginePair(TlbConfiguration.parse("1x1"))
                .on(rig -> {
                    rig.code(
                            word(load, T0, 0, A0),
                            word(Instruction.LD, T1, 0, A1), // takes the only place in the TLB
                            word(Instruction.ADD, T2, T2, T0),
                            word(Instruction.FMV_X_D, A2, T0), // of the register of that number that FLW writes
                            jump(-16));
                    rig.map(Rig.DATA, 2, Tables.URW);
                    rig.poke(Rig.DATA, 0x8182_8384_8586_8788L);
                    rig.set(A0, Rig.DATA).set(A1, Rig.DATA + 4096);
                })
                .run(50, 1000, 7, 501);
    }

    @Test
    void noStoreIsLostWhenTheArrayOfTheHostGrows() {
        int pages = 600;
        new EnginePair(TlbConfiguration.DEFAULT, Rig.FRAMES + pages)
                .on(rig -> {
                    rig.code(
                            word(Instruction.LD, T0, 0, A0), // counts in memory
                            word(Instruction.ADDI, T0, T0, 1),
                            word(Instruction.SD, T0, 0, A0),
                            word(Instruction.SD, T0, 0, A1), // to a frame that nothing has touched yet
                            word(Instruction.ADD, A1, A1, A2),
                            jump(-20));
                    rig.map(Rig.DATA, 1, Tables.URW);
                    for (int page = 0; page < pages; page++) {
                        long frame = PhysicalMemory.address(Rig.FRAMES + page);
                        rig.tables.map(Rig.DATA + (page + 1) * 4096L, frame, Tables.URW);
                    }
                    rig.set(A0, Rig.DATA).set(A1, Rig.DATA + 4096).set(A2, 4096);
                })
                .run(50, 1000, 7, 2000, 500);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLoopWithoutBranchesIsExecutedHoweverLongItIs() {
        int[] words = new int[150];
        Arrays.fill(words, word(Instruction.ADDI, T0, T0, 1));
        words[149] = jump(-4 * 149);
        new EnginePair().on(rig -> rig.code(words)).run(500, 10_000, 7, 1000);
    }

    /** Each branch as the end of a loop, with what tells signed numbers from unsigned. */
    @ParameterizedTest
    @EnumSource(names = {"BEQ", "BNE", "BLT", "BGE", "BLTU", "BGEU"})
    void aLoopEndsWhereTheBranchThatClosesItIsNotTaken(Instruction branch) {
        int back = -16;
        new EnginePair()
                .on(rig -> rig.code(
                                word(Instruction.ADDI, T0, T0, 1),
                                word(Instruction.SLTI, T1, T0, 200), // 1 in all rounds but the last, which has 0
                                word(Instruction.SUB, T2, 0, T1), // -1, 0
                                word(Instruction.XORI, A0, T1, 1), // 0, 1
                                switch (branch) {
                                    case BEQ -> word(branch, A0, 0, back);
                                    case BNE -> word(branch, T1, 0, back);
                                    case BLT -> word(branch, T2, 0, back);
                                    case BGE -> word(branch, T1, A1, back);
                                    case BLTU -> word(branch, 0, T2, back);
                                    default -> word(branch, T2, A1, back);
                                },
                                word(Instruction.ECALL))
                        .set(A1, 1))
                .run(50, 100, 7, 2000);
    }

    @Test
    void aStoreToCodeOfTheLoopTakesEffectAtOnce() {
        int add = word(Instruction.ADDI, A1, A1, 1);
        int subtract = word(Instruction.ADDI, A1, A1, -1);
        new EnginePair()
                .on(rig -> rig.map(Rig.CODE, 1, Tables.URWX)
                        .put(
                                Rig.CODE,
                                word(Instruction.XOR, T0, T0, T1),
                                word(Instruction.SW, T0, 8, A0),
                                add,
                                word(Instruction.ADDI, A2, A2, 1),
                                jump(-16))
                        .set(A0, Rig.CODE)
                        .set(T0, add)
                        .set(T1, add ^ subtract))
                .run(200, 1000, 3, 77);
    }

    @Test
    void aStoreBesideTheLoopInItsPageChangesNothing() {
        new EnginePair()
                .on(rig -> rig.map(Rig.CODE, 1, Tables.URWX)
                        .put(
                                Rig.CODE,
                                word(Instruction.SD, T0, 1024, A0),
                                word(Instruction.ADDI, T0, T0, 1),
                                word(Instruction.LD, T1, 1024, A0),
                                jump(-12))
                        .set(A0, Rig.CODE))
                .run(200, 1000);
    }

    @Test
    void aPageThatWasTakenFromTheTlbInTheMiddleMissesAgain() {
        // Two entries: the access to the third page drops the first page, which is then accessed by the same base.
        new EnginePair(TlbConfiguration.parse("2x2"))
                .on(rig -> {
                    rig.code(
                            word(Instruction.LD, T0, 0, A0),
                            word(Instruction.LD, T1, 0, A1),
                            word(Instruction.SD, T0, 0, A2),
                            word(Instruction.LD, T1, 8, A0),
                            word(Instruction.SD, T0, 8, A2),
                            word(Instruction.LD, T1, 8, A1),
                            jump(-24));
                    rig.map(Rig.DATA, 3, Tables.URW);
                    rig.set(A0, Rig.DATA).set(A1, Rig.DATA + 4096).set(A2, Rig.DATA + 8192);
                })
                .run(100, 1000, 1, 2, 3);
    }

    @Test
    void aLoopOverTwoPagesFetchesAgainWhatWasFenced() {
        new EnginePair()
                .on(rig -> {
                    rig.map(Rig.CODE, 2, Tables.UX);
                    rig.put(Rig.CODE + 4096 - 8, word(Instruction.ADDI, T0, T0, 1), word(Instruction.ADDI, T1, T1, 1));
                    rig.put(Rig.CODE + 4096, word(Instruction.ADDI, T2, T2, 1), jump(-12));
                    rig.hart.setPc(Rig.CODE + 4096 - 8);
                })
                .run(400)
                .on(rig -> rig.mmu.fencePage(Rig.CODE + 4096))
                .run(1, 51)
                .on(rig -> rig.mmu.fencePage(Rig.CODE + 4096))
                .run(52)
                .on(rig -> rig.mmu.fencePage(Rig.CODE))
                .run(50, 2)
                .on(rig -> rig.mmu.fence())
                .run(1000);
    }

    @Test
    void codeThatTheSupervisorChangesIsExecutedAsItIs() {
        new EnginePair()
                .on(rig -> rig.code(word(Instruction.ADDI, T0, T0, 1), word(Instruction.ADDI, T1, T1, 1), jump(-8)))
                .run(500)
                .on(rig -> rig.put(Rig.CODE, word(Instruction.ADDI, T0, T0, 2)))
                .run(500)
                .on(rig -> rig.tables.map(Rig.CODE, rig.tables.frame(), Tables.UX))
                .run(10)
                .on(rig -> {
                    rig.put(Rig.CODE, word(Instruction.ADDI, T2, T2, 5), jump(-4));
                    rig.mmu.fencePage(Rig.CODE);
                })
                .run(500);
    }

    @Test
    void dynamicRoundingIsThatOfFrm() {
        int divide = word(Instruction.FDIV_D, 0, 1, 2, 7);
        new EnginePair()
                .on(rig -> {
                    rig.code(divide, word(Instruction.FMV_X_D, T0, 0), word(Instruction.ADDI, T1, T1, 1), jump(-12));
                    long[] registers = new long[Hart.REGISTERS];
                    registers[33] = Double.doubleToRawLongBits(1);
                    registers[34] = Double.doubleToRawLongBits(3);
                    rig.hart.loadRegisters(registers);
                })
                .run(200)
                .on(rig -> rig.hart.writeCsr(2, 3))
                .run(200, 5)
                .on(rig -> rig.hart.writeCsr(2, 6))
                .run(5);
    }

    @Test
    void returnsGoBackToEachCaller() {
        new EnginePair()
                .on(rig -> rig.code(
                        word(Instruction.JAL, 1, 20), // call f
                        word(Instruction.ADDI, T0, T0, 1),
                        word(Instruction.JAL, 1, 12), // call f
                        word(Instruction.ADDI, T1, T1, 1),
                        jump(-16),
                        word(Instruction.ADDI, T2, T2, 1), // f
                        word(Instruction.JALR, 0, 0, 1)))
                .run(300, 1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 55, 59, 200})
    void manyCallsOfManyFunctionsAreNotTooMuchForOneMethod(int calls) {
        new EnginePair()
                .on(rig -> {
                    rig.map(Rig.CODE, 2, Tables.UX);
                    for (int i = 0; i < calls; i++) {
                        rig.put(Rig.CODE + 4L * i, word(Instruction.JAL, 1, 4096)); // call f
                        rig.put(Rig.CODE + 4096 + 4L * i, word(Instruction.JALR, 0, 0, 1)); // f: ret
                    }
                    rig.put(Rig.CODE + 4L * calls, jump(-4 * calls));
                })
                .run(1000, 20_000, 3);
    }

    @Test
    void codeInTheSamePlaceOfAnotherPageIsNotTakenForTheRegions() {
        new EnginePair()
                .on(rig -> {
                    rig.map(Rig.CODE, 2, Tables.UX);
                    rig.put(Rig.CODE, word(Instruction.JAL, 1, 4096 + 64), jump(-4)); // call f, again and again
                    rig.put(
                            Rig.CODE + 4096 + 64,
                            word(Instruction.ADDI, T1, 0, 3), // f
                            word(Instruction.ADDI, T0, T0, 1),
                            word(Instruction.ADDI, T1, T1, -1),
                            word(Instruction.BNE, T1, 0, -8),
                            word(Instruction.JALR, 0, 0, 1));
                    rig.put(
                            Rig.CODE + 64,
                            word(Instruction.ADDI, T2, T2, 1),
                            word(Instruction.ADDI, T2, T2, 2),
                            jump(-4));
                })
                .run(2000)
                .on(rig -> rig.hart.setPc(Rig.CODE + 64))
                .run(500);
    }

    @Test
    void aFaultInTheMiddleOfALoopIsPrecise() {
        new EnginePair()
                .on(rig -> {
                    rig.code(
                            word(Instruction.ADDI, T0, T0, 1),
                            word(Instruction.SD, T0, 0, A0),
                            word(Instruction.ADDI, A0, A0, 1000),
                            jump(-12));
                    rig.map(Rig.DATA, 8, Tables.URW);
                    rig.set(A0, Rig.DATA);
                })
                .run(1000)
                .on(rig -> rig.set(A0, Rig.DATA))
                .run(1000, 10);
    }
}
