# A pointer that was overwritten with something else. A copy without a limit
# runs over the end of its buffer, and what lies behind is a pointer. The
# address of the fault tells the story: 0x44434241 is "ABCD", backwards.
#
#       buffer                            pointer
#       +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
#       | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | A | B | C | D | 0 |           |
#       +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
#
# expect: before: the pointer points to 42
# expect: copied: 12345678ABCD
# expect-exit: 139
# expect-error: load page fault (scause 13) at 0x0000000044434241
# expect-error: reason: not-mapped
# expect-error: killed by SIGSEGV

        .text
        .globl  _start
_start:
        la      a0, before
        ld      t0, pointer
        ld      a1, 0(t0)
        call    print_named

        la      a0, buffer              # 8 bytes of room ...
        la      a1, text                # ... for 13
copy:   lbu     t0, 0(a1)
        sb      t0, 0(a0)
        addi    a0, a0, 1
        addi    a1, a1, 1
        bnez    t0, copy

        la      a0, copied
        call    print_string
        la      a0, buffer
        call    print_line

        ld      t0, pointer
        ld      a1, 0(t0)               # <- dies here

        la      a0, before
        call    print_named
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
before: .asciz  "before: the pointer points to "
copied: .asciz  "copied: "
text:   .asciz  "12345678ABCD"

        .data
        .balign 8
buffer: .skip   8
pointer:
        .quad   target
target: .quad   42

        .include "lib/print.s"
