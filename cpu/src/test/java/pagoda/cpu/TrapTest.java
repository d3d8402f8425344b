package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Tables;

/** Traps are precise: cause, epc and tval are the manual's, and the instruction that trapped has done nothing. */
final class TrapTest {
    private static final int NOP = word(Instruction.ADDI, 0, 0, 0);

    @Test
    void theCausesHaveTheManualsNumbers() {
        long[] numbers = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 15, Long.MIN_VALUE + 5};
        assertThat(Cause.values()).hasSize(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(Cause.values()[i].scause()).isEqualTo(numbers[i]);
        }
    }

    @Test
    void anEnvironmentCallStopsAtItselfAndDoesNotRetire() {
        Rig rig = new Rig().code(NOP, word(Instruction.ECALL), NOP);
        rig.assertTraps(Cause.ECALL, Rig.CODE + 4, 0);
        assertThat(rig.hart.retired()).isEqualTo(1);
        rig.assertTraps(Cause.ECALL, Rig.CODE + 4, 0);
        assertThat(rig.hart.retired()).isEqualTo(1);
        rig.hart.setPc(Rig.CODE + 8);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.retired()).isEqualTo(2);
    }

    @Test
    void aBreakpointTellsItsAddress() {
        new Rig().code(NOP, word(Instruction.EBREAK)).assertTraps(Cause.BREAKPOINT, Rig.CODE + 4, Rig.CODE + 4);
    }

    @Test
    void fetchingWhatIsNotExecutableFaultsAtThePc() {
        Rig rig = new Rig().data();
        rig.hart.setPc(Rig.DATA + 8);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, Rig.DATA + 8, Rig.DATA + 8);
        rig.hart.setPc(0);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, 0, 0);
        rig.hart.setPc(0x0100_0000_0001_0000L);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, 0x0100_0000_0001_0000L, 0x0100_0000_0001_0000L);
        rig.tables.map(Rig.CODE, 0x1000, Tables.UX);
        rig.hart.setPc(Rig.CODE);
        rig.assertTraps(Cause.INSTRUCTION_ACCESS_FAULT, Rig.CODE, Rig.CODE);
        assertThat(rig.hart.retired()).isZero();
    }

    @Test
    void runningOffTheEndOfAPageFaultsAtTheNext() {
        Rig rig = new Rig().code(NOP);
        rig.put(Rig.CODE + 4092, NOP);
        rig.hart.setPc(Rig.CODE + 4092);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, Rig.CODE + 4096, Rig.CODE + 4096);
        assertThat(rig.hart.retired()).isEqualTo(1);
    }

    @Test
    void codeRunsToTheVeryEndOfRam() {
        Rig rig = new Rig();
        rig.mmu.setSatp(0);
        long end = PhysicalMemory.BASE + rig.memory.size();
        rig.memory.putInt(end - 4, NOP);
        rig.hart.setPc(end - 4);
        rig.assertTraps(Cause.INSTRUCTION_ACCESS_FAULT, end, end);
        assertThat(rig.hart.retired()).isEqualTo(1);
    }

    @Test
    void codeRunsToTheEndOfTheAddressSpaceAndAroundIt() {
        Rig rig = new Rig()
                .map(-4096, 1, Tables.UX)
                .map(0, 1, Tables.UX)
                .put(-4, NOP)
                .put(0, word(Instruction.ECALL));
        rig.hart.setPc(-4);
        rig.assertTraps(Cause.ECALL, 0, 0);
    }

    @Test
    void oneFaultingAccessIsOneTrapWithItsAddress() {
        Rig rig = new Rig()
                .code(
                        word(Instruction.LD, 10, 0, 5),
                        word(Instruction.SD, 10, 0, 5),
                        word(Instruction.AMOADD_D, 10, 5, 5));
        rig.set(5, 0x3_0008).set(10, 77);
        rig.assertTraps(Cause.LOAD_PAGE_FAULT, Rig.CODE, 0x3_0008);
        rig.hart.setPc(Rig.CODE + 4);
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE + 4, 0x3_0008);
        rig.hart.setPc(Rig.CODE + 8);
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE + 8, 0x3_0008);
        rig.tables.map(0x3_0000, 0x1000, Tables.URW);
        rig.hart.setPc(Rig.CODE);
        rig.assertTraps(Cause.LOAD_ACCESS_FAULT, Rig.CODE, 0x3_0008);
        rig.hart.setPc(Rig.CODE + 4);
        rig.assertTraps(Cause.STORE_ACCESS_FAULT, Rig.CODE + 4, 0x3_0008);
        assertThat(rig.hart.register(10)).isEqualTo(77);
        assertThat(rig.hart.retired()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1, 3, 6, 7})
    void aJumpDropsTheLowestBitOfItsTarget(long offset) {
        Rig rig = new Rig().code(word(Instruction.JALR, 1, 0, 5)).set(5, Rig.CODE + offset);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.pc()).isEqualTo(Rig.CODE + (offset & -2));
        assertThat(rig.hart.register(1)).isEqualTo(Rig.CODE + 4);
    }

    @Test
    void theProgramCounterIsAlwaysEven() {
        Rig rig = new Rig().code(NOP);
        rig.hart.setPc(Rig.CODE + 1);
        rig.run(1);
        assertThat(rig.hart.pc()).isEqualTo(Rig.CODE + 4);
    }

    @Test
    void aJumpToAPageThatIsNotThereLinksAndFaultsAtTheTarget() {
        Rig rig = new Rig().code(word(Instruction.JALR, 1, 0, 5)).set(5, 0x5_0000);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, 0x5_0000, 0x5_0000);
        assertThat(rig.hart.register(1)).isEqualTo(Rig.CODE + 4);
    }

    @Test
    void jalrReadsItsBaseBeforeItLinks() {
        Rig rig = new Rig()
                .code(word(Instruction.JALR, 5, 4, 5), NOP, word(Instruction.EBREAK))
                .set(5, Rig.CODE + 5);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 8, Rig.CODE + 8);
        assertThat(rig.hart.register(5)).isEqualTo(Rig.CODE + 4);
    }

    @Test
    void x0StaysZeroWhateverWritesIt() {
        Rig rig = new Rig().data().set(5, Rig.DATA).set(6, -1);
        rig.poke(Rig.DATA, -1);
        rig.code(
                word(Instruction.ADDI, 0, 6, 5),
                word(Instruction.LUI, 0, 0xfffff),
                word(Instruction.AUIPC, 0, 1),
                word(Instruction.LD, 0, 0, 5),
                word(Instruction.MUL, 0, 6, 6),
                word(Instruction.AMOSWAP_D, 0, 6, 5),
                word(Instruction.CSRRS, 0, Csr.CYCLE.number(), 0),
                word(Instruction.JAL, 0, 4),
                word(Instruction.ADD, 7, 0, 0),
                word(Instruction.EBREAK));
        rig.set(7, 1);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 36, Rig.CODE + 36);
        assertThat(rig.hart.register(0)).isZero();
        assertThat(rig.hart.register(7)).isZero();
        rig.set(0, 5);
        assertThat(rig.hart.register(0)).isZero();
        long[] registers = new long[Hart.REGISTERS];
        registers[0] = 9;
        registers[31] = 31;
        rig.hart.loadRegisters(registers);
        assertThat(rig.hart.register(0)).isZero();
        assertThat(rig.hart.register(31)).isEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aWordThatIsNotInTheTableTrapsWithItselfAndChangesNothing(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int illegal = 0;
        while (illegal < 2000) {
            int word = random.nextInt();
            if (random.nextInt(4) != 0) { // near instructions that exist
                Instruction[] table = Instruction.values();
                word = table[random.nextInt(table.length)].match() ^ 1 << random.nextInt(32);
            }
            if (Instruction.decode(word) != null) {
                continue;
            }
            illegal++;
            Rig rig = new Rig().code(word);
            for (int register = 1; register < 32; register++) {
                rig.set(register, random.nextLong());
            }
            String before = rig.state();
            Trap trap = rig.run(5);
            assertThat(Rig.describe(trap))
                    .as("word %08x", word)
                    .isEqualTo(String.format(Locale.ROOT, "ILLEGAL_INSTRUCTION epc=10000 tval=%x", bits(word)));
            assertThat(rig.state().replaceAll(" cycles.*", ""))
                    .as("word %08x", word)
                    .isEqualTo(before.replaceAll(" cycles.*", ""));
        }
    }

    /** The bits of the instruction: 16, unless the lowest two are both set. */
    private static long bits(int word) {
        return (word & 3) == 3 ? word & 0xffff_ffffL : word & 0xffff;
    }

    @ParameterizedTest
    @EnumSource(
            names = {"FFLAGS", "FRM", "FCSR"},
            mode = EnumSource.Mode.EXCLUDE)
    void userModeReadsOnlyTheCountersAndWritesNone(Csr csr) {
        boolean readable = csr == Csr.CYCLE || csr == Csr.TIME || csr == Csr.INSTRET;
        int number = csr.number();
        assertCsr(readable, word(Instruction.CSRRS, 10, number, 0));
        assertCsr(readable, word(Instruction.CSRRC, 10, number, 0));
        assertCsr(readable, word(Instruction.CSRRSI, 10, number, 0));
        assertCsr(readable, word(Instruction.CSRRCI, 10, number, 0));
        assertCsr(false, word(Instruction.CSRRW, 0, number, 0));
        assertCsr(false, word(Instruction.CSRRWI, 10, number, 0));
        assertCsr(false, word(Instruction.CSRRS, 10, number, 7));
        assertCsr(false, word(Instruction.CSRRC, 10, number, 7));
        assertCsr(false, word(Instruction.CSRRSI, 10, number, 1));
        assertCsr(false, word(Instruction.CSRRCI, 10, number, 31));
    }

    @Test
    void aCsrWithoutANameIsIllegal() {
        for (int number = 0; number < 4096; number++) {
            if (Csr.numbered(number) == null) {
                assertCsr(false, word(Instruction.CSRRS, 10, number, 0));
            }
        }
    }

    private static void assertCsr(boolean legal, int word) {
        Rig rig = new Rig().code(word).set(10, -7).set(7, 0);
        Trap trap = rig.run(1);
        if (legal) {
            assertThat(trap.cause()).isEqualTo(Cause.TIMER);
            assertThat(rig.hart.register(10)).isNotEqualTo(-7);
        } else {
            assertThat(Rig.describe(trap))
                    .isEqualTo(
                            String.format(Locale.ROOT, "ILLEGAL_INSTRUCTION epc=10000 tval=%x", word & 0xffff_ffffL));
            assertThat(rig.hart.register(10)).isEqualTo(-7);
        }
    }
}
