# A system call that fills in a structure: uname writes six fields of 65 bytes
# each into the caller's memory, each a string with its zero byte.
#
#   at: 0         65         130       195       260       325
#       +---------+----------+---------+---------+---------+------------+
#       | sysname | nodename | release | version | machine | domainname |
#       +---------+----------+---------+---------+---------+------------+
#
# Only the machine is the same everywhere: it is what the program was made for.
#
# expect: uname gave 0
# expect: machine: riscv64

        .equ    FIELD, 65
        .equ    MACHINE, 4              # the fifth field

        .text
        .globl  _start
_start:
        la      a0, names
        li      a7, 160                 # uname(names)
        ecall
        mv      a1, a0
        la      a0, say_result
        call    print_named

        la      a0, say_machine
        call    print_string
        la      a0, names + FIELD * MACHINE
        call    print_line

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
say_result:
        .asciz  "uname gave "
say_machine:
        .asciz  "machine: "

        .bss
names:  .skip   6 * FIELD

        .include "lib/print.s"
