# The smallest program with something to show. It asks the kernel for two
# things: to write a text, and to end. A system call has its number in a7
# and its arguments in a0, a1, a2 ...; ecall hands them to the kernel.
#
# expect: Hello, world!

        .section .rodata
text:   .ascii  "Hello, world!\n"
        .equ    length, . - text        # from text to here, in bytes

        .text
        .globl  _start                  # where every program begins
_start:
        li      a0, 1                   # write(1 = standard output,
        la      a1, text                #       address of the bytes,
        li      a2, length              #       how many)
        li      a7, 64
        ecall

        li      a0, 0                   # exit(0 = all went well)
        li      a7, 93
        ecall
