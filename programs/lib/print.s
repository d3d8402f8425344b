# part: routines that print texts and numbers on standard output. A program
# that wants them says  .include "lib/print.s"  as its last line.
#
#   print_string    a0 = text that ends with a zero byte
#   print_line      the same, and a newline after it
#   print_char      a0 = one character
#   print_newline   nothing in
#   print_int       a0 = number, printed in decimal with its sign
#   print_unsigned  a0 = number, printed in decimal without a sign
#   print_hex       a0 = number, printed as 0x and its hexadecimal digits
#   print_named     a0 = text, a1 = number: the text, the number with its
#                   sign, and a newline
#   print_named_hex  the same with the number in hexadecimal
#   print_fact      a0 = text, a1 = 0 or not: the text, no or yes, a newline
#   write_all       a0 = bytes, a1 = how many of them
#
# They keep the calling convention: ra, a and t registers are lost, s registers
# and sp come back as they were. Nothing is buffered, so what was printed is
# out even if the next instruction kills the program.

        .text

# write may take fewer bytes than it is offered: go on with the rest.
write_all:
        mv      a2, a1                  # a2 = bytes still to write
        mv      a1, a0                  # a1 = the first of them
.Lwrite_more:
        blez    a2, .Lwrite_done
        li      a0, 1                   # standard output
        li      a7, 64                  # write
        ecall
        blez    a0, .Lwrite_done        # an error, and nobody to tell
        add     a1, a1, a0
        sub     a2, a2, a0
        j       .Lwrite_more
.Lwrite_done:
        ret

print_string:
        mv      a1, a0
.Lfind_end:
        lbu     t0, 0(a1)
        beqz    t0, .Lfound_end
        addi    a1, a1, 1
        j       .Lfind_end
.Lfound_end:
        sub     a1, a1, a0              # length = end - begin
        j       write_all               # its ret is ours: a tail call

print_line:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        call    print_string
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_newline

print_newline:
        li      a0, '\n'
        j       print_char

print_char:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sb      a0, 0(sp)               # write wants an address
        mv      a0, sp
        li      a1, 1
        call    write_all
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

print_int:
        bgez    a0, print_unsigned
        addi    sp, sp, -16
        sd      ra, 8(sp)
        neg     a0, a0                  # of the smallest number, -2^63, this is
        sd      a0, 0(sp)               # 2^63: right, if read without a sign
        li      a0, '-'
        call    print_char
        ld      a0, 0(sp)
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_unsigned

print_unsigned:
        li      a1, 10
        j       .Lprint_digits

print_hex:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a0, 0(sp)
        la      a0, .Lhex_prefix
        call    print_string
        ld      a0, 0(sp)
        ld      ra, 8(sp)
        addi    sp, sp, 16
        li      a1, 16
        j       .Lprint_digits

# The digits come out last first, so they fill a buffer from its end.
#
#   sp + 32   ra
#   sp + 24   (end of the buffer)
#        :    up to 20 digits: 2^64 - 1 is 18446744073709551615
#   sp + 0
.Lprint_digits:                         # a0 = number, a1 = base
        addi    sp, sp, -48
        sd      ra, 32(sp)
        addi    t0, sp, 24              # t0 = the digit written last
        la      t1, .Ldigits
.Lnext_digit:
        remu    t2, a0, a1
        divu    a0, a0, a1
        add     t2, t1, t2
        lbu     t2, 0(t2)
        addi    t0, t0, -1
        sb      t2, 0(t0)
        bnez    a0, .Lnext_digit        # at least one digit, even for zero
        mv      a0, t0
        addi    a1, sp, 24
        sub     a1, a1, t0
        call    write_all
        ld      ra, 32(sp)
        addi    sp, sp, 48
        ret

print_named:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      a0, 0(sp)
        call    print_int
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_newline

print_named_hex:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      a0, 0(sp)
        call    print_hex
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_newline

print_fact:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      t0, 0(sp)
        ld      ra, 8(sp)
        addi    sp, sp, 16
        la      a0, .Lyes
        bnez    t0, print_line
        la      a0, .Lno
        j       print_line

        .section .rodata
.Lyes:  .asciz  "yes"
.Lno:   .asciz  "no"
.Ldigits:
        .ascii  "0123456789abcdef"
.Lhex_prefix:
        .asciz  "0x"
        .text
