package pagoda.asm.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Directives, expressions and macros give the sections that GNU as gives. */
@Tag("oracle")
class DirectiveOracleTest {

    @TempDir
    Path directory;

    static List<String> sources() {
        return List.of(
                // data
                """
                .data
                .byte 1, -1, 255, -128, 'a', 'a', '\\n', '\\\\', '#', ';', '"', 0x7f, 0b101, 017
                .half 1, 0xffff, -32768
                .2byte 3
                .short 4, 5
                .hword 6
                .word 1, -1, 0xffffffff
                .4byte 7
                .long 8
                .int 9
                .dword 1, -1, 0xffffffffffffffff
                .8byte 10
                .quad 0x123456789abcdef0, 9223372036854775807, -9223372036854775808
                .ascii "abc", "d\\n\\t\\"\\\\\\101\\x41\\0", ""
                .asciz "x", "y"
                .string "z" ; .ascii "a;b#c/*d*/e//f"
                .zero 5
                .space 3, 0xaa
                .skip 4
                .fill 3, 2, 0x1234
                .fill 2, 8, -1
                .fill 2, 4, 0x12345678
                .fill 4
                .fill 0
                .float 1.5, -2.25, 1e10, 0.1
                .double 3.14159, -1e-300, 1
                .uleb128 0; .uleb128 127; .uleb128 128; .uleb128 624485; .uleb128 0xffffffffffffffff
                .sleb128 0; .sleb128 63; .sleb128 64; .sleb128 -64; .sleb128 -65; .sleb128 9223372036854775807
                """,
                // alignment
                """
                .text
                nop
                .align 3
                nop
                .balign 16
                nop
                .p2align 5
                .p2align 4, , 3
                nop
                .p2align 3, 0x55
                nop
                .data
                .byte 1
                .align 2
                .byte 2
                .p2align 3, 0xff
                .byte 3
                .balign 8, 0xcc
                .byte 4
                .balign 16, 1, 3
                .byte 5, 6, 7, 8, 9
                .balignw 4, 0x1122
                .byte 5
                .byte 5, 6, 7
                .p2alignl 3, 0x11223344
                .byte 5
                .bss
                .byte 0
                .align 4
                .space 100
                .align 3
                """,
                // sections
                """
                .section .rodata
                .word 1
                .section .rodata.str1.8,"aMS",@progbits,1
                .asciz "merge"
                .section .foo, "aw", @progbits
                .word 2
                .section .foo
                .word 3
                .text
                nop
                .pushsection .data
                .word 4
                .pushsection .bar, "a"
                .word 44
                .previous
                .word 444
                .popsection
                .word 45
                .popsection
                nop
                .data
                .previous
                nop
                .section .tdata,"awT",@progbits
                .word 5
                .section .tbss,"awT",@nobits
                .zero 8
                .section .init_array
                .dword 7
                .section .bss.x,"aw",@nobits
                .zero 9
                .section .sdata,"aw"
                .word 1
                .section .note.GNU-stack,"",@progbits
                .section .comment.x,"MS",@progbits,1
                .asciz "c"
                .section "quoted name", "ax"
                nop
                .ident "GCC: (x) 1"
                .ident "second"
                .section .text.hot
                nop
                .section .init
                nop
                """,
                // symbols
                """
                .globl a, b
                .global c
                .weak w, w2
                .hidden h
                .set x, 5
                .equ y, x+1
                z = y * 2
                .equiv q, 77
                v == 78
                a: b: nop
                c: .word x, y, z, q
                .set x, 6
                .word x, y
                .type a, @function
                .type b, %object
                .type c, STT_FUNC
                .type o, "object"
                .size a, .-a
                .size c, 8
                w: h: nop
                o: nop
                .comm big, 100, 16
                .comm small, 3
                .lcomm inbss, 10
                l2 = l3 + 4
                .equ l3, 12
                here = .
                alias = a
                alias2 = a + 4
                .globl alias
                .word l2, l3
                .dword here, alias, alias2
                .word undefined
                .extern never
                .data
                .local loc
                .comm loc, 24, 8
                .byte 1
                lab: .word lab - ., . - lab
                .dword alias, w, w2
                """,
                // expressions
                """
                .equ n, 10
                .data
                s: .dword 1+2*3, (1+2)*3, 7/2, -7/2, 7%3, -7%3, 1<<4, -1>>60, 256>>4
                .dword 5|2, 5&4, 5^1, 5!2, 5|2+1, 1+5|2, 2*3|1, 10-3-2, 100/5/2, 1<<2+1, 2+1<<2
                .dword ~0, -n, +n, !0, !7, - - 3, ~-1, -(3), --3
                .dword 1==1, 1==2, 1!=2, 1<>2, 1<2, 2<1, 1<=1, 1>=2, 2>1, -1<1, 1&&2, 0&&1, 0||3, 0||0, 1<2&&3
                .dword n==10, n-10||0, n*n, n/3, 'A'+1, 0xff&~0xf
                .dword 3&1==1, 1|2==2, 4-1==3
                e: .dword e-s, (e-s)/8, e-s>8, e-s==3, e==s, e>s, s<e
                .word e-s+1, 4+e-s, -(s-e)
                .byte (e-s)>>3
                .dword e, e+8, e-8, 8+e, s+(e-s)
                .word . - s, 5 - (. - s)
                .half e-s, f-s
                .byte f-e
                f: .dword f - s
                .space (f-s)/4
                .zero 3
                g: .byte 7
                """,
                // labels
                """
                1: j 1f
                1: j 1b
                j 1b
                2: beq a0, a1, 2b
                beq a0, a1, 2f
                1: 2: nop
                3: .word 3b - 1b, 4f - 3b
                4: .dword 1b, 4f
                4: nop
                .Lx: j .Lx
                a$dollar: j a$dollar
                _u.v$w: j _u.v$w+4
                10: bnez a0, 10b
                bnez a0, 11f
                11: nop; nop ; lab1: lab2: nop
                "quoted": j "quoted"
                la a0, 11b
                lui a1, %hi(.Lx)
                addi a1, a1, %lo(.Lx+4)
                .dword .Lx, a$dollar
                """,
                // macros
                """
                .macro push reg, size=16
                addi sp, sp, -\\size
                sd \\reg, 0(sp)
                .endm
                .macro sum a b c:vararg
                .ifnb \\c
                .word \\a + \\b, \\c
                .else
                .word \\a + \\b
                .endif
                .endm
                .macro name n:req, suffix
                lab_\\n\\()_\\suffix: nop
                j lab_\\n\\()_\\suffix
                .endm
                .macro count from, to
                .word \\from
                .if \\to-\\from
                count "(\\from+1)",\\to
                .endif
                .endm
                .macro local
                .Lloc\\@: j .Lloc\\@
                .endm
                .macro outer x
                .macro inner\\x y
                .word \\x, \\y
                .endm
                inner\\x 7
                .endm
                .macro early a
                .word 1
                .if \\a == 2
                .exitm
                .endif
                .word 3
                .endm
                .macro text s
                .ascii "\\s", "<\\s>"
                .endm
                .macro quoted s
                .asciz "\\s"
                .endm
                .macro none
                nop
                .endm
                push a0
                push t0, 32
                push size=48, reg=s1
                push reg=s2
                sum 1, 2
                sum 1 2
                sum 1, 2, 3, 4
                sum 1 2 3
                name x, y
                name z
                name x suffix=q
                count 0, 5
                local
                local
                outer 3
                inner3 8
                early 1
                early 2
                text hello
                text "hello, world"
                quoted "a b"
                none
                none
                .purgem none
                .macro none
                .word 99
                .endm
                none
                lbl: none ; none
                .rept 3
                .byte 1, 2
                .endr
                .rept 0
                .byte 9
                .endr
                .rept 2
                .rept 2
                .byte 3
                .endr
                .byte 4
                .endr
                .irp r, a0, a1, a2
                addi \\r, \\r, 1
                .endr
                .irp r,1 2 3
                .byte \\r
                .endr
                .irp r
                .byte 5\\r
                .endr
                .irpc c, abc
                .ascii "\\c"
                .endr
                .irpc c, 0123
                .byte \\c, 1\\c
                .endr
                .macro nest m
                .irp v, 1, 2
                .byte \\m\\v
                .endr
                .endm
                nest 4
                .set i, 0
                .rept 4
                .word i
                .set i, i+1
                .endr
                """,
                // conditionals
                """
                .equ a, 1
                .if a
                .byte 1
                .else
                .byte 2
                .endif
                .if a == 2
                .byte 3
                .elseif a == 1
                .byte 4
                .elseif a == 1
                .byte 5
                .else
                .byte 6
                .endif
                .if 0
                .if 1
                junk that is not looked at
                .else
                more junk
                .endif
                .else
                .byte 7
                .endif
                .ifdef a
                .byte 8
                .endif
                .ifdef nope
                .byte 9
                .endif
                .ifndef nope
                .byte 10
                .endif
                .ifc foo, foo
                .byte 11
                .endif
                .ifc foo,bar
                .byte 12
                .else
                .byte 13
                .endif
                .ifnc foo,bar
                .byte 14
                .endif
                .ifeq 0
                .byte 15
                .endif
                .ifne a-1
                .byte 16
                .endif
                .iflt -1
                .byte 17
                .endif
                .ifle 0
                .byte 18
                .endif
                .ifgt 1
                .byte 19
                .endif
                .ifge 0
                .byte 20
                .endif
                .ifb
                .byte 21
                .endif
                .ifnb x
                .byte 22
                .endif
                .ifeqs "a", "a"
                .byte 23
                .endif
                x: .byte 1,2,3
                y:
                .if y-x == 3
                .byte 24
                .endif
                """,
                // comments and statements
                """
                # comment ; not a statement
                nop # behind
                nop /* inside */ ; nop /* over
                lines */ ; nop
                /* first */ nop
                addi a0, /* in the middle */ a0, 1
                addi a0,a0,/* two
                lines */ 2
                \tnop\t;\tnop
                lab:nop;lab2:nop
                .byte '#', 1 # '
                .ascii "# no comment" # comment "
                .ascii "/* no comment */"
                add  a0 , a1 , a2
                lw a0 , 4 ( a1 )
                # 12 "file.c"
                .byte ' ', '\\'', ''', 'x
                """,
                // floating-point numbers
                """
                .data
                .float 0.1, 1e-45, 3.4e38, -0.0, 1.00000005960464477539, 0f1.5, 0f-2.5, 1e-46, 1e-40, .5, 5., 1E5
                .double 0.1, 1e308, 4.9e-324, 2e-324, -0.0, 0d1.5, 1e-300, +1.5
                .single 017, 1.17549435e-38, 3.4028235e38, 'a'
                .float nan, -nan, inf, -inf, NaN, Infinity
                .double nan, -nan, inf, -Inf
                """,
                // wide strings, numbers that need every digit, and what a debugger or linker is told
                """
                .data
                .string8 "ab"
                .string16 "ab", "c"
                .string32 "a\\377"
                .string64 "a"
                .dword 0x1ffffffff, 0x123456789, 0777777777777, 0b1111111111
                .dtprelword local
                .dtpreldword local
                .section .tdata,"awT",@progbits
                local: .word 1
                .section .tbss,"awT",@nobits
                .zero 4
                .common shared,4,4
                .list; .nolist; .title "x"; .psize 3; .eject
                .text
                .func f, f
                .variant_cc f
                f: ret
                .endfunc
                .section .text.startup,"ax",@progbits
                nop
                .section .note.GNU-stack,"",@progbits
                .section .init_array.00100,"aw",@init_array
                .dword f
                .section .rodata.cst8,"aM",@progbits,8
                .dword 5
                .section .linked,"ao",@progbits,.text
                .byte 1
                """,
                // what compilers write
                """
                \t.file\t"x.c"
                \t.option nopic
                \t.attribute arch, "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0"
                \t.attribute unaligned_access, 0
                \t.attribute stack_align, 16
                \t.text
                \t.align\t2
                \t.globl\tmain
                \t.type\tmain, @function
                main:
                .LFB0:
                \t.cfi_startproc
                \taddi\tsp,sp,-16
                \t.cfi_def_cfa_offset 16
                \tsd\tra,8(sp)
                \t.cfi_offset 1, -8
                \tlla\ta0,.LC0
                \tlui\ta5,%hi(.LANCHOR0)
                \taddi\ta5,a5,%lo(.LANCHOR0)
                \tlw\ta4,%lo(.LANCHOR0+4)(a5)
                \tcall\tputs@plt
                \tld\tra,8(sp)
                \t.cfi_restore 1
                \tjr\tra
                \t.cfi_endproc
                .LFE0:
                \t.size\tmain, .-main
                \t.section\t.rodata.str1.8,"aMS",@progbits,1
                \t.align\t3
                .LC0:
                \t.string\t"hello"
                \t.bss
                \t.align\t3
                \t.set\t.LANCHOR0,. + 0
                \t.type\tcounter, @object
                \t.size\tcounter, 4
                counter:
                \t.zero\t4
                \t.ident\t"GCC: (Debian) 12.2.0"
                \t.section\t.note.GNU-stack,"",@progbits
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // integers of 16 bytes
                """
                .equ k, 7
                .data
                .octa 1, -1, 0x1234567890abcdef1234567890abcdef
                .octa -0x1234567890abcdef12, ~0xfffffffffffffffffff
                .octa 340282366920938463463374607431768211455, 18446744073709551615
                .octa k, 0b101, 017
                .octa
                """,
                // weak references
                """
                .weakref a, b
                .weakref c, d
                .weakref e, c
                .weakref never, used
                .weakref here, place
                .weakref both, strong
                call a
                la a0, a
                place: nop
                .data
                .dword e, here, a + 4
                .dword both, strong
                """,
                // subsections
                """
                .data
                .byte 1
                a:
                .data 1
                .byte 2
                b: .byte b - a, 4
                .align 2
                .word c - a, c
                .subsection 0
                .byte 4
                .align 3
                .byte 5
                .pushsection .data, 3
                .byte 6
                .popsection
                .previous
                c: .byte 7
                .data 2
                .dword a, b
                .section .data
                .byte 8
                .bss
                .space 4
                .subsection 2
                .space 8
                .bss
                d: .space 16
                .comm shared, 4
                .lcomm own, 4
                """,
                """
                .file 1 "x.c"
                .loc 1 1
                nop
                beq a0, a1, late
                .text 2
                .loc 1 2
                add a0, a0, a0
                j early
                .text 1
                early: sub a0, a0, a0
                .loc 1 3
                bne a0, a1, late
                .text
                .loc 1 4
                late: call early
                .section .other, "ax"
                nop
                .subsection 3
                .loc 1 5
                nop
                .section .debug_info, "", @progbits
                .byte 1
                """,
                // relocations just as they are
                """
                .globl foo
                .text
                x: nop
                .reloc x, R_RISCV_RELAX
                .reloc 1f, R_RISCV_JAL, y + 8
                nop
                1: nop
                foo: .word 0
                .reloc . - 4, BFD_RELOC_32, foo
                .data
                .dword 1, 2
                .reloc 0, R_RISCV_32, z + 4
                .reloc 4, R_RISCV_NONE
                .reloc 8, R_RISCV_ADD16, foo
                .reloc 8, R_RISCV_SUB16, x
                .reloc ., R_RISCV_64, bar
                """
            })
    void rarerDirectivesGiveTheSameSections(String source) {
        new GnuAssembler(directory).assertSame(source);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void samplesGiveTheSameSections(String source) {
        new GnuAssembler(directory).assertSame(source);
    }

    @Test
    void includedFilesAndBytes() throws IOException {
        Files.writeString(directory.resolve("inc.s"), ".word 5\n.macro inc x\n.word \\x\n.endm\n");
        Files.write(directory.resolve("data.bin"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        Path source = directory.resolve("main.s");
        Files.writeString(source, """
                .data
                .include "%1$s/inc.s"
                inc 6
                .incbin "%1$s/data.bin"
                .incbin "%1$s/data.bin", 4
                .incbin "%1$s/data.bin", 2, 3
                """.formatted(directory));
        new GnuAssembler(directory).assertSame(source);
    }

    private static final List<String> INFIX = List.of(
            "*", "/", "%", "<<", ">>", "|", "&", "^", "!", "+", "-", "==", "!=", "<", "<=", ">", ">=", "&&", "||");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void randomExpressionsHaveTheSameValues(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder source = new StringBuilder(".data\nlow: .byte 1\n.equ five, 5\nhigh:\n");
        for (int i = 0; i < 400; i++) {
            source.append(".dword ").append(expression(random, 4)).append('\n');
        }
        new GnuAssembler(directory).assertSame(source.toString());
    }

    private static String expression(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> "five";
                case 1 -> "(high-low)";
                case 2 -> "'" + (char) random.nextInt('a', 'z');
                case 3 -> "0x" + Integer.toHexString(random.nextInt(1 << 20));
                default -> Integer.toString(random.nextInt(100));
            };
        }
        if (random.nextInt(6) == 0) {
            return List.of("-", "~", "!", "+").get(random.nextInt(4)) + expression(random, depth - 1);
        }
        String operator = INFIX.get(random.nextInt(INFIX.size()));
        String left = expression(random, depth - 1);
        // GNU as reads !! as ^, and warns of a division by zero and of large shifts, so these have plain right sides.
        String right = List.of("/", "%", "<<", ">>").contains(operator)
                ? Integer.toString(random.nextInt(1, 30))
                : operator.equals("!") ? "(" + expression(random, depth - 1) + ")" : expression(random, depth - 1);
        String whole = left + operator + " " + right;
        return random.nextBoolean() ? "(" + whole + ")" : whole;
    }
}
