# A word that is no instruction. All zeros is illegal on RISC-V for good: a
# program that runs into cleared memory stops at once.
#
# expect: the next word is no instruction
# expect-exit: 132
# expect-error: scause 2
# expect-error: killed by SIGILL

        .text
        .globl  _start
_start:
        la      a0, next
        call    print_line

        .word   0                       # <- dies here

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
next:   .asciz  "the next word is no instruction"

        .include "lib/print.s"
