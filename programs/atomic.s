# Atomic memory operations: load, compute and store as one step that nothing
# can come between. An amo instruction gives the old value. lr and sc make any
# other operation atomic: sc stores only if nothing has written there since lr,
# and says so with 0; with another number the loop around them tries again.
#
# expect: amoswap: old 10, new 32
# expect: amoadd: old 10, new 42
# expect: amoand: old 10, new 0
# expect: amoor: old 10, new 42
# expect: amoxor: old 10, new 42
# expect: amomin: old 10, new -5
# expect: amomax: old 10, new 10
# expect: amominu: old 10, new 10
# expect: amomaxu: old 10, new -5
# expect: amoadd of a word: old -1, new 4294967295
# expect: maximum by lr and sc: old 10, new 99
# expect: sc without lr stores: no

        .text
        .globl  _start

# Every test begins with 10 in the variable.
        .macro  try instruction, operand, name
        la      s0, variable
        li      t0, 10
        sd      t0, 0(s0)
        li      t1, \operand
        \instruction a1, t1, (s0)       # a1 = the old value
        la      a0, \name
        call    show
        .endm

_start:
        try     amoswap.d, 32, say_swap
        try     amoadd.d, 32, say_add
        try     amoand.d, 32, say_and
        try     amoor.d, 32, say_or
        try     amoxor.d, 32, say_xor
        try     amomin.d, -5, say_min
        try     amomax.d, -5, say_max
        try     amominu.d, -5, say_minu # without a sign, -5 is very large
        try     amomaxu.d, -5, say_maxu

# The word forms touch 4 bytes, and give the old word with its sign: the upper
# half of the variable stays 0.
        la      s0, variable
        li      t0, 0xffffffff
        sd      t0, 0(s0)
        amoadd.w a1, zero, (s0)
        la      a0, say_word
        call    show

# variable = max(variable, 99), as amomax would do it.
        li      t0, 10
        sd      t0, 0(s0)
        li      t1, 99
retry:  lr.d    a1, (s0)
        mv      t2, a1
        bge     t2, t1, store
        mv      t2, t1
store:  sc.d    t3, t2, (s0)
        bnez    t3, retry               # somebody was faster
        la      a0, say_loop
        call    show

# That sc has used up the reservation: another one finds none.
        sc.d    t3, zero, (s0)
        seqz    a1, t3
        la      a0, say_alone
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# show: prints the text a0, the old value a1, and the variable.
show:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        la      a0, say_old
        call    print_string
        ld      a0, 0(sp)
        call    print_int
        la      a0, say_new
        ld      a1, variable
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_named

        .section .rodata
say_swap:
        .asciz  "amoswap: "
say_add:
        .asciz  "amoadd: "
say_and:
        .asciz  "amoand: "
say_or: .asciz  "amoor: "
say_xor:
        .asciz  "amoxor: "
say_min:
        .asciz  "amomin: "
say_max:
        .asciz  "amomax: "
say_minu:
        .asciz  "amominu: "
say_maxu:
        .asciz  "amomaxu: "
say_word:
        .asciz  "amoadd of a word: "
say_loop:
        .asciz  "maximum by lr and sc: "
say_old:
        .asciz  "old "
say_new:
        .asciz  ", new "
say_alone:
        .asciz  "sc without lr stores: "

        .bss
        .balign 8
variable:
        .skip   8

        .include "lib/print.s"
