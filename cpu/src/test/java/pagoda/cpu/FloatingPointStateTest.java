package pagoda.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static pagoda.cpu.Words.word;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagoda.cpu.isa.Cause;
import pagoda.cpu.isa.Csr;
import pagoda.cpu.isa.Instruction;

/** What a program sees of floating point besides results: fcsr and its parts, rounding modes, NaN boxes (manual, chapters F and D). */
final class FloatingPointStateTest {
    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final long CANONICAL_NAN = 0x7fc0_0000;
    private static final int ONE = 0x3f80_0000;

    private final long[] registers = new long[Hart.REGISTERS];

    private Rig run(int... words) {
        Rig rig = new Rig().code(words).data().set(5, Rig.DATA);
        registers[5] = Rig.DATA;
        rig.hart.loadRegisters(registers);
        assertThat(rig.run(words.length).cause()).isEqualTo(Cause.TIMER);
        rig.hart.saveRegisters(registers);
        return rig;
    }

    @Test
    void fcsrHoldsFrmAboveFflags() {
        registers[10] = -1;
        run(
                word(Instruction.CSRRW, 0, Csr.FCSR.number(), 10),
                word(Instruction.CSRRS, 11, Csr.FFLAGS.number(), 0),
                word(Instruction.CSRRS, 12, Csr.FRM.number(), 0),
                word(Instruction.CSRRWI, 13, Csr.FRM.number(), 2),
                word(Instruction.CSRRCI, 14, Csr.FFLAGS.number(), 9),
                word(Instruction.CSRRS, 15, Csr.FCSR.number(), 0),
                word(Instruction.CSRRSI, 16, Csr.FFLAGS.number(), 1),
                word(Instruction.CSRRW, 17, Csr.FRM.number(), 10));
        assertThat(registers[11]).isEqualTo(0x1f);
        assertThat(registers[12]).isEqualTo(7);
        assertThat(registers[13]).isEqualTo(7);
        assertThat(registers[14]).isEqualTo(0x1f);
        assertThat(registers[15]).isEqualTo(2 << 5 | 0x16);
        assertThat(registers[16]).isEqualTo(0x16);
        assertThat(registers[17]).isEqualTo(2);
        assertThat(registers[Hart.FCSR]).isEqualTo(7 << 5 | 0x17);
    }

    @Test
    void exceptionsAccrueUntilTheyAreCleared() {
        registers[32 + 1] = BOX | ONE;
        registers[32 + 2] = BOX; // zero
        registers[32 + 3] = BOX | 0x4040_0000; // 3
        run(
                word(Instruction.FDIV_S, 4, 1, 2, 0), // divide by zero
                word(Instruction.CSRRS, 10, Csr.FFLAGS.number(), 0),
                word(Instruction.FDIV_S, 4, 1, 3, 0), // inexact
                word(Instruction.CSRRS, 11, Csr.FFLAGS.number(), 0),
                word(Instruction.FDIV_S, 4, 2, 2, 0), // invalid
                word(Instruction.CSRRW, 12, Csr.FFLAGS.number(), 0),
                word(Instruction.FADD_S, 4, 1, 1, 0),
                word(Instruction.CSRRS, 13, Csr.FFLAGS.number(), 0));
        assertThat(registers[10]).isEqualTo(0x08);
        assertThat(registers[11]).isEqualTo(0x09);
        assertThat(registers[12]).isEqualTo(0x19);
        assertThat(registers[13]).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Instruction.class,
            names = {"FADD_S", "FSQRT_D", "FMADD_D", "FCVT_W_S", "FCVT_D_W", "FCVT_D_S", "FCVT_S_LU"})
    void reservedRoundingModesAreIllegal(Instruction instruction) {
        for (int mode = 0; mode < 8; mode++) {
            for (int frm = 0; frm < 8; frm++) {
                Rig rig = new Rig().code(instruction.match() | mode << 12);
                registers[Hart.FCSR] = (long) frm << 5;
                rig.hart.loadRegisters(registers);
                boolean legal = mode < 5 || mode == 7 && frm < 5;
                Cause cause = rig.run(1).cause();
                assertThat(cause)
                        .as("rm %d, frm %d", mode, frm)
                        .isEqualTo(legal ? Cause.TIMER : Cause.ILLEGAL_INSTRUCTION);
                assertThat(rig.hart.retired()).isEqualTo(legal ? 1 : 0);
                if (!legal) {
                    assertThat(rig.hart.trap.tval()).isEqualTo((instruction.match() | mode << 12) & 0xffff_ffffL);
                }
            }
        }
    }

    @Test
    void whatDoesNotRoundDoesNotMindAReservedMode() {
        registers[Hart.FCSR] = 5 << 5;
        registers[32 + 1] = BOX | ONE;
        run(word(Instruction.FSGNJN_S, 2, 1, 1), word(Instruction.FMAX_S, 3, 1, 2), word(Instruction.FCLASS_S, 10, 3));
        assertThat(registers[10]).isEqualTo(1 << 6);
    }

    @Test
    void singlesAreBoxedWhereverTheyAreWritten() {
        registers[10] = 0x1234_5678_3f80_0000L;
        Rig rig = run(
                word(Instruction.FMV_W_X, 1, 10),
                word(Instruction.SW, 10, 0, 5),
                word(Instruction.FLW, 2, 0, 5),
                word(Instruction.FADD_S, 3, 1, 2, 0),
                word(Instruction.FMV_X_W, 11, 3),
                word(Instruction.FSW, 3, 8, 5));
        assertThat(registers[32 + 1]).isEqualTo(BOX | ONE);
        assertThat(registers[32 + 2]).isEqualTo(BOX | ONE);
        assertThat(registers[32 + 3]).isEqualTo(BOX | 0x4000_0000);
        assertThat(registers[11]).isEqualTo(0x4000_0000);
        assertThat(rig.peek(Rig.DATA + 8)).isEqualTo(0x4000_0000);
    }

    @Test
    void aSingleThatIsNotBoxedIsTheCanonicalNan() {
        registers[32 + 1] = ONE;
        registers[32 + 2] = BOX | ONE;
        run(
                word(Instruction.FSGNJ_S, 3, 1, 1),
                word(Instruction.FADD_S, 4, 1, 2, 0),
                word(Instruction.FCLASS_S, 10, 1),
                word(Instruction.FEQ_S, 11, 1, 2));
        assertThat(registers[32 + 3]).isEqualTo(BOX | CANONICAL_NAN);
        assertThat(registers[32 + 4]).isEqualTo(BOX | CANONICAL_NAN);
        assertThat(registers[10]).isEqualTo(1 << 9);
        assertThat(registers[11]).isZero();
        assertThat(registers[Hart.FCSR]).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0x3f80_0000L, 0x7ff0_0000_0000_0001L, -1L, 0x8000_0000_bf80_0000L})
    void movesAndStoresTakeTheBitsWhateverTheyAre(long bits) {
        registers[32 + 1] = bits;
        Rig rig = run(
                word(Instruction.FMV_X_W, 10, 1),
                word(Instruction.FMV_X_D, 11, 1),
                word(Instruction.FSD, 1, 0, 5),
                word(Instruction.FLD, 2, 0, 5),
                word(Instruction.FSW, 1, 8, 5),
                word(Instruction.FMV_D_X, 3, 11));
        assertThat(registers[10]).isEqualTo(bits << 32 >> 32);
        assertThat(registers[11]).isEqualTo(bits);
        assertThat(registers[32 + 2]).isEqualTo(bits);
        assertThat(registers[32 + 3]).isEqualTo(bits);
        assertThat(rig.peek(Rig.DATA + 8)).isEqualTo(bits & 0xffff_ffffL);
        assertThat(registers[Hart.FCSR]).isZero();
    }
}
