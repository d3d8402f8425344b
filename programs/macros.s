# What an assembler does before there is any instruction: macros with
# arguments and defaults, labels of their own with \@, repetition, conditions,
# and a macro that calls itself. Look at the result:
#   ./pagoda asm -o macros.elf programs/macros.s && ./pagoda dis macros.elf
#
# expect: the larger of 17 and 42: 42
# expect: the larger of 42 and 17: 42
# expect: squares: 0 1 4 9 16 25 36 49
# expect: powers of two below 100: 1 2 4 8 16 32 64
# expect: sum of the registers s1 to s4: 10
# expect: saved and restored: 5
# expect: built without VERBOSE

# An argument is put in place of \name. Pushing and popping keep sp aligned.
        .macro  push reg
        addi    sp, sp, -16
        sd      \reg, 0(sp)
        .endm

        .macro  pop reg
        ld      \reg, 0(sp)
        addi    sp, sp, 16
        .endm

# \@ counts the macros expanded so far: each expansion gets its own label.
        .macro  larger rd, a, b
        mv      \rd, \a
        bge     \a, \b, larger_done_\@
        mv      \rd, \b
larger_done_\@:
        .endm

# A default stands in for an argument that is not given.
        .macro  exit status=0
        li      a0, \status
        li      a7, 93
        ecall
        .endm

# .if decides while assembling: the other branch leaves no trace in the file.
        .macro  print_table title, table, end, width=8
        la      a0, \title
        call    print_string
        la      s0, \table
        la      s1, \end
print_table_\@:
        li      a0, 32                  # a space
        call    print_char
        .if     \width == 8
        ld      a0, 0(s0)
        .elseif \width == 4
        lw      a0, 0(s0)
        .else
        lbu     a0, 0(s0)
        .endif
        call    print_int
        addi    s0, s0, \width
        bltu    s0, s1, print_table_\@
        call    print_newline
        .endm

# A macro may call itself, if an .if ends it.
        .macro  powers from, limit
        .if     \from < \limit
        .byte   \from
        powers  "(2 * \from)", \limit
        .endif
        .endm

        .text
        .globl  _start
_start:
        li      s1, 17
        li      s2, 42
        larger  a1, s1, s2
        la      a0, say_first
        call    print_named
        larger  a1, s2, s1
        la      a0, say_second
        call    print_named

        print_table say_squares, squares, squares_end
        print_table say_powers, two_powers, two_powers_end, width=1

# .irp repeats its lines once for each word of a list.
        li      a1, 0
        .set    value, 1
        .irp    reg, s1, s2, s3, s4
        li      \reg, value
        add     a1, a1, \reg
        .set    value, value + 1
        .endr
        la      a0, say_sum
        call    print_named

        li      s1, 5
        push    s1
        li      s1, 99                  # whatever s1 is used for meanwhile
        pop     s1
        la      a0, say_saved
        mv      a1, s1
        call    print_named

        .ifdef  VERBOSE
        la      a0, say_verbose
        .else
        la      a0, say_quiet
        .endif
        call    print_line

        exit

        .section .rodata
say_first:
        .asciz  "the larger of 17 and 42: "
say_second:
        .asciz  "the larger of 42 and 17: "
say_squares:
        .asciz  "squares:"
say_powers:
        .asciz  "powers of two below 100:"
say_sum:
        .asciz  "sum of the registers s1 to s4: "
say_saved:
        .asciz  "saved and restored: "
        .ifdef  VERBOSE
say_verbose:
        .asciz  "built with VERBOSE"
        .else
say_quiet:
        .asciz  "built without VERBOSE"
        .endif

# .rept repeats its lines, and .set gives a symbol a new value each time.
        .balign 8
squares:
        .set    n, 0
        .rept   8
        .quad   n * n
        .set    n, n + 1
        .endr
squares_end:

two_powers:
        powers  1, 100
two_powers_end:

        .include "lib/print.s"
