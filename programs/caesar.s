# A filter: text comes in on standard input, every letter moves 13 places on
# in the alphabet, and the text goes out. Twice gives the old text again. The
# trick is one unsigned comparison for "is it between a and z": subtract the
# lower end, and what was below it becomes a very large number.
#
# How to run it: echo Hello | ./pagoda run programs/caesar.s
#
# stdin: Why did the pagoda have so many tiers?
# stdin: Orpnhfr vg zvffrq gur tebhaq.
# expect: Jul qvq gur cntbqn unir fb znal gvref?
# expect: Because it missed the ground.

        .equ    SIZE, 256
        .equ    SHIFT, 13

        .text
        .globl  _start
_start:
block:  li      a0, 0                   # read(0, buffer, SIZE)
        la      a1, buffer
        li      a2, SIZE
        li      a7, 63
        ecall
        blez    a0, done                # the end, or an error

        mv      s1, a0                  # s1 = bytes in this block
        la      s2, buffer              # s2 = the next byte
        add     s3, s2, s1              # s3 = the end of the block
byte:   lbu     a0, 0(s2)
        call    turn
        sb      a0, 0(s2)
        addi    s2, s2, 1
        bltu    s2, s3, byte

        la      a0, buffer
        mv      a1, s1
        call    write_all
        j       block

done:   li      a7, 93                  # exit(0, or -errno)
        ecall

# turn: a0 = character, gives it 13 letters further if it is a letter.
turn:
        andi    t0, a0, ~0x20           # without bit 5 a letter is a capital
        addi    t0, t0, -'A'            # A .. Z become 0 .. 25
        li      t1, 26
        bgeu    t0, t1, other
        andi    t2, a0, 0x20            # t2 = the bit that was taken away
        addi    t0, t0, SHIFT
        remu    t0, t0, t1              # after Z comes A
        addi    t0, t0, 'A'
        or      a0, t0, t2
other:  ret

        .bss
buffer: .skip   SIZE

        .include "lib/print.s"
