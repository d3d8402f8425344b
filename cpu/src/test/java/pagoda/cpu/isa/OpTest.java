package pagoda.cpu.isa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The switch numbers are those of the table's rows. */
class OpTest {
    @Test
    void everyRowHasTheNumberOfItsName() throws ReflectiveOperationException {
        int rows = 0;
        for (Instruction instruction : Instruction.values()) {
            if (instruction.length() == 2) { // executed as what it stands for
                continue;
            }
            rows++;
            assertThat(Op.class.getField(instruction.name()).getInt(null))
                    .as(instruction.name())
                    .isEqualTo(instruction.op());
        }
        assertThat(Op.class.getFields()).hasSize(rows + 1);
    }

    /** The decoder takes the row that fixes more bits; so of two that overlap one must be the special case of the other. */
    @Test
    void ofTwoRowsThatOverlapOneIsASpecialCaseOfTheOther() {
        for (Instruction one : Instruction.values()) {
            for (Instruction other : Instruction.values()) {
                boolean overlap = one.length() == other.length()
                        && ((one.match() ^ other.match()) & one.mask() & other.mask()) == 0;
                if (one.ordinal() < other.ordinal() && overlap) {
                    int both = one.mask() & other.mask();
                    assertThat(both)
                            .as(one + " and " + other)
                            .isIn(one.mask(), other.mask())
                            .isNotEqualTo(one.mask() | other.mask());
                }
            }
        }
    }

    @Test
    void everyCompressedInstructionStandsForOneOfTheTable() {
        for (int half = 0; half < 1 << 16; half++) {
            Instruction row = Instruction.decode(half);
            if (row == null || (half & 3) == 3) {
                continue;
            }
            int word = Compression.expand(row, half);
            Instruction expanded = Instruction.decode(word);
            assertThat(expanded).as("%04x", half).isNotNull();
            assertThat(expanded.length()).isEqualTo(4);
            int back = Compression.compress(word);
            boolean move = expanded == Instruction.ADDI && word >>> 20 == 0; // c.mv, which stands for an add
            if (back != 0 && !move) {
                Instruction short16 = Instruction.decode(back);
                assertThat(short16).as("%04x to %04x", half, back).isNotNull();
                assertThat(Compression.expand(short16, back))
                        .as("%04x to %04x", half, back)
                        .isEqualTo(word);
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
