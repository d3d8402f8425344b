# Gathering output: writev writes several pieces of memory, wherever they are,
# with one system call. It is given a table of (address, length) pairs.
#
#       pieces  +---------+----+      .data          .rodata
#               | subject |  4 | --> "The "
#               | noun    |  6 | ------------------> "pagoda"
#               | verb    | 12 | --> " has tiers.\n"
#               +---------+----+
#
# expect: The pagoda has tiers.
# expect: bytes written: 22

        .text
        .globl  _start
_start:
        li      a0, 1                   # writev(1, pieces, 3)
        la      a1, pieces
        li      a2, 3
        li      a7, 66
        ecall
        mv      a1, a0                  # the sum of the lengths
        la      a0, say_written
        call    print_named

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .data
        .balign 8
pieces: .quad   subject, verb - subject
        .quad   noun, noun_end - noun
        .quad   verb, verb_end - verb

subject:
        .ascii  "The "
verb:   .ascii  " has tiers.\n"
verb_end:

        .section .rodata
noun:   .ascii  "pagoda"
noun_end:
say_written:
        .asciz  "bytes written: "

        .include "lib/print.s"
