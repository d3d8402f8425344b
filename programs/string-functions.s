# part: functions on strings and bytes as the C library has them, to be linked
# with strings.s. A string is its characters and then a zero byte.
#
# None of them calls another, so none needs a stack frame: a and t registers
# are enough. These are leaf functions.

        .globl  strlen, strcpy, strcmp, memcpy, memset, reverse, itoa
        .text

# strlen: a0 = string, gives the number of characters before the zero byte.
strlen:
        mv      t0, a0
1:      lbu     t1, 0(t0)
        beqz    t1, 2f
        addi    t0, t0, 1
        j       1b
2:      sub     a0, t0, a0
        ret

# strcpy: copies the string a1, with its zero byte, to a0. It cannot know how
# much room there is: see wild-pointer.s for what comes of that.
strcpy:
        mv      t0, a0
1:      lbu     t1, 0(a1)
        sb      t1, 0(t0)
        addi    a1, a1, 1
        addi    t0, t0, 1
        bnez    t1, 1b                  # the zero byte is copied, then ends it
        ret                             # a0 is still the destination

# strcmp: gives 0 if the strings a0 and a1 are equal, else the difference of
# the first two characters that differ.
strcmp:
        lbu     t0, 0(a0)
        lbu     t1, 0(a1)
        bne     t0, t1, 1f
        addi    a0, a0, 1
        addi    a1, a1, 1
        bnez    t0, strcmp
1:      sub     a0, t0, t1              # equal up to the end: 0 - 0
        ret

# memcpy: copies a2 bytes from a1 to a0, which must not overlap.
memcpy:
        add     t0, a1, a2              # t0 = end of the source
        mv      t1, a0
1:      beq     a1, t0, 2f
        lbu     t2, 0(a1)
        sb      t2, 0(t1)
        addi    a1, a1, 1
        addi    t1, t1, 1
        j       1b
2:      ret

# memset: sets a2 bytes at a0 to the value a1.
memset:
        add     t0, a0, a2
        mv      t1, a0
1:      beq     t1, t0, 2f
        sb      a1, 0(t1)
        addi    t1, t1, 1
        j       1b
2:      ret

# reverse: turns the string a0 round where it is. Two pointers walk towards
# each other and swap what they point to:
#
#       p a g o d a 0
#       ^         ^
#       t0 ->  <- t1
reverse:
        mv      t0, a0
        mv      t1, a0
1:      lbu     t2, 0(t1)               # t1 = the zero byte
        beqz    t2, 2f
        addi    t1, t1, 1
        j       1b
2:      addi    t1, t1, -1
        bgeu    t0, t1, 3f              # they met
        lbu     t2, 0(t0)
        lbu     t3, 0(t1)
        sb      t3, 0(t0)
        sb      t2, 0(t1)
        addi    t0, t0, 1
        j       2b
3:      ret

# itoa: writes the number a0 in decimal to a1 (21 bytes at most: a sign, 19
# digits and the zero byte). First it counts the digits, then writes them from
# the last to the first.
itoa:
        mv      t0, a1
        bgez    a0, 1f
        li      t1, '-'
        sb      t1, 0(t0)
        addi    t0, t0, 1
        neg     a0, a0                  # -2^63 stays as it is; divu and remu
1:      li      t1, 10                  # read it as 2^63, which is right
        mv      t2, a0
2:      divu    t2, t2, t1              # one place further for each digit
        addi    t0, t0, 1
        bnez    t2, 2b
        sb      zero, 0(t0)
3:      remu    t2, a0, t1
        divu    a0, a0, t1
        addi    t2, t2, '0'
        addi    t0, t0, -1
        sb      t2, 0(t0)
        bnez    a0, 3b
        mv      a0, a1
        ret
