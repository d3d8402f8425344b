# Recursive Fibonacci numbers: calls, returns and a stack. A round computes the
# 27th.

        .text
        .globl  work
work:   li      a0, 27

# a0 = fib(a0)
fib:    li      t0, 2
        bltu    a0, t0, small
        addi    sp, sp, -32
        sd      ra, 0(sp)
        sd      s0, 8(sp)
        sd      s1, 16(sp)
        mv      s0, a0
        addi    a0, a0, -1
        call    fib
        mv      s1, a0
        addi    a0, s0, -2
        call    fib
        add     a0, a0, s1
        ld      ra, 0(sp)
        ld      s0, 8(sp)
        ld      s1, 16(sp)
        addi    sp, sp, 32
small:  ret
