# A switch through a jump table: a calculator for numbers followed by their
# operator ("3 4 +" is 7). The operator's character, less that of '*', is an
# index into a table of addresses; one load and one jr reach the right case.
# The machine stack holds the operands.
#
# How to run it: echo "1 2 + 3 *" | ./pagoda run programs/calculator.s
#
# stdin: 3 4 +
# stdin: 2 3 4 * + 10 -
# stdin: 100 7 / 2 /
# stdin: 5 1 2 + 4 * + 3 -
# stdin: 1 ,
# expect: 7
# expect: 4
# expect: 7
# expect: 14
# expect: what is this?
# expect-exit: 1

        .text
        .globl  _start
_start:
        mv      s0, sp                  # s0 = sp when there is no operand
        call    get_char
next:   bltz    a0, end                 # the end of the input
        li      t0, '\n'
        beq     a0, t0, answer
        li      t0, 32                  # a space
        beq     a0, t0, skip

        addi    t0, a0, -'0'            # '0' .. '9' become 0 .. 9; all others
        li      t1, 9                   # are larger, read without a sign
        bleu    t0, t1, number

        addi    t0, a0, -'*'
        li      t1, 5                   # '*' + , - . '/' become 0 .. 5
        bgtu    t0, t1, unknown
        slli    t0, t0, 3               # 8 bytes for each address
        la      t1, cases
        add     t1, t1, t0
        ld      t1, 0(t1)
        jr      t1

        .section .rodata
        .balign 8
cases:  .quad   times                   # *
        .quad   plus                    # +
        .quad   unknown                 # ,
        .quad   minus                   # -
        .quad   unknown                 # .
        .quad   over                    # /
        .text

times:  call    pop_two
        mul     a0, a0, a1
        j       push_a0
plus:   call    pop_two
        add     a0, a0, a1
        j       push_a0
minus:  call    pop_two
        sub     a0, a0, a1
        j       push_a0
over:   call    pop_two
        div     a0, a0, a1
        j       push_a0

# A number: s1 = 10 * s1 + digit, up to the first character that is no digit.
number: li      s1, 0
digit:  li      t1, 10
        mul     s1, s1, t1
        add     s1, s1, t0
        call    get_char
        addi    t0, a0, -'0'
        li      t1, 9
        bleu    t0, t1, digit
        addi    sp, sp, -16
        sd      s1, 0(sp)
        j       next                    # with the character just read

push_a0:
        addi    sp, sp, -16
        sd      a0, 0(sp)
skip:   call    get_char
        j       next

answer: bgeu    sp, s0, unknown         # an empty line has no result
        ld      a0, 0(sp)
        mv      sp, s0                  # forget the operands
        call    print_int
        call    print_newline
        call    get_char
        j       next

# pop_two: a0 = the operand below the top, a1 = the top.
pop_two:
        sub     t0, s0, sp
        li      t1, 32
        blt     t0, t1, unknown         # fewer than two are there
        ld      a1, 0(sp)
        ld      a0, 16(sp)
        addi    sp, sp, 32
        ret

unknown:
        la      a0, question
        call    print_line
        li      a0, 1
        j       quit
end:    li      a0, 0
quit:   li      a7, 93                  # exit(a0)
        ecall

# get_char: gives the next character of standard input, -1 at the end.
get_char:
        li      a0, 0
        la      a1, character
        li      a2, 1
        li      a7, 63                  # read(0, character, 1)
        ecall
        blez    a0, nothing
        lbu     a0, character
        ret
nothing:
        li      a0, -1
        ret

        .section .rodata
question:
        .asciz  "what is this?"

        .bss
character:
        .skip   1

        .include "lib/print.s"
