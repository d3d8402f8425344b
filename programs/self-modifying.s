# A program that changes its own instructions. Its section is made writable
# and executable ("awx"); the usual .text could not be written. The hardware
# may hold on to an instruction it fetched before, so after the store a fence.i
# must say: fetch anew.
#
# expect: before: 1
# expect: after: 2
# expect: called 100 times, each time changed: 5050

        .option norvc                   # every instruction is one word

        .section .patch, "awx", @progbits
        .balign 4
answer: li      a0, 1                   # this instruction will be replaced
        ret

        .text
        .globl  _start
_start:
        call    answer
        mv      a1, a0
        la      a0, say_before
        call    print_named

        lw      t0, other               # instructions are just words in
        la      t1, answer              # memory: copy one over another
        sw      t0, 0(t1)
        fence.i
        call    answer
        mv      a1, a0
        la      a0, say_after
        call    print_named

# li a0, n is addi a0, zero, n, and its n is in bits 20 and up: to make the
# next one, add 1 << 20.
#
#  bit  31          20 19  15 14 12 11   7 6       0
#       +-------------+------+-----+------+---------+
#       |      n      | zero | 000 |  a0  | 0010011 |
#       +-------------+------+-----+------+---------+
        lw      s0, pattern
        li      s1, 1
        slli    s1, s1, 20
        li      s2, 100
        li      s3, 0                   # s3 = sum of the answers 1 .. 100
        la      s4, answer
again:  add     s0, s0, s1
        sw      s0, 0(s4)
        fence.i
        call    answer
        add     s3, s3, a0
        addi    s2, s2, -1
        bnez    s2, again
        la      a0, say_often
        mv      a1, s3
        call    print_named

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# Never executed, only copied: so nobody encodes an instruction by hand.
other:  li      a0, 2
pattern:
        li      a0, 0

        .section .rodata
say_before:
        .asciz  "before: "
say_after:
        .asciz  "after: "
say_often:
        .asciz  "called 100 times, each time changed: "

        .include "lib/print.s"
