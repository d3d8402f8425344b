        .globl  _start
_start: la a0, _start; sd a0, 0(a0)
        li      a0, 99
        li      a7, 93
        ecall
        .section .rodata
fixed:  .dword  1
        .data
cell:   .dword  1
