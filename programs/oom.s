# Promised is not given. The kernel promises more memory than there is, RAM and
# swap counted together, for most programs never touch all that they ask for.
# This one does. When the last frame and the last slot of swap are taken, a
# store finds no memory, and the process is killed: no call has failed, so there
# is nothing that it could have checked.
#
# How to run it: ./pagoda run --ram 1M --swap 1M programs/oom.s
# A kernel that promises no more than it has: ... --overcommit 2
#
# options: --ram 1M --swap 1M
# expect: RAM and swap, in pages: 512
# expect: asked for, in pages: 1024
# expect: promised: yes
# expect: touching them
# expect-exit: 137
# expect-error: reason: out-of-memory
# expect-error: killed by SIGKILL

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PIECE, 64               # pages in a request

        .text
        .globl  _start
_start:
        call    ram_pages
        mv      s0, a0
        call    swap_pages
        add     s0, s0, a0
        la      a0, say_all
        mv      a1, s0
        call    print_named
        slli    s0, s0, 1               # s0 = twice as many
        la      a0, say_asked
        mv      a1, s0
        call    print_named

        li      s1, 0                   # s1 = how many we have
1:      li      a0, PIECE << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        bltz    a0, refused
        addi    sp, sp, -16             # pieces are kept on the stack
        sd      a0, 0(sp)
        addi    s1, s1, PIECE
        bltu    s1, s0, 1b
        la      a0, say_promised
        li      a1, 1
        call    print_fact
        la      a0, say_touching
        call    print_line

2:      ld      t0, 0(sp)
        addi    sp, sp, 16
        li      t1, PIECE
        li      t2, 4096
3:      sd      t1, 0(t0)               # <- dies here, sooner or later
        add     t0, t0, t2
        addi    t1, t1, -1
        bnez    t1, 3b
        addi    s1, s1, -PIECE
        bnez    s1, 2b
        la      a0, say_survived
        call    print_line
        li      a0, 0
        call    exit

refused:
        la      a0, say_promised
        li      a1, 0
        call    print_fact
        la      a0, say_got
        mv      a1, s1
        call    print_named
        li      a0, 1
        call    exit

        .section .rodata
say_all:
        .asciz  "RAM and swap, in pages: "
say_asked:
        .asciz  "asked for, in pages: "
say_promised:
        .asciz  "promised: "
say_touching:
        .asciz  "touching them"
say_survived:
        .asciz  "all touched"
say_got:
        .asciz  "refused; promised so far, in pages: "

        .include "lib/print.s"
