package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pagoda.asm.object.Binding;
import pagoda.asm.object.Place;

class AssemblerTest {

    @Test
    void helloIsTextDataAndAGlobalEntry() {
        Assembled hello = Assembled.right(
                "    .globl _start",
                "    .text",
                "_start:",
                "    li a0, 1",
                "    la a1, message",
                "    li a2, 6",
                "    li a7, 64",
                "    ecall",
                "    .data",
                "message: .ascii \"Hello\\n\"");
        assertThat(hello.words()).isEqualTo("00100513 00000597 00058593 00600613 04000893 00000073");
        assertThat(hello.hex(".data")).isEqualTo("48656c6c6f0a");
        assertThat(hello.symbol("_start").binding()).isEqualTo(Binding.GLOBAL);
        assertThat(hello.symbol("message").place()).isEqualTo(new Place.InSection(hello.section(".data"), 0));
        assertThat(hello.section(".text").relocations()).hasSize(2);
    }
}
