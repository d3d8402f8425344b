package pagoda.asm.oracle;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line tables that {@code .file} and {@code .loc} ask for have GNU as's bytes and relocations. */
@Tag("oracle")
class SourceLinesOracleTest {

    /** What keeps GNU as from describing the source itself. */
    private static final String DESCRIBED = "\n.section .debug_info,\"\",@progbits\n.byte 1\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // lines, columns, and places between instructions
                """
                .file 1 "x.c"
                nop
                .loc 1 5
                .loc 1 6 2
                nop
                add a0, a1, a2
                .loc 1 7
                .word 5
                nop
                .loc 1 3 9 is_stmt 0
                li a0, 0x123456789abcdef
                .loc 1 4 is_stmt 1
                .loc 1 0 1
                nop
                .loc 1 300
                la a0, x
                .loc 1 9
                """,
                // several sections and files
                """
                .file "main.c"
                .file 1 "dir/x.c"
                .file 3 "dir/y.c"
                .file 2 "/abs/z.h"
                .file 4 "/root.h"
                .file 1 "dir/x.c"
                .loc 1 7
                nop
                .loc 2 300 1 is_stmt 0
                .section .text.hot,"ax"
                nop
                .loc 2 301 1 basic_block prologue_end discriminator 300
                .align 3
                nop
                .loc 3 3 5 epilogue_begin isa 5 is_stmt 1
                nop
                .text
                nop
                .loc 4 2
                call f
                beq a0, a1, far
                .loc 4 3
                far: ret
                .data
                .word 5
                """,
                // DWARF 5
                """
                .file 0 "/d" "sub/x.c"
                .file 1 "sub/x.c"
                .file 2 "/d/y.c"
                .file 3 "/d/sub/y.c"
                .loc 1 1 1
                nop
                .loc 0 4
                nop
                .section .debug_line_str,"MS",@progbits,1
                .string "before"
                """,
                """
                .file 0 "/d" "x.c" md5 0x000102030405060708090a0b0c0d0e0f
                .file 1 "x.c"
                .loc 1 5 view .LVU1
                .loc 1 6 view .LVU2
                nop
                .loc 1 7 view -0
                .loc 1 8 view .LVU3
                j x
                .loc 1 9 view .LVU4
                .align 2
                .loc 1 10 view .LVU5
                .data
                .byte .LVU1, .LVU2, .LVU3, .LVU4
                """,
                """
                .file 0 "/d" "/d/x"
                .loc 0 6
                nop
                """,
                // far apart
                """
                .file 1 "x.c"
                .loc 1 4
                nop
                .space 50000
                .loc 1 5
                nop
                .space 49996
                .loc 1 6
                nop
                .space 60000
                """,
                // no code at all
                """
                .file 0 "/d" "x.c"
                .file 1 "x.c"
                .data
                .word 1
                """
            })
    void sameLineTables(String source) {
        new GnuAssembler(directory).assertSame(source + DESCRIBED);
        new GnuAssembler(directory).unrelaxed().assertSame(source + DESCRIBED);
    }
}
