# An instruction that only the kernel may execute. The register satp (its CSR
# number is 0x180) holds the address of the page table: a program that could
# change it would own the machine. In user mode it is an illegal instruction.
#
# expect: reading satp
# expect-exit: 132
# expect-error: scause 2
# expect-error: killed by SIGILL

        .text
        .globl  _start
_start:
        la      a0, reading
        call    print_line

        csrr    a0, 0x180               # <- dies here

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
reading:
        .asciz  "reading satp"

        .include "lib/print.s"
