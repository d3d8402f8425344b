# The calling convention at work: whoever calls may rely on s registers and on
# sp, and must expect a, t and ra to be lost. The towers of Hanoi call
# themselves twice and need four values after the first call, so they move
# them to s registers, and first save what the caller had in those.
#
# expect: move disc 1 from A to C
# expect: move disc 2 from A to B
# expect: move disc 1 from C to B
# expect: move disc 3 from A to C
# expect: move disc 1 from B to A
# expect: move disc 2 from B to C
# expect: move disc 1 from A to C
# expect: s registers as they were: yes

        .text
        .globl  _start
_start:
        li      s0, 1001                # values of ours: hanoi must give
        li      s3, 2002                # them back

        li      a0, 3
        li      a1, 'A'
        li      a2, 'C'
        li      a3, 'B'
        call    hanoi

        addi    t0, s0, -1001           # both 0 if they are the same
        addi    t1, s3, -2002
        or      t0, t0, t1
        seqz    a1, t0
        la      a0, say_kept
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# hanoi: moves a0 discs from the peg a1 to the peg a2; a3 is the third peg.
#
#       sp + 48 +-----+
#               | ra  | 40    saved here because hanoi calls
#               | s0  | 32    the caller's values of the registers
#               | s1  | 24    that hanoi keeps its own in
#               | s2  | 16
#               | s3  |  8
#               |     |  0    (sp stays a multiple of 16)
#       sp      +-----+
hanoi:
        bnez    a0, some
        ret                             # no disc: nothing to do, no frame
some:   addi    sp, sp, -48
        sd      ra, 40(sp)
        sd      s0, 32(sp)
        sd      s1, 24(sp)
        sd      s2, 16(sp)
        sd      s3, 8(sp)

        mv      s0, a0                  # s0 = discs
        mv      s1, a1                  # s1 = from
        mv      s2, a2                  # s2 = to
        mv      s3, a3                  # s3 = third

        addi    a0, s0, -1              # the smaller ones out of the way
        mv      a2, s3
        mv      a3, s2
        call    hanoi

        la      a0, say_move
        call    print_string
        mv      a0, s0
        call    print_int
        la      a0, say_from
        call    print_string
        mv      a0, s1
        call    print_char
        la      a0, say_to
        call    print_string
        mv      a0, s2
        call    print_char
        call    print_newline

        addi    a0, s0, -1              # and on top of it again
        mv      a1, s3
        mv      a2, s2
        mv      a3, s1
        call    hanoi

        ld      ra, 40(sp)
        ld      s0, 32(sp)
        ld      s1, 24(sp)
        ld      s2, 16(sp)
        ld      s3, 8(sp)
        addi    sp, sp, 48
        ret

        .section .rodata
say_move:
        .asciz  "move disc "
say_from:
        .asciz  " from "
say_to: .asciz  " to "
say_kept:
        .asciz  "s registers as they were: "

        .include "lib/print.s"
