# An atomic operation at an address that is no multiple of its size. A plain
# load may be done in two steps there (see misaligned.s); an atomic one may
# not, so it is a fault, and the signal is not SIGSEGV but SIGBUS.
#
# expect: at a multiple of 8: 10
# expect: and now one byte further
# expect-exit: 135
# expect-error: scause 6
# expect-error: killed by SIGBUS

        .text
        .globl  _start
_start:
        la      s0, variable
        li      s1, 5
        amoadd.d a1, s1, (s0)
        la      a0, aligned
        call    print_named
        la      a0, further
        call    print_line

        addi    s0, s0, 1
        amoadd.d a1, s1, (s0)           # <- dies here

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
aligned:
        .asciz  "at a multiple of 8: "
further:
        .asciz  "and now one byte further"

        .data
        .balign 8
variable:
        .quad   10, 0

        .include "lib/print.s"
