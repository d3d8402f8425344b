# .eqv stands for numbers, registers, strings and whole instructions.
.eqv LIMIT 100
.eqv total s1
.eqv STEP, 3
.eqv advance add total, total, t0
.eqv TITLE "total: "
.data
title: .asciz TITLE
.text
main:   li t0, STEP
more:   advance
        li t1, LIMIT
        blt total, t1, more
        la a0, title
        li a7, 4
        ecall
        mv a0, total
        li a7, 1
        ecall
        li a7, 10
        ecall
