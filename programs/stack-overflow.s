# A recursion without an end. Each call takes 16 bytes more of the stack, until
# its limit (8 MiB) is reached. Below lies a guard that is never mapped: the
# overflow is a fault, and does not run into other data in silence.
#
#       +--------------------+
#       | stack              |  grows down, page by page
#       |  :                 |
#       +--------------------+  8 MiB
#       | guard              |  <- the store that dies
#       +--------------------+
#
# expect: going down
# expect-exit: 139
# expect-error: store page fault (scause 15)
# expect-error: reason: stack-guard
# expect-error: killed by SIGSEGV

        .text
        .globl  _start
_start:
        la      a0, going
        call    print_line
        call    forever

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

forever:
        addi    sp, sp, -16
        sd      ra, 8(sp)               # <- dies here, after half a million
        call    forever                 #    calls
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
going:  .asciz  "going down"

        .include "lib/print.s"
