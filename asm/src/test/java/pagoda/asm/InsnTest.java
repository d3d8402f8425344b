package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;

/** {@code .insn}: instructions that the table does not have, by format and fields, or as numbers. */
class InsnTest {

    @Test
    void fieldsMakeTheInstructionThatTheTableMakes() {
        Assembled byFormat = Assembled.right(
                ".insn r OP, 0, 0x20, a0, a1, a2",
                ".insn i LOAD, 3, a0, -8(sp)",
                ".insn s STORE_FP, 3, fs0, 16(a0)",
                ".insn u LUI, t0, 0x12345",
                "x: .insn b BRANCH, 4, a0, a1, x",
                ".insn j JAL, ra, x");
        Assembled byName = Assembled.right(
                "sub a0, a1, a2",
                "ld a0, -8(sp)",
                "fsd fs0, 16(a0)",
                "lui t0, 0x12345",
                "x: blt a0, a1, x",
                "jal ra, x");
        assertThat(byFormat.words()).isEqualTo(byName.words());
        assertThat(byFormat.section(".text").relocations().stream().map(r -> r.type()))
                .isEqualTo(byName.section(".text").relocations().stream()
                        .map(r -> r.type())
                        .toList());
    }

    @Test
    void compressedFormatsFillSixteenBits() {
        AssemblerOptions options = new AssemblerOptions(new Isa("rv64gc"), Map.of(), List.of(), Limits.DEFAULT);
        Assembled assembled = Assembled.with(
                options,
                Map.of(),
                ".insn ci C1, 2, a0, -1\n.insn cs C0, 6, a1, 1(a0)\n.insn ca C1, 35, 3, a0, a1\n.insn 2, 0x8082\n");
        assertThat(assembled.messages()).isEmpty();
        assertThat(assembled.hex(".text")).isEqualTo("7d55" + "2cc1" + "6d8d" + "8280");
    }

    @Test
    void longInstructionsAreWrittenAsNumbers() {
        assertThat(Assembled.right(".insn 0x1111222233334444007f").hex(".text")).isEqualTo("7f0044443333222211110000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".insn r OP, 8, 0, a0, a1, a2      | 1:13 | funct3 8 out of range [0, 7]",
                ".insn r OP, 0, -1, a0, a1, a2     | 1:16 | funct7 -1 out of range [0, 127]",
                ".insn r 0x34, 0, 0, a0, a1, a2    | 1:9  | opcode 52 is that of a compressed instruction",
                ".insn r 128, 0, 0, a0, a1, a2     | 1:9  | opcode 128 out of range [0, 127]",
                ".insn r OP_IM, 0, 0, a0, a1, a2   | 1:9  | 'OP_IM' is not defined yet; did you mean 'OP_IMM'?",
                ".insn i OP_IMM, 0, a0, a1, 2048   | 1:28 | immediate 2048 out of range [-2048, 2047]",
                ".insn u LUI, a0, 0x100000         | 1:18 | immediate 1048576 out of range [0, 1048575]",
                ".insn u LUI, a0, %lo(x)           | 1:18 | %lo cannot be used in this instruction",
                ".insn r OP, 0, 0, a0, a1          | 1:1  | '.insn r' takes 6 or 7 operands, found 5",
                ".insn r OP, 0, 0, a0, a1, 5       | 1:27 | expected a register, found '5'",
                ".insn s STORE, 2, a0, a1, 4       | 1:27 | '.insn s' takes 4 operands, found 5",
                ".insn q OP                        | 1:7  | unknown instruction format 'q'",
                ".insn                             | 1:1  | '.insn' needs a format, or an instruction as a number",
                ".insn 2, 0x13                     | 1:7  | length 2 is not what the value's lowest bits say, 4 bytes",
                ".insn 0x1ffff0001                 | 1:7  | value does not fit in the 2 bytes",
                ".insn 4, -19                      | 1:10 | an instruction is no negative number",
                ".insn 1, 2, 3                     | 1:13 | '.insn' takes a value, or a length and a value",
                ".insn 4, \"x\"                    | 1:10 | expected a number",
                ".insn 4,                          | 1:9  | expected a number",
                ".insn ci C1, 2, a0, 5             | 1:1  | '.insn ci' needs the extension 'c'",
            })
    void mistakesAreTold(String source, String place, String message) {
        Assembled assembled = Assembled.of(source.strip());
        assertThat(assembled.messages()).startsWith("prog.s:" + place.strip() + ": error: ");
        assertThat(assembled.messages()).contains(message.strip());
        assertThat(assembled.diagnostics().errorCount()).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".insn ci C1, 2, a0, 32     | 1:21 | immediate 32 out of range [-32, 31]",
                ".insn ci C1, 2, a0, %lo(x) | 1:21 | %lo cannot be used in this instruction",
                ".insn ci 3, 2, a0, 5       | 1:10 | op 3 is that of no compressed instruction",
                ".insn ciw C0, 2, t0, 5     | 1:18 | 't0' cannot stand here: the instruction reaches s0, s1, a0 to a5",
                ".insn cl C0, 2, ft0, 5(a0) | 1:17 | 'ft0' cannot stand here: the instruction reaches fs0, fs1, fa0",
                ".insn cb C1, 2, a0, x; .space 300; x: | 1:21 | branch target is 302 bytes away",
            })
    void mistakesInCompressedFormatsAreTold(String source, String place, String message) {
        AssemblerOptions options = new AssemblerOptions(new Isa("rv64gc"), Map.of(), List.of(), Limits.DEFAULT);
        Assembled assembled = Assembled.with(options, Map.of(), source.strip() + "\n");
        assertThat(assembled.messages()).startsWith("prog.s:" + place.strip() + ": error: ");
        assertThat(assembled.messages()).contains(message.strip());
    }
}
