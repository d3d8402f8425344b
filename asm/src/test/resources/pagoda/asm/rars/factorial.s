# Recursion with a stack frame.
        .text
        .globl main
main:   li   a0, 10
        jal  factorial
        li   a7, 1
        ecall
        li   a7, 10
        ecall
factorial:
        addi sp, sp, -16
        sd   ra, 8(sp)
        sd   s0, 0(sp)
        mv   s0, a0
        li   t0, 2
        blt  a0, t0, least
        addi a0, a0, -1
        call factorial
        mul  a0, a0, s0
        b    leave
least:  li   a0, 1
leave:  ld   s0, 0(sp)
        ld   ra, 8(sp)
        addi sp, sp, 16
        ret
