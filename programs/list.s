# A linked list: each node has a value and the address of the next node, and
# the last one has 0. Inserting and reversing move no value, they only change
# addresses. The nodes come from a table that is given away piece by piece.
#
#       head --> +---+---+    +---+---+    +---+---+
#                | 2 | ---->  | 3 | ---->  | 5 | 0 |
#                +---+---+    +---+---+    +---+---+
#
# expect: inserted in order: 2 3 5 7 8 11
# expect: reversed: 11 8 7 5 3 2

        .equ    VALUE, 0                # a node: offsets of its parts
        .equ    NEXT, 8
        .equ    NODE, 16                # and its size
        .equ    COUNT, 6

        .text
        .globl  _start
_start:
        la      s0, values
        la      s1, values + 8 * COUNT
        la      s2, nodes               # s2 = the first node not in use
fill:   ld      t0, 0(s0)
        sd      t0, VALUE(s2)
        mv      a0, s2
        call    insert
        addi    s2, s2, NODE
        addi    s0, s0, 8
        bltu    s0, s1, fill

        la      a0, say_inserted
        call    print_list
        call    reverse
        la      a0, say_reversed
        call    print_list

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# insert: puts the node a0 before the first one that is not smaller. t0 holds
# the address of the link to change, whether that is head or in a node, so the
# first place in the list is no special case.
insert:
        ld      t3, VALUE(a0)
        la      t0, head
1:      ld      t1, 0(t0)               # t1 = the node it links to
        beqz    t1, 2f
        ld      t2, VALUE(t1)
        bge     t2, t3, 2f
        addi    t0, t1, NEXT
        j       1b
2:      sd      t1, NEXT(a0)
        sd      a0, 0(t0)
        ret

# reverse: turns every link of the list round.
reverse:
        la      t0, head
        ld      t1, 0(t0)               # t1 = the node to turn
        li      t2, 0                   # t2 = the part turned already
1:      beqz    t1, 2f
        ld      t3, NEXT(t1)
        sd      t2, NEXT(t1)
        mv      t2, t1
        mv      t1, t3
        j       1b
2:      sd      t2, 0(t0)
        ret

# print_list: prints the text a0 and the values, a space before each.
print_list:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      s0, 0(sp)
        call    print_string
        ld      s0, head
1:      beqz    s0, 2f
        li      a0, 32                  # a space
        call    print_char
        ld      a0, VALUE(s0)
        call    print_int
        ld      s0, NEXT(s0)
        j       1b
2:      ld      ra, 8(sp)
        ld      s0, 0(sp)
        addi    sp, sp, 16
        j       print_newline

        .section .rodata
        .balign 8
values: .quad   5, 3, 11, 2, 8, 7
say_inserted:
        .asciz  "inserted in order:"
say_reversed:
        .asciz  "reversed:"

        .bss
        .balign 8
head:   .skip   8
nodes:  .skip   NODE * COUNT

        .include "lib/print.s"
