# A function is called whose address is 0: nobody has filled in that place of
# the table. Now pc itself is 0, and there is no instruction to show; where
# the call came from is known only to ra.
#
# expect: twice 21: 42
# expect: half of 42:
# expect-exit: 139
# expect-error: instruction page fault (scause 12) at 0x0000000000000000
# expect-error: reason: not-mapped
# expect-error: killed by SIGSEGV

        .text
        .globl  _start
_start:
        la      s0, operations

        li      a0, 21
        ld      t0, 0(s0)
        jalr    t0
        mv      a1, a0
        la      a0, twice_21
        call    print_named

        la      a0, half_42
        call    print_line
        li      a0, 42
        ld      t0, 8(s0)
        jalr    t0                      # <- dies there

        call    print_int
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

twice:  slli    a0, a0, 1
        ret

        .section .rodata
        .balign 8
operations:
        .quad   twice
        .quad   0                       # half, to be written
twice_21:
        .asciz  "twice 21: "
half_42:
        .asciz  "half of 42:"

        .include "lib/print.s"
