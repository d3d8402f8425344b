# A store to a constant. The pages of .rodata may be read and not written: the
# load before it works, the store is a page fault, though the page is there.
#
# expect: the constant is 42
# expect: storing 43
# expect-exit: 139
# expect-error: store page fault (scause 15)
# expect-error: reason: read-only
# expect-error: killed by SIGSEGV (SEGV_ACCERR)

        .text
        .globl  _start
_start:
        la      s0, constant
        ld      a1, 0(s0)
        la      a0, loaded
        call    print_named
        la      a0, storing
        call    print_line

        li      t0, 43
        sd      t0, 0(s0)               # <- dies here

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
        .balign 8
constant:
        .quad   42
loaded: .asciz  "the constant is "
storing:
        .asciz  "storing 43"

        .include "lib/print.s"
