package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;
import pagoda.cpu.mmu.TlbListener;

/**
 * An instruction of 32 bits that begins in a page's last two bytes is fetched from both pages:
 *
 * <pre>
 *   CODE            BOUNDARY - 2   BOUNDARY         BOUNDARY + 2
 *   |  first page        | low half | high half          |  second page
 * </pre>
 */
final class PageCrossingTest {
    private static final long BOUNDARY = Rig.CODE + 4096;
    private static final long START = BOUNDARY - 2;
    private static final int NOP = word(Instruction.C_ADDI, 0, 0);

    private static Rig rig(String tlb, int word) {
        Rig rig = new Rig(TlbConfiguration.parse(tlb)).map(Rig.CODE, 2, Tables.UX);
        put(rig, START, word);
        rig.hart.setPc(START);
        return rig;
    }

    private static void put(Rig rig, long address, int word) {
        putHalf(rig, address, word);
        putHalf(rig, address + 2, word >>> 16);
    }

    private static void putHalf(Rig rig, long address, int half) {
        rig.memory.putShort(rig.physical(address), (short) half);
    }

    private static int addi(int value) {
        return word(Instruction.ADDI, 10, 10, value);
    }

    @Test
    void itTakesOneAccessToEachPage() {
        Rig rig = rig("64x64", addi(5));
        putHalf(rig, BOUNDARY + 2, NOP);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(5);
        assertThat(rig.hart.pc()).isEqualTo(BOUNDARY + 2);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(2);
        assertThat(rig.mmu.instructionTlb().misses()).isEqualTo(2);
        rig.run(1);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(3);
        rig.hart.setPc(START);
        rig.run(2);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(6);
        assertThat(rig.mmu.instructionTlb().misses()).isEqualTo(2);
    }

    @Test
    void theMissOfTheSecondPageComesAfterWhatWasExecutedInTheFirst() {
        Rig rig = rig("64x64", addi(5));
        List<Long> retired = new ArrayList<>();
        for (long address = START - 20; address < START; address += 2) {
            putHalf(rig, address, NOP);
        }
        rig.mmu.listen(new TlbListener() {
            @Override
            public void miss(boolean fetch, long address) {
                retired.add(rig.hart.retired());
            }

            @Override
            public void evicted(boolean fetch, long address) {}

            @Override
            public void flushed(String what) {}
        });
        rig.hart.setPc(START - 20);
        rig.run(11);
        assertThat(retired).containsExactly(0L, 10L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x64", "1x1", "off"})
    void aSecondPageThatIsNotThereFaultsAtItsAddressAndTheInstructionsBeginning(String tlb) {
        Rig rig = new Rig(TlbConfiguration.parse(tlb)).map(Rig.CODE, 1, Tables.UX);
        putHalf(rig, START, addi(5));
        rig.hart.setPc(START);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, START, BOUNDARY);
        assertThat(rig.hart.retired()).isZero();
        assertThat(rig.hart.register(10)).isZero();
        rig.map(BOUNDARY, 1, Tables.UX);
        putHalf(rig, BOUNDARY, addi(5) >>> 16);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(5);
    }

    @Test
    void aShortInstructionAtTheEndOfAPageDoesNotNeedTheNext() {
        Rig rig = new Rig().map(Rig.CODE, 1, Tables.UX);
        putHalf(rig, START, word(Instruction.C_LI, 10, 7));
        rig.hart.setPc(START);
        rig.assertTraps(Cause.INSTRUCTION_PAGE_FAULT, BOUNDARY, BOUNDARY);
        assertThat(rig.hart.register(10)).isEqualTo(7);
    }

    @Test
    void newBytesInEitherPageTakeEffect() {
        Rig rig = rig("64x64", addi(5));
        rig.run(1);
        putHalf(rig, BOUNDARY, addi(100) >>> 16);
        rig.hart.setPc(START);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(105);
        putHalf(rig, START, word(Instruction.ADDI, 11, 10, 100));
        rig.hart.setPc(START);
        rig.run(1);
        assertThat(rig.hart.register(11)).isEqualTo(205);
    }

    @Test
    void anotherSecondPageTakesEffect() {
        Rig rig = rig("64x64", addi(5));
        rig.run(1);
        long other = rig.tables.frame();
        rig.memory.putShort(other, (short) (addi(9) >>> 16));
        rig.tables.map(BOUNDARY, other, Tables.UX);
        rig.mmu.fencePage(BOUNDARY);
        rig.hart.setPc(START);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(14);
    }

    @Test
    void anIllegalOneTrapsWithAllItsBits() {
        rig("64x64", 0xffff_fffb).assertTraps(Cause.ILLEGAL_INSTRUCTION, START, 0xffff_fffbL);
        int reservedRounding = word(Instruction.FADD_S, 0, 0, 0, 5);
        rig("64x64", reservedRounding).assertTraps(Cause.ILLEGAL_INSTRUCTION, START, reservedRounding & 0xffff_ffffL);
    }

    @Test
    void aCallFromThereLinksBehindIt() {
        Rig rig = rig("64x64", word(Instruction.JAL, 1, -0x100));
        rig.run(1);
        assertThat(rig.hart.register(1)).isEqualTo(BOUNDARY + 2);
        assertThat(rig.hart.pc()).isEqualTo(START - 0x100);
    }

    /** A loop whose branch back lies in both pages: each round evicts the first page's entry where there is but one. */
    @ParameterizedTest
    @CsvSource({"1x1, 20", "2x2, 2", "64x64, 2"})
    void aBranchBackFromThereFetchesItsTargetAnew(String tlb, int misses) {
        Rig rig = rig(tlb, word(Instruction.BNE, 10, 0, -2));
        putHalf(rig, START - 2, word(Instruction.C_ADDI, 10, -1));
        rig.set(10, 10).hart.setPc(START - 2);
        rig.run(20);
        assertThat(rig.hart.pc()).isEqualTo(BOUNDARY + 2);
        assertThat(rig.mmu.instructionTlb().accesses()).isEqualTo(30);
        assertThat(rig.mmu.instructionTlb().misses()).isEqualTo(misses);
    }

    /** Random jumps among places at the ends of pages give the same counters in one run as one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"1x1", "2x2", "2x1", "2x2,lru", "4x4,plru", "4x4,random", "64x64"})
    void oneRunCountsAsManySteps(String tlb) {
        for (int seed = 0; seed < 200; seed++) {
            Rig whole = jumping(tlb, seed);
            Rig steps = jumping(tlb, seed);
            whole.run(300);
            for (int i = 0; i < 300; i++) {
                steps.run(1);
            }
            assertThat(whole.hart.retired()).isEqualTo(300);
            assertThat(whole.state()).as("TLB %s, seed %d", tlb, seed).isEqualTo(steps.state());
        }
    }

    /** Four pages of code in which each instruction, of 16 or 32 bits, counts or may jump to another. */
    private static Rig jumping(String tlb, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Rig rig = new Rig(TlbConfiguration.parse(tlb)).map(Rig.CODE, 5, Tables.UX);
        for (int page = 1; page <= 4; page++) {
            long begin = Rig.CODE + page * 4096L - 16;
            long at = begin;
            List<Long> starts = new ArrayList<>();
            while (at < begin + 32) {
                starts.add(at);
                long near = starts.get(random.nextInt(starts.size()));
                long far = Rig.CODE + (1 + random.nextInt(4)) * 4096L - 16;
                int register = 10 + random.nextInt(4);
                int other = 10 + random.nextInt(4);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        putHalf(rig, at, word(Instruction.C_ADDI, register, 1));
                        at += 2;
                    }
                    case 1 -> {
                        put(rig, at, word(Instruction.BGE, register, other, 8));
                        put(rig, at + 4, word(Instruction.JAL, 0, far - at - 4));
                        at += 8;
                    }
                    case 2 -> {
                        put(rig, at, word(Instruction.BLT, register, other, near - at));
                        at += 4;
                    }
                    default -> {
                        put(rig, at, word(Instruction.ADDI, register, register, 1));
                        at += 4;
                    }
                }
            }
            put(rig, at, word(Instruction.JAL, 0, Rig.CODE + (1 + random.nextInt(4)) * 4096L - 16 - at));
        }
        rig.hart.setPc(Rig.CODE + 4096 - 16);
        return rig;
    }
}
