# Atomic operations, and a store-conditional with and without its reservation.
        .globl  _start
_start: la      s0, cell
        li      t0, -5
        amoadd.d t1, t0, (s0)
        amomaxu.w t2, t0, (s0)
        amoswap.d t3, t1, (s0)
        lr.d    t4, (s0)
        sc.d    t5, t0, (s0)
        sc.d    t6, t0, (s0)
        add     a0, t1, t2
        xor     a0, a0, t3
        add     a0, a0, t4
        slli    t6, t6, 5
        or      a0, a0, t5
        add     a0, a0, t6
        ld      t0, (s0)
        xor     a0, a0, t0
        li      a7, 93
        ecall
        .data
        .balign 8
cell:   .dword  100
