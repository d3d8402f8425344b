# Memory that processes share. A mapping made with MAP_SHARED before fork stays
# one memory for parent and child; a MAP_PRIVATE one becomes two. Four children
# add to a counter in each; amoadd makes the additions safe.
#
# expect: shared: 4000
# expect: private: 0

        .include "lib/process.s"

        .equ    CHILDREN, 4
        .equ    TIMES, 1000

        .text
        .globl  _start
_start:
        li      a0, 4096
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_SHARED
        call    map_memory
        mv      s0, a0
        li      a0, 4096
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s1, a0

        li      s2, CHILDREN
1:      call    fork
        beqz    a0, child
        addi    s2, s2, -1
        bnez    s2, 1b
        li      s2, CHILDREN
2:      li      a0, -1
        call    wait_for
        addi    s2, s2, -1
        bnez    s2, 2b
        ld      a1, 0(s0)
        la      a0, say_shared
        call    print_named
        ld      a1, 0(s1)
        la      a0, say_private
        call    print_named
        li      a0, 0
        call    exit

child:  li      t0, TIMES
        li      t1, 1
1:      amoadd.d zero, t1, (s0)
        amoadd.d zero, t1, (s1)
        addi    t0, t0, -1
        bnez    t0, 1b
        li      a0, 0
        call    exit

        .section .rodata
say_shared:
        .asciz  "shared: "
say_private:
        .asciz  "private: "

        .include "lib/print.s"
