# A null pointer is followed. A search that finds nothing gives 0, and nobody
# looks: the program loads a part of a node that is not there. Page 0 is never
# mapped, so that this ends here and not with a wrong number later. The
# address is not quite 0: it is the offset of the part, a hint what it was.
#
# expect: looking for 5
# expect-exit: 139
# expect-error: load page fault (scause 13) at 0x0000000000000008
# expect-error: reason: not-mapped
# expect-error: killed by SIGSEGV

        .equ    KEY, 0                  # a node: offsets of its parts
        .equ    VALUE, 8
        .equ    NEXT, 16

        .text
        .globl  _start
_start:
        la      a0, looking
        call    print_line
        li      a0, 5
        call    find

        ld      a1, VALUE(a0)           # <- dies here: a0 is 0

        la      a0, value
        call    print_named
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# find: gives the address of the node with the key a0, or 0 if there is none.
find:
        la      t0, list
1:      ld      t1, KEY(t0)
        beq     t1, a0, 2f
        ld      t0, NEXT(t0)
        bnez    t0, 1b
2:      mv      a0, t0
        ret

        .section .rodata
looking:
        .asciz  "looking for 5"
value:  .asciz  "its value: "
        .balign 8
list:   .quad   1, 100, second
second: .quad   2, 200, third
third:  .quad   3, 300, 0

        .include "lib/print.s"
