# The sieve of Eratosthenes over 1 MiB: a round counts the primes below 2^20.

        .equ    LIMIT, 1 << 20

        .text
        .globl  work
work:   la      t0, sieve
        li      t1, LIMIT
        add     t2, t0, t1              # t2 = the sieve's end

clear:  sd      zero, 0(t0)
        addi    t0, t0, 8
        bltu    t0, t2, clear

        la      t0, sieve
        li      a0, 0                   # a0 = primes found
        li      t3, 2                   # t3 = the number looked at
        li      t5, 1
each:   add     t4, t0, t3
        lbu     t6, 0(t4)
        bnez    t6, next
        addi    a0, a0, 1
        mul     t6, t3, t3              # smaller multiples are crossed out
        bgeu    t6, t1, next
        add     t4, t0, t6
cross:  sb      t5, 0(t4)
        add     t4, t4, t3
        bltu    t4, t2, cross
next:   addi    t3, t3, 1
        bltu    t3, t1, each
        ret

        .bss
        .balign 8
sieve:  .zero   LIMIT
