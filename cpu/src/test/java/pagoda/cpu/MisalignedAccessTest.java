package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Tables;
import pagoda.cpu.mmu.TlbConfiguration;

/** Loads and stores work at every address, and across pages do all or nothing (row 53 of the classical mistakes). */
final class MisalignedAccessTest {
    private static final long SECOND = Rig.DATA + 4096;
    private static final long PATTERN = 0xf1e2_d3c4_b5a6_9788L;

    @ParameterizedTest
    @EnumSource(
            value = Instruction.class,
            names = {"LB", "LH", "LW", "LD", "LBU", "LHU", "LWU"})
    void aLoadGivesTheBytesThatLieThere(Instruction load) {
        Rig rig = new Rig().code(word(load, 10, -3, 5)).map(Rig.DATA, 2, Tables.URW);
        for (int i = -16; i < 16; i += 8) {
            rig.poke(SECOND + i, PATTERN * (i + 17));
        }
        for (int pass = 0; pass < 2; pass++) { // the second time by the short cut
            for (long address = SECOND - 16; address <= SECOND + 8; address++) {
                rig.set(5, address + 3).hart.setPc(Rig.CODE);
                assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
                assertThat(rig.hart.register(10))
                        .as("%s at %x", load, address)
                        .isEqualTo(extend(load, rig.peek(address)));
            }
        }
    }

    private static long extend(Instruction load, long value) {
        return switch (load) {
            case LB -> (byte) value;
            case LH -> (short) value;
            case LW -> (int) value;
            case LBU -> value & 0xff;
            case LHU -> value & 0xffff;
            case LWU -> value & 0xffff_ffffL;
            default -> value;
        };
    }

    private static int size(Instruction store) {
        return 1 << store.ordinal() - Instruction.SB.ordinal();
    }

    @ParameterizedTest
    @EnumSource(
            value = Instruction.class,
            names = {"SB", "SH", "SW", "SD"})
    void aStoreChangesItsBytesAndNoOther(Instruction store) {
        Rig rig = new Rig()
                .code(word(store, 10, 5, 5))
                .map(Rig.DATA, 2, Tables.URW)
                .set(10, PATTERN);
        int size = size(store);
        for (int pass = 0; pass < 2; pass++) {
            for (long address = SECOND - 9; address <= SECOND + 1; address++) {
                for (int i = -16; i < 16; i += 8) {
                    rig.poke(SECOND + i, -1);
                }
                rig.set(5, address - 5).hart.setPc(Rig.CODE);
                assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
                for (int i = -16; i < 16; i++) {
                    long at = SECOND + i - address;
                    int expected = at >= 0 && at < size ? (int) (PATTERN >>> 8 * at) & 0xff : 0xff;
                    assertThat(rig.memory.getByte(rig.physical(SECOND + i)) & 0xff)
                            .as("%s at %x, byte %d", store, address, i)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Tables.URW & ~Pte.U, Tables.UR & ~Pte.R | Pte.X})
    void aLoadWhoseSecondPageFaultsTellsThatPageAndLeavesNoTrace(long flags) {
        for (int inFirst = 1; inFirst < 8; inFirst++) {
            Rig rig = new Rig().code(word(Instruction.LD, 10, 0, 5)).data().set(10, 42);
            rig.tables.map(SECOND, rig.tables.frame(), flags);
            rig.set(5, SECOND - inFirst);
            rig.assertTraps(Cause.LOAD_PAGE_FAULT, Rig.CODE, SECOND);
            assertThat(rig.hart.register(10)).isEqualTo(42);
            assertThat(rig.tables.get(Rig.DATA, 0) & (Pte.A | Pte.D)).isZero(); // row 48
            assertThat(rig.tables.get(SECOND, 0) & (Pte.A | Pte.D)).isZero();
            assertThat(rig.mmu.dataTlb().accesses()).isEqualTo(2);
            assertThat(rig.mmu.dataTlb().misses()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Tables.URW & ~Pte.U, Tables.UR})
    void aStoreWhoseSecondPageFaultsTellsThatPageAndLeavesNoTrace(long flags) {
        for (boolean warm : new boolean[] {false, true}) {
            for (int inFirst = 1; inFirst < 8; inFirst++) {
                Rig rig = new Rig()
                        .code(word(Instruction.SD, 10, 0, 5), word(Instruction.LD, 11, -64, 5))
                        .data()
                        .set(10, PATTERN);
                rig.tables.map(SECOND, rig.tables.frame(), flags);
                rig.set(5, SECOND - inFirst);
                if (warm) {
                    rig.hart.setPc(Rig.CODE + 4);
                    assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
                    rig.hart.setPc(Rig.CODE);
                }
                rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE, SECOND);
                assertThat(rig.peek(SECOND - 8)).isZero();
                assertThat(rig.tables.get(Rig.DATA, 0) & (Pte.A | Pte.D)).isEqualTo(warm ? Pte.A : 0); // row 48
                assertThat(rig.mmu.dataTlb().accesses()).isEqualTo(warm ? 3 : 2);
                rig.tables.map(SECOND, rig.tables.frame(), Tables.URW);
                rig.mmu.fencePage(SECOND);
                assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
                assertThat(rig.peek(SECOND - inFirst)).isEqualTo(PATTERN);
                assertThat(rig.tables.get(Rig.DATA, 0) & (Pte.A | Pte.D)).isEqualTo(Pte.A | Pte.D);
                assertThat(rig.tables.get(SECOND, 0) & (Pte.A | Pte.D)).isEqualTo(Pte.A | Pte.D);
            }
        }
    }

    @Test
    void whenBothPagesFaultTheFirstIsTold() {
        Rig rig = new Rig()
                .code(word(Instruction.SW, 10, 0, 5), word(Instruction.LW, 10, 0, 5))
                .set(5, SECOND - 2);
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE, SECOND - 2);
        rig.hart.setPc(Rig.CODE + 4);
        rig.assertTraps(Cause.LOAD_PAGE_FAULT, Rig.CODE + 4, SECOND - 2);
        assertThat(rig.mmu.dataTlb().accesses()).isEqualTo(2);
    }

    @Test
    void aSecondPageOutsideRamIsAnAccessFault() {
        Rig rig = new Rig()
                .code(word(Instruction.SW, 10, 0, 5))
                .data()
                .set(5, SECOND - 2)
                .set(10, -1);
        rig.tables.map(SECOND, 0x1000, Tables.URW);
        rig.assertTraps(Cause.STORE_ACCESS_FAULT, Rig.CODE, SECOND);
        assertThat(rig.peek(SECOND - 8)).isZero();
    }

    @Test
    void anAccessAcrossTheEndOfTheLowerHalfFaultsInTheHole() {
        long end = 1L << 38;
        Rig rig = new Rig()
                .code(word(Instruction.LD, 10, 0, 5))
                .map(end - 4096, 1, Tables.URW)
                .set(5, end - 1);
        rig.assertTraps(Cause.LOAD_PAGE_FAULT, Rig.CODE, end);
    }

    @Test
    void anAccessAcrossTheEndOfAllAddressesGoesOnAtZero() {
        Rig rig = new Rig()
                .code(word(Instruction.LD, 10, 0, 5))
                .map(-4096, 1, Tables.URW)
                .map(0, 1, Tables.URW);
        rig.poke(-8, 0x8877_6655_4433_2211L);
        rig.poke(0, 0x11_0099);
        rig.set(5, -2);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.register(10)).isEqualTo(0x11_0099_8877L);
    }

    @Test
    void acrossTheEndOfRamIsAnAccessFaultInBareMode() {
        Rig rig = new Rig();
        rig.mmu.setSatp(0);
        long base = pagoda.cpu.memory.PhysicalMemory.BASE;
        long end = base + rig.memory.size();
        rig.memory.putInt(base, word(Instruction.SD, 10, 0, 5));
        rig.hart.setPc(base);
        rig.set(5, end - 3).set(10, -1);
        rig.assertTraps(Cause.STORE_ACCESS_FAULT, base, end);
        assertThat(rig.memory.getLong(end - 8)).isZero();
    }

    @Test
    void acrossPagesWorksWithOneTlbEntryAndWithNone() {
        for (String tlb : new String[] {"1x1", "off"}) {
            Rig rig = new Rig(TlbConfiguration.parse(tlb))
                    .code(word(Instruction.SD, 10, 0, 5), word(Instruction.LD, 11, 0, 5))
                    .map(Rig.DATA, 2, Tables.URW)
                    .set(5, SECOND - 3)
                    .set(10, PATTERN);
            assertThat(rig.run(2).cause()).isEqualTo(Cause.TIMER);
            assertThat(rig.hart.register(11)).isEqualTo(PATTERN);
            assertThat(rig.mmu.dataTlb().accesses()).isEqualTo(4);
            assertThat(rig.mmu.dataTlb().misses()).isEqualTo(4);
        }
    }
}
