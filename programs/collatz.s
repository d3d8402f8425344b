# A loop whose end nobody can foresee: halve an even number, make 3n + 1 of an
# odd one, until it is 1. From 27 it climbs to 9232 before it comes down. An
# odd number is known by its lowest bit, and halving is a shift.
#
# expect: 6 3 10 5 16 8 4 2 1
# expect: steps from 27: 111
# expect: highest number on the way: 9232

        .text
        .globl  _start
_start:
        li      s0, 6                   # a short one, to look at
show:   mv      a0, s0
        call    print_int
        li      t0, 1
        beq     s0, t0, shown
        li      a0, 32                  # a space
        call    print_char
        mv      a0, s0
        call    step
        mv      s0, a0
        j       show
shown:  call    print_newline

        li      s0, 27                  # and a long one, to count
        li      s1, 0                   # s1 = steps
        mv      s2, s0                  # s2 = the highest so far
        li      s3, 1
walk:   beq     s0, s3, arrived
        mv      a0, s0
        call    step
        mv      s0, a0
        addi    s1, s1, 1
        bleu    s0, s2, walk
        mv      s2, s0
        j       walk

arrived:
        la      a0, say_steps
        mv      a1, s1
        call    print_named
        la      a0, say_highest
        mv      a1, s2
        call    print_named
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# step: a0 = n, gives n / 2 or 3n + 1.
step:
        andi    t0, a0, 1
        bnez    t0, odd
        srli    a0, a0, 1
        ret
odd:    slli    t0, a0, 1               # 3n + 1 = 2n + n + 1
        add     a0, a0, t0
        addi    a0, a0, 1
        ret

        .section .rodata
say_steps:
        .asciz  "steps from 27: "
say_highest:
        .asciz  "highest number on the way: "

        .include "lib/print.s"
