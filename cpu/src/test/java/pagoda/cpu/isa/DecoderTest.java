package pagoda.cpu.isa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the parts of an instruction become; the words are GNU as's. */
class DecoderTest {
    @Test
    void aFusedMultiplyAddHasThreeSourcesAndARoundingMode() {
        long packed = Decoder.pack(0x223110c3); // fmadd.d f1, f2, f3, f4, rtz

        assertThat(Packed.op(packed)).isEqualTo(Op.FMADD_D);
        assertThat(Packed.rd(packed)).isEqualTo(Decoder.FLOAT + 1);
        assertThat(Packed.rs1(packed)).isEqualTo(Decoder.FLOAT + 2);
        assertThat(Packed.rs2(packed)).isEqualTo(Decoder.FLOAT + 3);
        assertThat(Packed.rs3(packed)).isEqualTo(Decoder.FLOAT + 4);
        assertThat(Packed.roundingMode(packed)).isEqualTo(1);
    }

    @Test
    void whatHasNoDestinationOrX0WritesWhereNobodyReads() {
        assertThat(Packed.rd(Decoder.pack(0x00b50463))).isEqualTo(Decoder.SINK); // beq a0, a1, 8
        assertThat(Packed.rd(Decoder.pack(0x00b50033))).isEqualTo(Decoder.SINK); // add x0, a0, a1
    }

    @Test
    void aFloatingPointLoadHasAnIntegerBaseAndANegativeOffset() {
        long packed = Decoder.pack(0xffc12287); // flw f5, -4(sp)

        assertThat(Packed.op(packed)).isEqualTo(Op.FLW);
        assertThat(Packed.rd(packed)).isEqualTo(Decoder.FLOAT + 5);
        assertThat(Packed.rs1(packed)).isEqualTo(Registers.SP);
        assertThat(Packed.immediate(packed)).isEqualTo(-4);
    }

    @Test
    void anAccessToACsrHasItsNumberAndTheImmediateAsASource() {
        long packed = Decoder.pack(0xc003d6f3); // csrrwi a3, cycle, 7

        assertThat(Packed.immediate(packed)).isEqualTo(0xc00);
        assertThat(Packed.rs1(packed)).isEqualTo(7);
    }
}
