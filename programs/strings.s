# A program of two source files. The functions that it calls are in
# string-functions.s; each file is assembled on its own, and the linker joins
# them by the names that the other file declares .globl.
#
# How to run it:
#   ./pagoda run programs/strings.s programs/string-functions.s
#
# with: string-functions.s
# expect: length of "pagoda": 6
# expect: copied: pagoda
# expect: reversed: adogap
# expect: compare pagoda with pagoda: 0
# expect: compare pagoda with palace: -1
# expect: compare pagoda with pago: 1
# expect: filled: ******
# expect: moved: *pago*
# expect: number: -9223372036854775808
# expect: number: 0

        .text
        .globl  _start
_start:
        la      a0, say_length
        call    print_string
        la      a0, pagoda
        call    strlen
        call    print_int
        call    print_newline

        la      a0, buffer
        la      a1, pagoda
        call    strcpy
        la      a0, say_copied
        la      a1, buffer
        call    print_two

        la      a0, buffer
        call    reverse
        la      a0, say_reversed
        la      a1, buffer
        call    print_two

        la      a0, say_same
        la      a1, pagoda
        call    print_comparison
        la      a0, say_palace
        la      a1, palace
        call    print_comparison
        la      a0, say_pago
        la      a1, pago
        call    print_comparison

        la      a0, buffer              # six stars over "adogap": the zero
        li      a1, '*'                 # byte after them stays
        li      a2, 6
        call    memset
        la      a0, say_filled
        la      a1, buffer
        call    print_two

        la      a0, buffer + 1          # four bytes into the middle of them
        la      a1, pago
        li      a2, 4
        call    memcpy
        la      a0, say_moved
        la      a1, buffer
        call    print_two

        li      a0, 1
        slli    a0, a0, 63              # the smallest number there is
        la      a1, buffer
        call    itoa
        la      a0, say_number
        la      a1, buffer
        call    print_two

        li      a0, 0
        la      a1, buffer
        call    itoa
        la      a0, say_number
        la      a1, buffer
        call    print_two

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# print_two: prints the texts a0 and a1 and a newline.
print_two:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      a0, 0(sp)
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_line

# print_comparison: prints a0, then how "pagoda" compares with the text a1.
print_comparison:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        la      a0, pagoda
        ld      a1, 0(sp)
        call    strcmp
        sgtz    t0, a0                  # only the sign of strcmp's result
        sltz    t1, a0                  # means anything: make it 1, 0 or -1
        sub     a0, t0, t1
        call    print_int
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_newline

        .section .rodata
pagoda: .asciz  "pagoda"
palace: .asciz  "palace"
pago:   .asciz  "pago"
say_length:
        .asciz  "length of \"pagoda\": "
say_copied:
        .asciz  "copied: "
say_reversed:
        .asciz  "reversed: "
say_same:
        .asciz  "compare pagoda with pagoda: "
say_palace:
        .asciz  "compare pagoda with palace: "
say_pago:
        .asciz  "compare pagoda with pago: "
say_filled:
        .asciz  "filled: "
say_moved:
        .asciz  "moved: "
say_number:
        .asciz  "number: "

        .bss
buffer: .skip   32

        .include "lib/print.s"
