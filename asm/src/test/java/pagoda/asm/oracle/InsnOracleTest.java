package pagoda.asm.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code .insn} gives the words, and relocations, that GNU as gives. */
@Tag("oracle")
class InsnOracleTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"""
                .insn r OP, 0, 0, a0, a1, a2
                .insn r 0x33, 7, 127, fa0, a1, fa2
                .insn r MADD, 0, 2, fa0, fa1, fa2, fa3
                .insn r4 MADD, 7, 3, a0, fa1, x31, f31
                .equ three, 3
                .insn  r  CUSTOM_0 , three , three*4+1 , x0 , sp , t6
                """, """
                .insn i OP_IMM, 0, a0, a1, 5
                .insn i OP_IMM, 7, a0, a1, -2048
                .insn i OP_IMM, 0, a0, a1, %lo(foo+4)
                .insn i LOAD, 2, fa0, fa1, 2047
                .insn i LOAD, 2, fa0, 4(a1)
                .insn i LOAD, 2, a0, %lo(foo)(a1)
                label: .insn i JALR, 0, ra, (a1)
                .insn s STORE, 2, a0, -4(a1)
                .insn s STORE_FP, 2, fa0, (sp)
                .insn s STORE_FP, 2, fa0, %lo(foo)(a1)
                """, """
                .insn u LUI, a0, 0xfffff
                .insn u LUI, fa0, %hi(foo)
                1: .insn u AUIPC, a0, %pcrel_hi(foo)
                .insn i OP_IMM, 0, a0, a0, %pcrel_lo(1b)
                .insn u CUSTOM_1, a0, %got_pcrel_hi(foo)
                """, """
                .insn sb BRANCH, 0, a0, a1, foo
                .insn b BRANCH, 0, a0, fa1, bar
                bar:
                .insn b CUSTOM_0, 0, fa0, a1, bar
                .insn sb BRANCH, 1, a0, a1, far
                .insn uj JAL, a0, foo
                .insn j JAL, fa0, bar
                .insn j 0x2b, a0, bar+4
                .space 5000
                far:
                """, """
                .insn 0x13
                .insn 4, 0x00b50533
                .insn 6, 0x12345678001f
                .insn 0x5f
                .insn 8, 0x123456789abcde3f
                .insn 0x3f
                .insn 10, 0x007f
                .insn 0x1111111111111111007f
                .insn 12, 0x107f
                .insn 22, 0xffe07f
                .insn (4), (0x13)
                .insn 0b10011
                .equ k, 3
                .insn k+0x10
                """})
    void sameWords(String source) {
        new GnuAssembler(directory).assertSame(source);
        new GnuAssembler(directory).unrelaxed().assertSame(source);
    }

    @Test
    void sameCompressedWords() throws IOException {
        String source = """
                .insn cr C2, 8, a0, a1
                .insn cr C2, 15, fa0, f31
                .insn ci C1, 2, a0, -32
                .insn ci C1, 7, fa0, 31
                .insn ciw C0, 0, a0, 255
                .insn ciw 0, 0, fs0, 1
                .insn css C2, 6, a0, 63
                .insn css C2, 6, f31, 1
                .insn cl C0, 2, a0, 31(a1)
                .insn cl C0, 2, fa5, 1(s0)
                .insn cs C0, 2, fs1, 2(a5)
                .insn cs C0, 2, a0, 16(a1)
                .insn ca C1, 0x23, 0, a0, a1
                .insn ca C1, 0x3f, 3, fa0, a1
                .insn 1
                .insn 2, 0xabcd
                back:
                .insn cb C1, 6, a0, back
                .insn cb C1, 7, a0, far
                .insn cb C1, 6, a0, foo
                .insn cb C1, 2, fa0, back
                .insn cb C1, 6, fa0, near
                .space 600
                near:
                .insn cj C1, 5, back
                .insn cj C1, 5, foo
                .insn cj C1, 2, 1f
                1:
                .space 5000
                far:
                """;
        Path file = Files.writeString(directory.resolve("prog.s"), source);
        new GnuAssembler(directory).assertSame(file, "rv64gc", "lp64d");
        new GnuAssembler(directory).unrelaxed().assertSame(file, "rv64gc", "lp64d");
    }
}
