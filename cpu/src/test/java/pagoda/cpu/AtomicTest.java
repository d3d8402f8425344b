package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Extension;
import pagoda.cpu.isa.Instruction;
import pagoda.cpu.mmu.Pte;
import pagoda.cpu.mmu.Tables;

/** Extension A: atomic memory operations, and load-reserved with store-conditional (row 56 of the classical mistakes). */
final class AtomicTest {
    private static final long[] VALUES = {
        0,
        1,
        -1,
        42,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0x8000_0000L,
        0x7fff_ffffL,
        0xffff_ffffL,
        -0x8000_0000L,
        0x1234_5678_9abc_def0L
    };

    static EnumSet<Instruction> operations() {
        EnumSet<Instruction> all = EnumSet.noneOf(Instruction.class);
        for (Instruction instruction : Instruction.values()) {
            if (instruction.mnemonic().startsWith("amo")) {
                all.add(instruction);
            }
        }
        assertThat(all).hasSize(18);
        return all;
    }

    private static boolean isWord(Instruction instruction) {
        return instruction.mnemonic().endsWith(".w");
    }

    /** The manual's words, for 64 bits or sign-extended 32. */
    private static long result(String name, long memory, long register) {
        return switch (name) {
            case "amoswap" -> register;
            case "amoadd" -> memory + register;
            case "amoxor" -> memory ^ register;
            case "amoand" -> memory & register;
            case "amoor" -> memory | register;
            case "amomin" -> memory < register ? memory : register;
            case "amomax" -> memory > register ? memory : register;
            case "amominu" -> Long.compareUnsigned(memory, register) < 0 ? memory : register;
            case "amomaxu" -> Long.compareUnsigned(memory, register) > 0 ? memory : register;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anOperationGivesTheOldValueAndStoresTheNew(Instruction amo) {
        String name = amo.mnemonic().substring(0, amo.mnemonic().indexOf('.'));
        for (int order = 0; order < 4; order++) {
            Rig rig = new Rig().data().code(word(amo, 10, 11, 5) | order << 25).set(5, Rig.DATA + 8);
            for (long memory : VALUES) {
                for (long register : VALUES) {
                    rig.poke(Rig.DATA + 8, memory);
                    rig.set(11, register).hart.setPc(Rig.CODE);
                    assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
                    long old = isWord(amo) ? (int) memory : memory;
                    long stored = result(name, old, isWord(amo) ? (int) register : register);
                    long expected = isWord(amo) ? memory >>> 32 << 32 | stored & 0xffff_ffffL : stored;
                    assertThat(rig.hart.register(10))
                            .as("%s %x %x", amo, memory, register)
                            .isEqualTo(old);
                    assertThat(rig.peek(Rig.DATA + 8))
                            .as("%s %x %x", amo, memory, register)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theDestinationMayBeAnySource(Instruction amo) {
        Rig rig = new Rig().data().code(word(amo, 5, 5, 5)).set(5, Rig.DATA);
        rig.poke(Rig.DATA, 5);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.register(5)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void misalignedAtomicsTrapAndChangeNothing(Instruction instruction) {
        if (instruction.extension() != Extension.A) {
            return;
        }
        boolean load = instruction.mnemonic().startsWith("lr");
        int size = isWord(instruction) ? 4 : 8;
        int word = load ? word(instruction, 10, 5) : word(instruction, 10, 11, 5);
        for (int offset = 0; offset < 8; offset++) {
            Rig rig = new Rig()
                    .data()
                    .code(word)
                    .set(5, Rig.DATA + offset)
                    .set(10, 42)
                    .set(11, -1);
            if (offset % size == 0) {
                assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
            } else {
                rig.assertTraps(load ? Cause.LOAD_MISALIGNED : Cause.STORE_MISALIGNED, Rig.CODE, Rig.DATA + offset);
                assertThat(rig.hart.register(10)).isEqualTo(42);
                assertThat(rig.peek(Rig.DATA)).isZero();
                assertThat(rig.hart.retired()).isZero();
            }
        }
    }

    @Test
    void loadReservedNeedsToReadAndTheOthersToWrite() {
        Rig rig = new Rig()
                .map(Rig.DATA, 1, Tables.UR)
                .code(
                        word(Instruction.LR_D, 10, 5),
                        word(Instruction.SC_D, 11, 10, 5),
                        word(Instruction.AMOOR_D, 0, 0, 5))
                .set(5, Rig.DATA);
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE + 4, Rig.DATA);
        assertThat(rig.tables.get(Rig.DATA, 0) & (Pte.A | Pte.D)).isEqualTo(Pte.A);
        rig.hart.setPc(Rig.CODE + 8);
        rig.assertTraps(Cause.STORE_PAGE_FAULT, Rig.CODE + 8, Rig.DATA);
        rig.tables.map(Rig.DATA + 4096, rig.tables.frame(), Tables.UX);
        rig.set(5, Rig.DATA + 4096).hart.setPc(Rig.CODE);
        rig.assertTraps(Cause.LOAD_PAGE_FAULT, Rig.CODE, Rig.DATA + 4096);
    }

    private static Rig pair(Instruction lr, Instruction sc) {
        Rig rig = new Rig()
                .map(Rig.DATA, 2, Tables.URW)
                .code(word(lr, 10, 5), word(sc, 11, 12, 6), word(sc, 13, 12, 6))
                .set(5, Rig.DATA)
                .set(6, Rig.DATA)
                .set(12, 0x1122_3344_5566_7788L);
        rig.poke(Rig.DATA, 0xffff_ffff_8000_0000L);
        return rig;
    }

    @Test
    void aStoreConditionalStoresOnceAfterItsLoadReserved() {
        Rig rig = pair(Instruction.LR_W, Instruction.SC_W);
        assertThat(rig.hart.hasReservation()).isFalse();
        rig.run(1);
        assertThat(rig.hart.register(10)).isEqualTo(-0x8000_0000L);
        assertThat(rig.hart.hasReservation()).isTrue();
        rig.run(1);
        assertThat(rig.hart.register(11)).isZero();
        assertThat(rig.peek(Rig.DATA)).isEqualTo(0xffff_ffff_5566_7788L);
        assertThat(rig.hart.hasReservation()).isFalse();
        rig.run(1);
        assertThat(rig.hart.register(13)).isEqualTo(1);
        Rig wide = pair(Instruction.LR_D, Instruction.SC_D);
        wide.run(2);
        assertThat(wide.hart.register(11)).isZero();
        assertThat(wide.peek(Rig.DATA)).isEqualTo(0x1122_3344_5566_7788L);
    }

    @Test
    void aStoreConditionalToAnotherAddressFailsAndGivesTheReservationUp() {
        Rig rig = pair(Instruction.LR_D, Instruction.SC_D).set(6, Rig.DATA + 4096);
        rig.run(2);
        assertThat(rig.hart.register(11)).isEqualTo(1);
        assertThat(rig.peek(Rig.DATA + 4096)).isZero();
        rig.set(6, Rig.DATA).run(1);
        assertThat(rig.hart.register(13)).isEqualTo(1);
        assertThat(rig.peek(Rig.DATA)).isEqualTo(0xffff_ffff_8000_0000L);
    }

    @Test
    void aSwitchOfThreadsCanGiveTheReservationUp() { // row 56
        Rig rig = pair(Instruction.LR_D, Instruction.SC_D);
        rig.run(1);
        rig.hart.clearReservation();
        rig.run(1);
        assertThat(rig.hart.register(11)).isEqualTo(1);
        assertThat(rig.peek(Rig.DATA)).isEqualTo(0xffff_ffff_8000_0000L);
    }

    @Test
    void theReservationIsOfThePhysicalAddress() {
        Rig rig = pair(Instruction.LR_D, Instruction.SC_D).set(6, Rig.DATA + 8192);
        rig.tables.map(Rig.DATA + 8192, rig.physical(Rig.DATA), Tables.URW);
        rig.run(2);
        assertThat(rig.hart.register(11)).isZero();
        Rig moved = pair(Instruction.LR_D, Instruction.SC_D);
        moved.run(1);
        moved.tables.map(Rig.DATA, moved.physical(Rig.DATA + 4096), Tables.URW);
        moved.mmu.fence();
        moved.run(1);
        assertThat(moved.hart.register(11)).isEqualTo(1);
    }

    @Test
    void theTimerDoesNotBreakAReservationByItself() {
        Rig rig = pair(Instruction.LR_D, Instruction.SC_D);
        rig.run(1);
        assertThat(rig.run(1).cause()).isEqualTo(Cause.TIMER);
        assertThat(rig.hart.register(11)).isZero();
    }
}
