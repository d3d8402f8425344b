# Data is executed. What lies at `code` is a good function, instruction by
# instruction, but it lies in .data, whose pages may be read and written and
# not executed. So nobody who can write into a program's data can make it run
# what he wrote.
#
# expect: jumping into .data
# expect-exit: 139
# expect-error: instruction page fault (scause 12)
# expect-error: reason: no-exec
# expect-error: killed by SIGSEGV (SEGV_ACCERR)

        .text
        .globl  _start
_start:
        la      a0, jumping
        call    print_line

        la      t0, code
        jalr    t0                      # <- dies there, at the first fetch

        li      a7, 93                  # exit(a0)
        ecall

        .data
        .balign 4
code:   li      a0, 0
        ret

        .section .rodata
jumping:
        .asciz  "jumping into .data"

        .include "lib/print.s"
