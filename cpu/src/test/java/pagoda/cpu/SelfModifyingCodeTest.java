package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.memory.PhysicalMemory;
import pagoda.cpu.mmu.Tables;

/** Fetch is coherent: what changes a frame's bytes changes the next instruction (row 55 of the classical mistakes). */
final class SelfModifyingCodeTest {
    private static final int NOP = word(Instruction.ADDI, 0, 0, 0);
    private static final int OLD = word(Instruction.ADDI, 10, 0, 1);
    private static final int NEW = word(Instruction.ADDI, 10, 0, 2);
    private static final int STOP = word(Instruction.EBREAK);

    /** Code pages that may be written too. */
    private static Rig writable(int pages) {
        return new Rig().map(Rig.CODE, pages, Tables.URWX);
    }

    @Test
    void aStoreToTheNextInstructionTakesEffectAtOnce() {
        Rig rig = writable(1)
                .put(Rig.CODE, word(Instruction.SW, 6, 4, 5), OLD, STOP)
                .set(5, Rig.CODE)
                .set(6, NEW);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 8, Rig.CODE + 8);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @Test
    void aStoreToAnInstructionThatAlreadyRanTakesEffectOnTheNextRound() {
        Rig rig = writable(1)
                .put(
                        Rig.CODE,
                        OLD,
                        word(Instruction.ADD, 11, 11, 10),
                        word(Instruction.SW, 6, 0, 5),
                        word(Instruction.ADDI, 12, 12, 1),
                        word(Instruction.BLT, 12, 13, -16),
                        STOP)
                .set(5, Rig.CODE)
                .set(6, NEW)
                .set(13, 3);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 20, Rig.CODE + 20);
        assertThat(rig.hart.register(11)).isEqualTo(1 + 2 + 2);
    }

    @Test
    void everyStoreToAPageOfCodeTakesEffect() {
        Rig rig = writable(1).put(Rig.CODE, OLD, word(Instruction.SW, 6, 0, 5), word(Instruction.JAL, 0, -8));
        rig.set(5, Rig.CODE);
        for (int round = 1; round < 6; round++) {
            rig.set(6, word(Instruction.ADDI, 10, 0, round + 1)).run(3);
            assertThat(rig.hart.register(10)).isEqualTo(round);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aStoreOfOneByteTakesEffect(int at) {
        int replaced = OLD ^ (OLD ^ NEW) & 0xff << 8 * at;
        Rig rig = writable(1)
                .put(Rig.CODE, word(Instruction.SB, 6, 8 + at, 5), NOP, OLD, STOP)
                .set(5, Rig.CODE)
                .set(6, NEW >>> 8 * at);
        rig.run(2);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(replaced == NEW ? 2 : 1);
    }

    @Test
    void aStoreAfterManyQuickStoresToThatPageIsSeenOnceThePageHoldsCode() {
        Rig rig = writable(2).set(5, Rig.CODE + 4096).set(6, OLD).set(7, NEW);
        rig.put(
                Rig.CODE,
                word(Instruction.SW, 6, 0, 5), // fills the short cut
                word(Instruction.SW, 6, 0, 5),
                word(Instruction.JALR, 1, 0, 5),
                word(Instruction.ADDI, 11, 10, 0),
                word(Instruction.SW, 7, 0, 5),
                word(Instruction.JALR, 1, 0, 5),
                STOP);
        rig.put(Rig.CODE + 4100, word(Instruction.JALR, 0, 0, 1));
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 24, Rig.CODE + 24);
        assertThat(rig.hart.register(11)).isEqualTo(1);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @Test
    void aStoreThroughAnotherAddressOfTheFrameTakesEffect() {
        Rig rig = new Rig()
                .code(OLD, word(Instruction.SW, 6, 0, 5), word(Instruction.JAL, 0, -8))
                .set(6, NEW);
        rig.tables.map(Rig.DATA, rig.physical(Rig.CODE), Tables.URW);
        rig.set(5, Rig.DATA).run(4);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aStoreAcrossAPageOntoCodeTakesEffectOnBoth(int inFirst) {
        Rig rig = writable(2).map(Rig.DATA, 1, Tables.UX);
        long second = Rig.CODE + 4096;
        rig.put(second - 8, OLD, NOP, OLD, word(Instruction.JALR, 0, 0, 1));
        rig.put(Rig.DATA, word(Instruction.SD, 6, 0, 5), word(Instruction.JALR, 1, 0, 7), STOP);
        rig.set(7, second - 8).set(5, second - inFirst);
        rig.hart.setPc(Rig.DATA + 4);
        rig.assertTraps(Cause.BREAKPOINT, Rig.DATA + 8, Rig.DATA + 8); // all is decoded now
        rig.set(6, 0).hart.setPc(Rig.DATA);
        rig.run(1);
        rig.hart.setPc(second - 4);
        int word = rig.memory.getInt(rig.physical(second - 4));
        assertDoes(rig, second - 4, word, NOP);
        rig.hart.setPc(second);
        word = rig.memory.getInt(rig.physical(second));
        assertThat(word).isNotEqualTo(OLD);
        assertDoes(rig, second, word, NOP);
    }

    /** What the hart does next is what its word means now, be it the harmless one, an instruction of another length, or none. */
    private static void assertDoes(Rig rig, long pc, int word, int harmless) {
        Trap trap = rig.run(1);
        if (word == harmless) {
            assertThat(rig.hart.pc()).isEqualTo(pc + 4);
        } else if (Instruction.decode(word) == null || Instruction.decode(word) == Instruction.C_UNIMP) {
            long bits = (word & 3) == 3 ? word & 0xffff_ffffL : word & 0xffff;
            assertThat(Rig.describe(trap))
                    .isEqualTo(String.format(Locale.ROOT, "ILLEGAL_INSTRUCTION epc=%x tval=%x", pc, bits));
        } else {
            assertThat(trap.cause()).isNotEqualTo(Cause.ILLEGAL_INSTRUCTION);
        }
    }

    @Test
    void anAtomicOperationAndAStoreConditionalOnCodeTakeEffect() {
        Rig rig = writable(1)
                .put(
                        Rig.CODE,
                        word(Instruction.AMOSWAP_W, 0, 6, 5),
                        OLD,
                        word(Instruction.ADDI, 11, 10, 0),
                        word(Instruction.LR_W, 12, 7),
                        word(Instruction.SC_W, 13, 6, 7),
                        OLD,
                        STOP)
                .set(5, Rig.CODE + 4)
                .set(6, NEW)
                .set(7, Rig.CODE + 20);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 24, Rig.CODE + 24);
        assertThat(rig.hart.register(11)).isEqualTo(2);
        assertThat(rig.hart.register(13)).isZero();
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    /** Everything that a kernel does to a frame between two runs. */
    @ParameterizedTest
    @ValueSource(strings = {"putByte", "putShort", "putInt", "putLong", "write", "zero", "copyFrame", "changed"})
    void whatTheKernelWritesTakesEffectAtTheNextRun(String door) {
        Rig rig = new Rig().code(OLD, OLD, word(Instruction.JAL, 0, -8));
        rig.run(30);
        long code = rig.physical(Rig.CODE);
        rig.set(10, 0).hart.setPc(Rig.CODE);
        int expected = 2;
        switch (door) {
            case "putByte" -> rig.memory.putByte(code + 2, (byte) (NEW >>> 16));
            case "putShort" -> rig.memory.putShort(code + 2, (short) (NEW >>> 16));
            case "putInt" -> rig.memory.putInt(code, NEW);
            case "putLong" -> rig.memory.putLong(code, NEW);
            case "write" -> rig.memory.write(code + 1, new byte[] {(byte) (NEW >>> 8), (byte) (NEW >>> 16)}, 0, 2);
            case "zero" -> {
                rig.memory.zero(code, 4096);
                expected = 0;
            }
            case "copyFrame" -> {
                long other = rig.tables.frame();
                rig.memory.putInt(other, NEW);
                rig.memory.copyFrame(other, code);
            }
            case "changed" -> {
                byte[] ram = rig.memory.array();
                ram[(int) (code - PhysicalMemory.BASE) + 2] = (byte) (NEW >>> 16);
                rig.memory.changed(code + 2, 1);
            }
            default -> throw new IllegalArgumentException(door);
        }
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(expected);
    }

    @Test
    void aFrameThatIsUsedAgainShowsItsNewCode() {
        Rig rig = new Rig().code(OLD, STOP);
        rig.run(2);
        byte[] page = new byte[4096];
        page[0] = (byte) NEW;
        page[1] = (byte) (NEW >>> 8);
        page[2] = (byte) (NEW >>> 16);
        page[3] = (byte) (NEW >>> 24);
        rig.memory.write(rig.physical(Rig.CODE), page, 0, 4096);
        rig.hart.setPc(Rig.CODE);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @Test
    void anotherFrameAtTheSameAddressShowsItsCodeAfterTheFence() { // the stale entry serves the old frame until then
        Rig rig = new Rig().code(OLD, STOP);
        rig.run(2);
        rig.tables.map(Rig.CODE, rig.tables.frame(), Tables.UX);
        rig.put(Rig.CODE, NEW, STOP).hart.setPc(Rig.CODE);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(1);
        rig.hart.setPc(Rig.CODE);
        rig.mmu.fencePage(Rig.CODE);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @Test
    void fenceIForgetsDecodedCodeAndGoesOn() {
        Rig rig = new Rig().code(OLD, word(Instruction.FENCE_I), NEW, STOP);
        rig.assertTraps(Cause.BREAKPOINT, Rig.CODE + 12, Rig.CODE + 12);
        byte[] ram = rig.memory.array();
        int at = (int) (rig.physical(Rig.CODE) - PhysicalMemory.BASE) + 8;
        ram[at + 2] = (byte) (OLD >>> 16); // behind everybody's back
        rig.hart.setPc(Rig.CODE);
        rig.run(3);
        assertThat(rig.hart.register(10)).isEqualTo(1);
        ram[at + 2] = (byte) (NEW >>> 16);
        rig.hart.fenceI();
        rig.hart.setPc(Rig.CODE + 8);
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(2);
    }

    @Test
    void theWalkersMarksInAFrameThatIsAlsoCodeAreSeen() {
        Rig rig = new Rig().map(Rig.DATA, 1, Tables.URWX).set(5, Rig.DATA);
        long table = rig.tables.entry(Rig.DATA, 0) & -4096;
        long index = (rig.tables.entry(Rig.DATA, 0) & 4095) / 4;
        rig.tables.map(0x40_0000, table, Tables.UX);
        rig.hart.setPc(0x40_0000 + 4 * index);
        long before = rig.memory.getInt(table + 4 * index) & 0xffff_ffffL;
        rig.assertTraps(Cause.ILLEGAL_INSTRUCTION, 0x40_0000 + 4 * index, before);
        rig.code(word(Instruction.SD, 0, 0, 5)).hart.setPc(Rig.CODE);
        rig.run(1);
        rig.hart.setPc(0x40_0000 + 4 * index);
        rig.assertTraps(Cause.ILLEGAL_INSTRUCTION, 0x40_0000 + 4 * index, before | 0xc0);
    }
}
