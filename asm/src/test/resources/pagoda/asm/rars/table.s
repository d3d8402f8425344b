# Tables: a repeated number, a jump table, and common memory that .extern asks for.
.extern shared 8
.data
zeros:  .word 0:10
ones:   .byte 1:3, 2
cases:  .dword none, one, two
.text
main:   li   t0, 2
        slli t0, t0, 3
        la   t1, cases
        add  t1, t1, t0
        ld   t1, (t1)
        jr   t1
none:   li   a0, 0
        b    out
one:    li   a0, 1
        b    out
two:    li   a0, 2
out:    la   t0, shared
        sd   a0, (t0)
        li   a7, 93
        ecall
