        .globl  _start
_start: ld a0, 0(zero)
        li      a0, 99
        li      a7, 93
        ecall
        .section .rodata
fixed:  .dword  1
        .data
cell:   .dword  1
