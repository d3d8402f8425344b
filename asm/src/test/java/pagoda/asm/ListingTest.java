package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pagoda.asm.diagnostic.Diagnostics;
import pagoda.asm.source.SourceFiles;

class ListingTest {

    private static String list(String source) {
        Diagnostics diagnostics = new Diagnostics();
        SourceFiles files = path -> path.equals("inc.s") ? "  nop\n".getBytes(StandardCharsets.UTF_8) : null;
        Assembler assembler = new Assembler(Assembled.WORDS, files, diagnostics);
        return assembler.list("prog.s", source.getBytes(StandardCharsets.UTF_8)).listing();
    }

    @Test
    void eachLineStandsBesideWhatItBecame() {
        assertThat(list("""
                        # a comment
                        _start: li a0, 5
                                la a1, text
                        .macro two
                          nop
                          ret
                        .endm
                                two
                                beqz a0, _start
                        .include "inc.s"
                        .data
                        text:   .asciz "Hi\\n"
                                .zero 50
                        .bss
                                .space 1000
                        """)).isEqualTo("""
                        prog.s:
                                                                    1  # a comment
                        .text+0000      00500513                    2  _start: li a0, 5
                        .text+0004      00000597                    3          la a1, text
                        .text+0008      00058593
                                                                    4  .macro two
                                                                    5    nop
                                                                    6    ret
                                                                    7  .endm
                        .text+000c      00000013                    8          two
                        .text+0010      00008067
                        .text+0014      fe0506e3                    9          beqz a0, _start
                                                                   10  .include "inc.s"
                                                                   11  .data
                        .data+0000      48 69 0a 00                12  text:   .asciz "Hi\\n"
                        .data+0004      00 00 00 00 00 00 00 00    13          .zero 50
                        .data+000c      00 00 00 00 00 00 00 00
                        .data+0014      00 00 00 00 00 00 00 00
                        .data+001c      00 00 00 00 00 00 00 00
                        .data+0024      (18 bytes)
                                                                   14  .bss
                        .bss+0000       (1000 bytes)               15          .space 1000

                        inc.s:
                        .text+0018      00000013                    1    nop
                        """);
    }

    @Test
    void aSourceWithErrorsHasNone() {
        assertThat(list("adi a0, a0, 1\n")).isEmpty();
    }
}
