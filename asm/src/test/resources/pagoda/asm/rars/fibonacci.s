# Fills an array with Fibonacci numbers and prints it: .space, lw and sw by label.
    .data
fibs:   .space 80
count:  .word 20
    .text
    .globl main
main:
    la   s0, fibs
    lw   s1, count
    li   t0, 1
    sw   t0, (s0)
    sw   t0, 4(s0)
    addi s1, s1, -2
loop:
    lw   t1, 0(s0)
    lw   t2, 4(s0)
    add  t1, t1, t2
    sw   t1, 8(s0)
    addi s0, s0, 4
    addi s1, s1, -1
    bgtz s1, loop
    la   s0, fibs
    lw   s1, count
print:
    lw   a0, (s0)
    li   a7, 1
    ecall
    li   a0, ' '
    li   a7, 11
    ecall
    addi s0, s0, 4
    addi s1, s1, -1
    bgtz s1, print
    sw   zero, count, t3
    li   a7, 10
    ecall
