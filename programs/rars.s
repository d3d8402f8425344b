# RARS's system calls, by --abi rars, print and read numbers by themselves.
#
# Reads how many numbers follow, then each from a line of its own, and prints
# their sum, their mean and the largest. An output call changes no register, so
# nothing has to be saved around it.
#
# options: --abi rars
# stdin: 4
# stdin: 10
# stdin: -3
# stdin: 2000000000
# stdin: 48
# expect: How many? sum 2000000055, in hexadecimal 0x0000000077359437
# expect: mean 5.0000001375E8
# expect: largest 2000000000

        .equ    PRINT_INT, 1
        .equ    PRINT_DOUBLE, 3
        .equ    PRINT_STRING, 4
        .equ    READ_INT, 5
        .equ    SBRK, 9
        .equ    EXIT, 10
        .equ    PRINT_INT_HEX, 34

        .macro  print text
        la      a0, \text
        li      a7, PRINT_STRING
        ecall
        .endm

        .data
how_many: .asciz "How many? "
sum:    .asciz  "sum "
hex:    .asciz  ", in hexadecimal "
mean:   .asciz  "\nmean "
largest: .asciz "\nlargest "
newline: .asciz "\n"

        .text
        .globl  main
main:   print   how_many
        li      a7, READ_INT
        ecall
        mv      s0, a0                  # how many
        slli    a0, a0, 2
        li      a7, SBRK
        ecall
        mv      s1, a0                  # an array of so many words

        mv      t0, s1
        mv      t1, s0
read:   li      a7, READ_INT
        ecall
        sw      a0, 0(t0)
        addi    t0, t0, 4
        addi    t1, t1, -1
        bgtz    t1, read

        li      s2, 0                   # the sum
        lw      s3, 0(s1)               # the largest
        mv      t0, s1
        mv      t1, s0
add:    lw      t2, 0(t0)
        add     s2, s2, t2
        ble     t2, s3, not_larger
        mv      s3, t2
not_larger:
        addi    t0, t0, 4
        addi    t1, t1, -1
        bgtz    t1, add

        print   sum
        mv      a0, s2
        li      a7, PRINT_INT
        ecall
        print   hex
        mv      a0, s2
        li      a7, PRINT_INT_HEX
        ecall
        print   mean
        fcvt.d.l fa0, s2
        fcvt.d.l fa1, s0
        fdiv.d  fa0, fa0, fa1
        li      a7, PRINT_DOUBLE
        ecall
        print   largest
        mv      a0, s3
        li      a7, PRINT_INT
        ecall
        print   newline
        li      a7, EXIT
        ecall
