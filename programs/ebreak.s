# A breakpoint that nobody waits for. A debugger puts ebreak in the place of
# an instruction to get control there; without one the program dies by SIGTRAP.
#
# expect: before the breakpoint
# expect-exit: 133
# expect-error: scause 3
# expect-error: killed by SIGTRAP

        .text
        .globl  _start
_start:
        la      a0, before
        call    print_line

        ebreak                          # <- dies here

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
before: .asciz  "before the breakpoint"

        .include "lib/print.s"
