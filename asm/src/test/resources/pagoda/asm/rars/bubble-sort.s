# Sorts words in place; the bound of the loops is a name for a number.
.eqv SIZE 8
.eqv PRINT_INT 1
.eqv PRINT_CHAR 11
    .data
numbers: .word 5, -3, 12, 0, 7, 7, 1, 100
    .text
main:
    li   s0, SIZE
outer:
    addi s0, s0, -1
    blez s0, print
    la   t0, numbers
    mv   t1, s0
inner:
    lw   t2, 0(t0)
    lw   t3, 4(t0)
    ble  t2, t3, ordered
    sw   t3, 0(t0)
    sw   t2, 4(t0)
ordered:
    addi t0, t0, 4
    addi t1, t1, -1
    bnez t1, inner
    b    outer
print:
    la   s1, numbers
    li   s0, SIZE
next:
    lw   a0, (s1)
    li   a7, PRINT_INT
    ecall
    li   a0, ' '
    li   a7, PRINT_CHAR
    ecall
    addi s1, s1, 4
    addi s0, s0, -1
    bnez s0, next
    li   a7, 10
    ecall
