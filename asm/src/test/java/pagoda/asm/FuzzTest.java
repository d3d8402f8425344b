package pagoda.asm;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import pagoda.asm.assembly.Isa;
import pagoda.asm.assembly.Limits;

/** Whatever bytes are given as a source: there are messages or an object, soon, and never an exception. */
class FuzzTest {

    private static final Limits LIMITS = new Limits(1 << 20, 20, 5, 20_000, 10_000);
    private static final AssemblerOptions OPTIONS = new AssemblerOptions(Isa.DEFAULT, Map.of(), List.of(), LIMITS);
    private static final Map<String, String> FILES =
            Map.of("prog.s", ".include \"prog.s\"\n", "a", ".word 1\n.macro a\n");

    // spotless:off
    private static final String[] PIECES = {
        "add", "addi", "lw", "sw", "li", "la", "j", "beq", "call", "ret", "nop", "csrr", "fence", "amoadd.w", "jalr",
        "a0", "t0", "x5", "sp", "zero", "main", "foo", ".L1", "1", "0", "-1", "5000", "0x7fffffffffffffff", "1f", "1b", "9f",
        ":", ",", "(", ")", "+", "-", "*", "/", "%", "<<", ">>", "&", "|", "^", "!", "~", "==", "=", "&&", "||", ";", "\n",
        "\n", "\n", " ", " ", " ", "\t", "#", "//", "/*", "*/", "\"", "\"abc\"", "'a'", "'", "\\", "\\@", "\\()", "\\a", "\\b",
        "%hi(", "%lo(", "%pcrel_hi(foo)", "@", "@function", "@progbits", ".", "$", "\0", "é", "\ud83d\ude00", "1.5", "0b", "1e9",
        ".text\n", ".data\n", ".bss\n", ".word ", ".byte ", ".ascii ", ".align ", ".balign ", ".space ", ".fill ", ".org ",
        ".equ ", ".set ", ".globl ", ".size ", ".type ", ".comm ", ".section ", ".pushsection ", ".popsection\n", ".previous\n",
        ".macro ", ".macro a b\n", ".endm\n", ".exitm\n", ".purgem ", ".rept ", ".irp ", ".irpc ", ".endr\n", ".if ", ".ifdef ",
        ".ifc ", ".else\n", ".elseif ", ".endif\n", ".include \"a\"\n", ".include \"prog.s\"\n", ".incbin \"a\"\n", ".uleb128 ",
        ".float ", ".option ", ".cfi_startproc\n", ".end\n", ".error ", ":vararg", ":req", ".sleb128 ", ".lcomm ", ".eqv "
    };
    // spotless:on

    private static final String GNU = """
            .globl main
            .equ size, 10
            .macro push reg, by=16
            addi sp, sp, -\\by
            sd \\reg, 0(sp)
            .endm
            main: push ra
            li t0, size * (2 + 3) << 1
            1: addi t0, t0, -1
            bnez t0, 1b
            la a0, text
            .rept 3
            .irp r, a0, a1
            addi \\r, \\r, 1
            .endr
            .endr
            .if size > 5
            call puts
            .else
            tail exit
            .endif
            beqz a0, far
            .align 3
            far: ret
            .data
            text: .asciz "hello\\n" ; .word text - main, %d
            .space size - (. - text)
            .uleb128 end - text
            end: .size main, . - main
            """;

    private static final String COMPILED = """
            	.file	"x.c"
            	.option nopic
            	.attribute arch, "rv64i2p1_m2p0_a2p1"
            	.text
            	.align	2
            	.globl	main
            	.type	main, @function
            main:
            .LFB0:
            	.file 1 "x.c"
            	.loc 1 2 3 is_stmt 0
            	.cfi_startproc
            	addi	sp,sp,-16
            	.cfi_def_cfa_offset 16
            	sd	ra,8(sp)
            	.cfi_offset 1, -8
            .LVL0:
            	lui	a5,%hi(.LANCHOR0)
            	lw	a4,%lo(.LANCHOR0+4)(a5)
            	lla	a0,.LC0
            .L3:
            	bgtu	a4,a5,.L3
            	call	puts@plt
            	li	a0,-1640531527
            	ld	ra,8(sp)
            	jr	ra
            	.cfi_endproc
            .LFE0:
            	.size	main, .-main
            	.section	.rodata.str1.8,"aMS",@progbits,1
            .LC0:
            	.string	"hello\n"
            	.section	.text._Z1fv,"axG",@progbits,_Z1fv,comdat
            	.weak	_Z1fv
            _Z1fv:
            	.bss
            	.set	.LANCHOR0,. + 0
            	.zero	4
            	.local	counter
            	.comm	counter,8,8
            	.section	.tdata,"awT",@progbits
            	.4byte	.LFE0-.LFB0
            	.uleb128 .LFE0-.LFB0
            	.ident	"GCC: (Debian) 12.2.0"
            	.section	.note.GNU-stack,"",@progbits
            """;

    private static final String RARS = """
            .eqv EXIT 10
            .eqv counter s0
            .eqv next addi counter, counter, 1
            .macro print(%text)
            .data
            label: .asciz %text
            .text
            la a0, label
            li a7, 4
            ecall
            .end_macro
            .macro for (%reg, %from, %to, %body)
            li %reg, %from
            loop: %body ()
            addi %reg, %reg, 1
            blt %reg, %to, loop
            .end_macro
            .macro body
            next
            .end_macro
            .data 0x10010000
            array: .word 1, 2, 0:10
            value: .double 3.5, -1e10
            .extern shared 4
            .text
            .globl main
            main: print ("a, b (c)\n")
            li s1, 3
            for (t0, 0, s1, body)
            lw t1, array
            sw t1, array, t2
            b main
            li a7, EXIT
            ecall
            """;

    @Test
    void randomBytes() {
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] source = new byte[random.nextInt(300)];
            for (int i = 0; i < source.length; i++) {
                source[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(32, 127));
            }
            assembles("bytes, seed " + seed, source);
        }
    }

    @Test
    void randomPieces() {
        for (int seed = 0; seed < 6000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder source = new StringBuilder();
            for (int i = random.nextInt(120); i > 0; i--) {
                source.append(PIECES[random.nextInt(PIECES.length)]);
                source.append(random.nextInt(3) == 0 ? " " : "");
            }
            assembles("pieces, seed " + seed, source.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void mutatedSources() {
        List<String> programs = List.of(GNU, COMPILED, RARS);
        for (int seed = 0; seed < 12_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder source = new StringBuilder(programs.get(seed % programs.size()));
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                int at = random.nextInt(source.length());
                switch (random.nextInt(4)) {
                    case 0 -> source.deleteCharAt(at);
                    case 1 -> source.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    case 2 -> source.setCharAt(at, (char) random.nextInt(1, 128));
                    default -> {
                        int end = Math.min(source.length(), at + random.nextInt(40));
                        source.insert(random.nextInt(source.length()), source.substring(at, end));
                    }
                }
            }
            assembles("mutation, seed " + seed, source.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void bombs() {
        String doubling = ".macro d a\nd \\a\\a\n.endm\nd xxxxxxxx\n";
        String[] sources = {
            doubling,
            ".macro r\nr\nr\n.endm\nr\n",
            ".rept 1000000000\n.rept 1000000000\nnop\n.endr\n.endr\n",
            ".rept 0x7fffffffffffffff\n.endr\n",
            ".space 0x7fffffffffffffff\n.space 0x7fffffffffffffff\n",
            ".bss\n.space 0x7fffffffffffffff\n.space 0x7fffffffffffffff\n",
            ".fill 0x7fffffffffffffff, 8, 1\n",
            ".fill 1000000000, 8, 1\n",
            ".p2align 31\nnop\n.p2align 31\n",
            ".org 0x7fffffffffffffff\n",
            "(".repeat(9000),
            ".word " + "(".repeat(9000) + "1" + ")".repeat(9000),
            ".word " + "-".repeat(9000) + "1",
            ".word 1" + "+1".repeat(9000),
            ".word 1" + ",1".repeat(9000),
            ".set x, 1\n.rept 5000\n.set x, x+1\n.endr\n.word x\n",
            "l:\n.set x, l\n.rept 5000\n.set x, x+1\n.endr\n.word x\n",
            ".set x, y\n.rept 5000\n.set x, x+1\n.endr\n.word x\n",
            ".equ x0_, 1\n" + chain(200),
            "a: .space b - a\nb:\n",
            ".set x, y\n.rept 15000\n.set x, x*2\n.endr\n.word x\n",
            ".set x, y*2\n.rept 15000\n.set x, x*x\n.endr\n.word x\n",
            ".macro m\n.section .s\\@\n.endm\n.rept 15000\nm\n.endr\n",
            ".byte 1" + ",1".repeat(1_000_000),
            ".rept 15000\n.byte 1" + ",1".repeat(4000) + "\n.endr\n",
            "a: .uleb128 b - a\nb: .space 1 << (b - a)\nc: .space d - c\nd:\n",
            ".irpc c, " + "x".repeat(9000) + "\n.irpc d, " + "y".repeat(900) + "\nnop\n.endr\n.endr\n",
            ".eqv e0 xxxxxxxx\n" + doublingTexts(40) + "e40\n".repeat(2000),
            ".eqv e0 xxxxxxxx\n" + doublingTexts(15) + "e15\n".repeat(20_000),
            ".data\n" + ".word 0:262144\n".repeat(100),
            ".data\n.word 0:99999999999999999999\n",
            ".data 0x7fffffffffffffff\n.byte 1\n",
            ".include \"prog.s\"\n",
            ".if 1\n".repeat(9000),
            ".if 0\n".repeat(90000),
            ".pushsection .x\n".repeat(9000),
            ".macro m\n".repeat(9000),
            "a:".repeat(900),
            ":".repeat(9000),
            "/*".repeat(9000),
            "\"".repeat(9001),
            "'".repeat(9001),
            "\\".repeat(9000),
            ".comm x, 0x7fffffffffffffff\n.lcomm y, 0x7fffffffffffffff\n.lcomm z, 0x7fffffffffffffff\n"
        };
        for (String source : sources) {
            assembles(source.substring(0, Math.min(60, source.length())), source.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Each symbol is twice the one before, by name, not by value. */
    private static String chain(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = length; i > 0; i--) {
            out.append(".equ s")
                    .append(i)
                    .append(", s")
                    .append(i - 1)
                    .append(" + s")
                    .append(i - 1)
                    .append('\n');
        }
        return out.append(".equ s0, 1\n.dword s").append(length).append('\n').toString();
    }

    /** Each text is twice the one before. */
    private static String doublingTexts(int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= length; i++) {
            out.append(".eqv e")
                    .append(i)
                    .append(" e")
                    .append(i - 1)
                    .append(" e")
                    .append(i - 1)
                    .append('\n');
        }
        return out.toString();
    }

    private static void assembles(String what, byte[] source) {
        assertThatCode(() -> Assertions.assertTimeout(
                        Duration.ofSeconds(20),
                        () -> Assembled.bytes(OPTIONS, FILES, source).messages()))
                .describedAs(what)
                .doesNotThrowAnyException();
    }
}
