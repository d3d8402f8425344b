# The heap and its end, the program break. brk(address) asks the kernel to move
# the break there and gives the break as it is then; so brk(0), which cannot be
# done, tells where it is, and a request that fails gives the old one.
#
#       | .text | .data .bss | heap --->|          <--- stack |
#                                       ^ the break
#
# expect: grown by three pages: yes
# expect: new memory is zero: yes
# expect: sum of what was stored: 1536
# expect: a request for too much leaves it alone: yes
# expect: back where it began: yes

        .equ    SIZE, 3 * 4096

        .text
        .globl  _start
_start:
        li      a0, 0
        call    brk
        mv      s0, a0                  # s0 = the first break
        li      t0, SIZE
        add     s1, s0, t0              # s1 = the one we want

        mv      a0, s1
        call    brk
        xor     a1, a0, s1
        seqz    a1, a1
        la      a0, say_grown
        call    print_fact

        mv      t0, s0                  # fill it with ones, and look first
        li      t1, 0                   # whether there was anything in it
        li      t2, 1
fill:   lbu     t3, 0(t0)
        or      t1, t1, t3
        sb      t2, 0(t0)
        addi    t0, t0, 1
        bltu    t0, s1, fill
        seqz    a1, t1
        la      a0, say_zero
        call    print_fact

        li      a1, 0                   # add up every eighth byte
        mv      t0, s0
add_up: lbu     t1, 0(t0)
        add     a1, a1, t1
        addi    t0, t0, 8
        bltu    t0, s1, add_up
        la      a0, say_sum
        call    print_named

        li      a0, -1                  # the last address there is
        srli    a0, a0, 1
        call    brk
        xor     a1, a0, s1
        seqz    a1, a1
        la      a0, say_refused
        call    print_fact

        mv      a0, s0
        call    brk
        xor     a1, a0, s0
        seqz    a1, a1
        la      a0, say_back
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

brk:    li      a7, 214
        ecall
        ret

        .section .rodata
say_grown:
        .asciz  "grown by three pages: "
say_zero:
        .asciz  "new memory is zero: "
say_sum:
        .asciz  "sum of what was stored: "
say_refused:
        .asciz  "a request for too much leaves it alone: "
say_back:
        .asciz  "back where it began: "

        .include "lib/print.s"
