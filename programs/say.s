# Prints its arguments, with a space between them, as echo does. (echo.s, the
# other one, copies its input.)
#
# How to run it: ./pagoda run programs/say.s -- hello, world
#
# args: hello, world
# expect: hello, world

        .text
        .globl  _start
_start:
        ld      s0, 0(sp)               # argc
        addi    s1, sp, 16              # argv[1]
        li      s2, 1
next:   bgeu    s2, s0, done
        li      t0, 1
        beq     s2, t0, 1f
        li      a0, ' '
        call    print_char
1:      ld      a0, 0(s1)
        call    print_string
        addi    s1, s1, 8
        addi    s2, s2, 1
        j       next
done:   call    print_newline
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .include "lib/print.s"
