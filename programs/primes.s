# The sieve of Eratosthenes. The sieve is 10000 bytes in .bss: the section
# takes no room in the file, only its size is noted, and the kernel hands out
# pages of zeros. So "not crossed out" is 0 and nothing need be cleared.
#
# expect: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97
# expect: primes below 10000: 1229

        .equ    LIMIT, 10000
        .equ    SHOWN, 100              # print those below this

        .text
        .globl  _start
_start:
        la      s0, sieve
        li      s1, LIMIT

# Cross out the multiples of every prime. Those of p that are below p * p
# have a smaller factor and are crossed out already.
        li      s2, 2                   # s2 = p
each_p: mul     t0, s2, s2              # t0 = the multiple to cross out
        bge     t0, s1, crossed         # p * p is outside: ready
        add     t1, s0, s2
        lbu     t1, 0(t1)
        bnez    t1, next_p              # p is no prime itself
        li      t2, 1
cross:  add     t1, s0, t0
        sb      t2, 0(t1)
        add     t0, t0, s2
        blt     t0, s1, cross
next_p: addi    s2, s2, 1
        j       each_p

# What is left is prime: count it, and show the first ones.
crossed:
        li      s2, 2                   # s2 = the number looked at
        li      s3, 0                   # s3 = primes found
look:   add     t1, s0, s2
        lbu     t1, 0(t1)
        bnez    t1, skip
        addi    s3, s3, 1
        li      t0, SHOWN
        bge     s2, t0, skip
        li      t0, 2
        beq     s2, t0, first           # no space before the first
        li      a0, 32                  # a space
        call    print_char
first:  mv      a0, s2
        call    print_int
skip:   addi    s2, s2, 1
        blt     s2, s1, look

        call    print_newline
        la      a0, found
        mv      a1, s3
        call    print_named

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
found:  .asciz  "primes below 10000: "

        .bss
sieve:  .skip   LIMIT

        .include "lib/print.s"
