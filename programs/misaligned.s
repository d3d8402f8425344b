# A load or store whose address is no multiple of its size. It works, even
# where the bytes lie in two pages: the machine must then translate two
# addresses, and the two pages need not be neighbours in RAM.
#
#       edge - 3                edge
#          v                     v
#       ...+------+------+------+------+------+------+------+------+...
#          |  88  |  77  |  66  |  55  |  44  |  33  |  22  |  11  |
#       ...+------+------+------+------+------+------+------+------+...
#                    first page | second page
#
# expect: doubleword across the edge: 0x1122334455667788
# expect: last byte of the first page: 0x66
# expect: first byte of the second page: 0x55
# expect: word across the edge: 0x44556677
# expect: halfword across the edge: 0x5566
# expect: the same at all seven places: yes

        .equ    PAGE, 4096

        .text
        .globl  _start
_start:
        la      s0, pages + PAGE        # s0 = the edge
        li      s1, 0x1122334455667788
        sd      s1, -3(s0)

        la      a0, say_doubleword
        ld      a1, -3(s0)
        call    print_named_hex
        la      a0, say_last
        lbu     a1, -1(s0)
        call    print_named_hex
        la      a0, say_first
        lbu     a1, 0(s0)
        call    print_named_hex
        la      a0, say_word
        lw      a1, -2(s0)
        call    print_named_hex
        la      a0, say_halfword
        lhu     a1, -1(s0)
        call    print_named_hex

        li      a1, 1                   # edge - 7 .. edge - 1
        addi    t0, s0, -7
place:  sd      s1, 0(t0)
        ld      t1, 0(t0)
        xor     t1, t1, s1
        seqz    t1, t1
        and     a1, a1, t1
        sd      zero, 0(t0)             # nothing left for the next one
        addi    t0, t0, 1
        bltu    t0, s0, place
        la      a0, say_all
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
say_doubleword:
        .asciz  "doubleword across the edge: "
say_last:
        .asciz  "last byte of the first page: "
say_first:
        .asciz  "first byte of the second page: "
say_word:
        .asciz  "word across the edge: "
say_halfword:
        .asciz  "halfword across the edge: "
say_all:
        .asciz  "the same at all seven places: "

        .bss
        .balign PAGE
pages:  .skip   2 * PAGE

        .include "lib/print.s"
