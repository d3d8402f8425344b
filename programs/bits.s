# Working on single bits with and, or, xor and shifts: count them, turn them
# round, rotate, and see the two ways of making a short number long.
#
# expect: number: 0x80000000deadbeef
# expect: ones in it: 25
# expect: bit 31: 1
# expect: bit 30 cleared and bit 0 flipped: 0x800000009eadbeee
# expect: shifted right, zeros in: 0x80000000deadbee
# expect: shifted right, sign in: 0xf80000000deadbee
# expect: rotated left by 8: 0xdeadbeef80
# expect: bits in reverse order: 0xf77db57b00000001
# expect: low word with its sign: 0xffffffffdeadbeef
# expect: low word with zeros: 0xdeadbeef
# expect: lowest one alone: 0x1

        .text
        .globl  _start
_start:
        li      s0, 0x80000000deadbeef
        la      a0, say_number
        mv      a1, s0
        call    print_named_hex

# x & (x - 1) takes away the lowest one; how often is the number of ones.
        mv      t0, s0
        li      a1, 0
count:  addi    t1, t0, -1
        and     t0, t0, t1
        addi    a1, a1, 1
        bnez    t0, count
        la      a0, say_ones
        call    print_named

        srli    a1, s0, 31              # bit 31 to the right end ...
        andi    a1, a1, 1               # ... and nothing else
        la      a0, say_bit
        call    print_named

        li      t0, 1
        slli    t0, t0, 30
        not     t0, t0                  # all ones but bit 30
        and     a1, s0, t0
        xori    a1, a1, 1
        la      a0, say_changed
        call    print_named_hex

        srli    a1, s0, 4               # logical: for unsigned numbers
        la      a0, say_logical
        call    print_named_hex
        srai    a1, s0, 4               # arithmetic: for signed numbers
        la      a0, say_arithmetic
        call    print_named_hex

        slli    t0, s0, 8               # what leaves on the left ...
        srli    t1, s0, 64 - 8          # ... comes in on the right
        or      a1, t0, t1
        la      a0, say_rotated
        call    print_named_hex

        mv      t0, s0
        li      a1, 0
        li      t1, 64
mirror: slli    a1, a1, 1               # out on the right of t0,
        andi    t2, t0, 1               # in on the right of a1
        or      a1, a1, t2
        srli    t0, t0, 1
        addi    t1, t1, -1
        bnez    t1, mirror
        la      a0, say_mirrored
        call    print_named_hex

        sext.w  a1, s0                  # as lw does
        la      a0, say_signed
        call    print_named_hex
        slli    a1, s0, 32              # as lwu does
        srli    a1, a1, 32
        la      a0, say_unsigned
        call    print_named_hex

        neg     t0, s0                  # -x is ~x + 1: above the lowest one
        and     a1, s0, t0              # every bit of it differs from x
        la      a0, say_lowest
        call    print_named_hex

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
say_number:
        .asciz  "number: "
say_ones:
        .asciz  "ones in it: "
say_bit:
        .asciz  "bit 31: "
say_changed:
        .asciz  "bit 30 cleared and bit 0 flipped: "
say_logical:
        .asciz  "shifted right, zeros in: "
say_arithmetic:
        .asciz  "shifted right, sign in: "
say_rotated:
        .asciz  "rotated left by 8: "
say_mirrored:
        .asciz  "bits in reverse order: "
say_signed:
        .asciz  "low word with its sign: "
say_unsigned:
        .asciz  "low word with zeros: "
say_lowest:
        .asciz  "lowest one alone: "

        .include "lib/print.s"
