# Division on RISC-V never traps: where there is no answer, the manual fixes
# one. Dividing by zero gives all ones and leaves the dividend as remainder;
# the one quotient that is too large, -2^63 / -1, gives -2^63 again. A program
# that wants an error must ask for it with a branch.
#
# expect: 7 / 2 = 3 remainder 1
# expect: -7 / 2 = -3 remainder -1
# expect: 7 / -2 = -3 remainder 1
# expect: 7 / 0 = -1 remainder 7
# expect: -9223372036854775808 / -1 = -9223372036854775808 remainder 0

        .text
        .globl  _start
_start:
        la      s0, pairs
        la      s1, pairs_end
again:  ld      a0, 0(s0)
        ld      a1, 8(s0)
        call    show
        addi    s0, s0, 16
        bltu    s0, s1, again

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# show: prints the division of a0 by a1. The quotient is rounded towards zero,
# so the remainder has the sign of the dividend.
show:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)
        mv      s0, a0
        mv      s1, a1
        call    print_int
        la      a0, over
        call    print_string
        mv      a0, s1
        call    print_int
        la      a0, equals
        call    print_string
        div     a0, s0, s1
        call    print_int
        la      a0, remainder
        rem     a1, s0, s1
        ld      ra, 24(sp)
        ld      s0, 16(sp)
        ld      s1, 8(sp)
        addi    sp, sp, 32
        j       print_named

        .section .rodata
over:   .asciz  " / "
equals: .asciz  " = "
remainder:
        .asciz  " remainder "
        .balign 8
pairs:  .quad   7, 2
        .quad   -7, 2
        .quad   7, -2
        .quad   7, 0
        .quad   -0x8000000000000000, -1
pairs_end:

        .include "lib/print.s"
