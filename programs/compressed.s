# The same function twice: in instructions of 32 bits, and in the 16-bit ones
# that stand for them. The lowest two bits of an instruction tell its length,
# so both kinds mix, and one of 32 bits may begin at any even address.
#
#       ..........xx xx  16 bits, if they are not both 1
#       ............ 11  32 bits
#
# expect: sum of 1 to 10 in long instructions: 55
# expect: sum of 1 to 10 in short ones: 55
# expect: bytes of the long ones: 24
# expect: bytes of the short ones: 12
# expect: lowest two bits of a long one: 3
# expect: lowest two bits of a short one: 2
# expect: a call from a short one returns 2 bytes on: yes

        .text
        .globl  _start
_start:
        li      a0, 10
        call    long
        mv      a1, a0
        la      a0, say_long
        call    print_named
        li      a0, 10
        call    short
        mv      a1, a0
        la      a0, say_short
        call    print_named

        la      s0, long
        la      t0, long_end
        sub     a1, t0, s0
        la      a0, say_long_bytes
        call    print_named
        la      s1, short
        la      t0, short_end
        sub     a1, t0, s1
        la      a0, say_short_bytes
        call    print_named

        lhu     a1, 0(s0)
        andi    a1, a1, 3
        la      a0, say_long_bits
        call    print_named
        lhu     a1, 0(s1)
        andi    a1, a1, 3
        la      a0, say_short_bits
        call    print_named

        la      t1, there
        la      s2, here
here:   c.jalr  t1                      # ra = the address behind it
there:  sub     t0, ra, s2
        addi    t0, t0, -2
        seqz    a1, t0
        la      a0, say_link
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# a0 = n, gives 1 + 2 + ... + n in a0.
        .option push
        .option norvc                   # no short instructions here
        .balign 4
long:   mv      a1, a0
        li      a0, 0
1:      add     a0, a0, a1
        addi    a1, a1, -1
        bnez    a1, 1b
        ret
long_end:
        .option rvc                     # short ones wherever there is one
short:  mv      a1, a0
        li      a0, 0
1:      add     a0, a0, a1
        addi    a1, a1, -1
        bnez    a1, 1b
        ret
short_end:
        .option pop

        .section .rodata
say_long:
        .asciz  "sum of 1 to 10 in long instructions: "
say_short:
        .asciz  "sum of 1 to 10 in short ones: "
say_long_bytes:
        .asciz  "bytes of the long ones: "
say_short_bytes:
        .asciz  "bytes of the short ones: "
say_long_bits:
        .asciz  "lowest two bits of a long one: "
say_short_bits:
        .asciz  "lowest two bits of a short one: "
say_link:
        .asciz  "a call from a short one returns 2 bytes on: "

        .include "lib/print.s"
