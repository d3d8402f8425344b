# Quicksort of a table of numbers, in place. After it the program does not
# trust itself: it walks through the table to see that no number is smaller
# than the one before it, and that the sum is still the same.
#
# expect: before: 42 -7 0 99 13 13 -100 5 8 1 77 -3
# expect: after: -100 -7 -3 0 1 5 8 13 13 42 77 99
# expect: in order: yes
# expect: same sum: yes

        .equ    COUNT, 12

        .text
        .globl  _start
_start:
        la      a0, before
        call    print_string
        call    print_table
        call    sum
        mv      s0, a0

        la      a0, table
        la      a1, table + 8 * (COUNT - 1)
        call    quicksort

        la      a0, after
        call    print_string
        call    print_table

        call    ordered
        mv      s1, a0
        mv      a1, a0
        la      a0, order
        call    print_fact

        call    sum
        xor     a1, a0, s0              # equal numbers give 0 ...
        seqz    a1, a1                  # ... and 0 becomes 1
        and     s1, s1, a1
        la      a0, same
        call    print_fact

        xori    a0, s1, 1               # exit(0 if both answers were yes)
        li      a7, 93
        ecall

# quicksort: a0 = address of the first element, a1 = address of the last.
# The last element is the pivot. Elements below it are gathered at the front:
#
#       a0            t1             t0           a1
#       +-------------+--------------+------------+-------+
#       | below pivot | not below it | not looked | pivot |
#       +-------------+--------------+------------+-------+
#
# Then the pivot is put at t1, its final place, and both sides are sorted.
quicksort:
        bgeu    a0, a1, sorted          # none or one element
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)

        ld      t2, 0(a1)               # t2 = the pivot
        mv      t0, a0
        mv      t1, a0
part:   ld      t3, 0(t0)
        bge     t3, t2, keep
        ld      t4, 0(t1)               # swap it to the front part
        sd      t3, 0(t1)
        sd      t4, 0(t0)
        addi    t1, t1, 8
keep:   addi    t0, t0, 8
        bltu    t0, a1, part
        ld      t4, 0(t1)               # swap the pivot to its place
        sd      t4, 0(a1)
        sd      t2, 0(t1)

        mv      s0, t1                  # the left side: a0 .. t1 - 8
        mv      s1, a1
        addi    a1, s0, -8
        call    quicksort
        addi    a0, s0, 8               # the right side: t1 + 8 .. a1
        mv      a1, s1
        call    quicksort

        ld      ra, 24(sp)
        ld      s0, 16(sp)
        ld      s1, 8(sp)
        addi    sp, sp, 32
sorted: ret

# ordered: gives 1 in a0 if no element is smaller than the one before it.
ordered:
        la      t0, table
        la      t1, table + 8 * (COUNT - 1)
        li      a0, 1
pair:   ld      t2, 0(t0)
        ld      t3, 8(t0)
        ble     t2, t3, fine
        li      a0, 0
fine:   addi    t0, t0, 8
        bltu    t0, t1, pair
        ret

# sum: gives the sum of the table in a0.
sum:
        la      t0, table
        la      t1, table + 8 * COUNT
        li      a0, 0
add_up: ld      t2, 0(t0)
        add     a0, a0, t2
        addi    t0, t0, 8
        bltu    t0, t1, add_up
        ret

# print_table: the numbers, a space before each, and a newline.
print_table:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)
        la      s0, table
        la      s1, table + 8 * COUNT
number: li      a0, 32                  # a space
        call    print_char
        ld      a0, 0(s0)
        call    print_int
        addi    s0, s0, 8
        bltu    s0, s1, number
        ld      ra, 24(sp)
        ld      s0, 16(sp)
        ld      s1, 8(sp)
        addi    sp, sp, 32
        j       print_newline

        .data
        .balign 8
table:  .quad   42, -7, 0, 99, 13, 13, -100, 5, 8, 1, 77, -3

        .section .rodata
before: .asciz  "before:"
after:  .asciz  "after:"
order:  .asciz  "in order: "
same:   .asciz  "same sum: "

        .include "lib/print.s"
