package pagoda.cpu.isa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The switch numbers are those of the table's rows. */
class OpTest {
    @Test
    void everyRowHasTheNumberOfItsName() throws ReflectiveOperationException {
        for (Instruction instruction : Instruction.values()) {
            assertThat(Op.class.getField(instruction.name()).getInt(null))
                    .as(instruction.name())
                    .isEqualTo(instruction.op());
        }
        assertThat(Op.class.getFields()).hasSize(Instruction.values().length + 1);
    }

    @Test
    void noWordMatchesTwoRowsExceptAFenceAndItsSpecialForm() {
        for (Instruction one : Instruction.values()) {
            for (Instruction other : Instruction.values()) {
                boolean overlap = ((one.match() ^ other.match()) & one.mask() & other.mask()) == 0;
                if (one != other && overlap) {
                    assertThat(one.mnemonic()).startsWith("fence");
                    assertThat(other.mnemonic()).startsWith("fence");
                }
            }
        }
    }

    @Test
    void branchOffsetsKeepTheManualsBits() {
        Field imm = java.util.Objects.requireNonNull(Instruction.BEQ.field("imm"));
        assertThat(imm.min()).isEqualTo(-4096);
        assertThat(imm.max()).isEqualTo(4094);
        assertThat(imm.multiple()).isEqualTo(2);
        for (long offset = -4096; offset < 4096; offset += 2) {
            assertThat(imm.extract(imm.insert(0, offset))).isEqualTo(offset);
        }
    }
}
