# A store into code takes effect after fence.i, also across pages.
        .section .wx, "awx"
        .globl  _start
_start: la      s0, patch
        li      s1, 0
        li      s2, 50
loop:   lw      t0, 0(s0)
        li      t1, 1 << 20
        add     t0, t0, t1
        sw      t0, 0(s0)
        fence.i
patch:  addi    a0, zero, 0
        add     s1, s1, a0
        addi    s2, s2, -1
        bnez    s2, loop
        andi    a0, s1, 0xff
        li      a7, 93
        ecall
