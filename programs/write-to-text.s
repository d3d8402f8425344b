# A store to the program's own instructions. .text may be read and executed,
# not written: a program cannot be changed by a stray store, and every process
# that runs it can share its pages. See self-modifying.s for the way to do it
# on purpose.
#
# expect: the answer is 1
# expect: changing it
# expect-exit: 139
# expect-error: store page fault (scause 15)
# expect-error: reason: read-only
# expect-error: killed by SIGSEGV (SEGV_ACCERR)

        .text
        .globl  _start
_start:
        call    answer
        mv      a1, a0
        la      a0, result
        call    print_named
        la      a0, changing
        call    print_line

        lw      t0, other               # loading instructions is allowed
        la      t1, answer
        sw      t0, 0(t1)               # <- dies here

        fence.i
        call    answer
        mv      a1, a0
        la      a0, result
        call    print_named
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

answer: li      a0, 1
        ret
other:  li      a0, 2

        .section .rodata
result: .asciz  "the answer is "
changing:
        .asciz  "changing it"

        .include "lib/print.s"
