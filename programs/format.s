# A small printf. It walks along the format string and takes the next argument
# at every % sign. The arguments come in a1 .. a7; stored on the stack side by
# side they become a table that one pointer can walk through. C compilers do
# the same in functions that take "...".
#
# expect: 3 + -4 = -1
# expect: 255 in hexadecimal is 0xff
# expect: a string: pagoda, a character: P, a percent sign: %

        .text
        .globl  _start
_start:
        la      a0, sum
        li      a1, 3
        li      a2, -4
        add     a3, a1, a2
        call    format

        la      a0, hexadecimal
        li      a1, 255
        mv      a2, a1
        call    format

        la      a0, others
        la      a1, word
        li      a2, 'P'
        call    format

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# format: prints the text a0. In it %d is a number in decimal, %x one in
# hexadecimal, %s a text, %c a character, and any other character after % is
# printed itself. The arguments are a1 to a7.
#
#       +----+
#       | ra | 80
#       | s0 | 72
#       | s1 | 64
#       | a7 | 56
#       :    :
#       | a1 |  8  <- s1 begins here
#       |    |  0
#       +----+ <- sp
format:
        addi    sp, sp, -96
        sd      ra, 80(sp)
        sd      s0, 72(sp)
        sd      s1, 64(sp)
        sd      a7, 56(sp)
        sd      a6, 48(sp)
        sd      a5, 40(sp)
        sd      a4, 32(sp)
        sd      a3, 24(sp)
        sd      a2, 16(sp)
        sd      a1, 8(sp)
        mv      s0, a0                  # s0 = the next character
        addi    s1, sp, 8               # s1 = the next argument

next:   lbu     a0, 0(s0)
        beqz    a0, finished
        addi    s0, s0, 1
        li      t0, '%'
        beq     a0, t0, directive
plain:  call    print_char
        j       next

directive:
        lbu     a0, 0(s0)
        beqz    a0, finished            # a % at the end stands for nothing
        addi    s0, s0, 1
        li      t0, 'd'
        la      t1, print_int
        beq     a0, t0, argument
        li      t0, 'x'
        la      t1, print_hex
        beq     a0, t0, argument
        li      t0, 's'
        la      t1, print_string
        beq     a0, t0, argument
        li      t0, 'c'
        la      t1, print_char
        bne     a0, t0, plain
argument:
        ld      a0, 0(s1)
        addi    s1, s1, 8
        jalr    t1                      # call the function t1 points to
        j       next

finished:
        ld      ra, 80(sp)
        ld      s0, 72(sp)
        ld      s1, 64(sp)
        addi    sp, sp, 96
        ret

        .section .rodata
sum:    .asciz  "%d + %d = %d\n"
hexadecimal:
        .asciz  "%d in hexadecimal is %x\n"
others: .asciz  "a string: %s, a character: %c, a percent sign: %%\n"
word:   .asciz  "pagoda"

        .include "lib/print.s"
