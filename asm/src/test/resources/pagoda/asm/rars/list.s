# A linked list in memory from sbrk.
.eqv SBRK 9
.eqv NEXT 8
.text
.globl main
main:   li   s0, 0
        li   s1, 5
build:  li   a0, 16
        li   a7, SBRK
        ecall
        sd   s1, 0(a0)
        sd   s0, NEXT(a0)
        mv   s0, a0
        addi s1, s1, -1
        bnez s1, build
walk:   beqz s0, done
        ld   a0, (s0)
        li   a7, 1
        ecall
        ld   s0, NEXT(s0)
        j    walk
done:   li   a7, 10
        ecall
