# Fork copies no memory. Parent and child share every page, read-only, until
# one of them stores to it: then this page alone is copied (cow-copy), and when
# the other stores to its own, which nobody shares any more, it is just made
# writable again (cow-reuse). This program has 64 pages and changes three.
#
# To see it: ./pagoda run --trace=cow programs/fork-cow.s
#
# expect: child sees the sum 2016
# expect: child changed three: sum 5013
# expect: parent's sum is still 2016
# expect: parent changed the same three: sum 5013

        .include "lib/process.s"

        .equ    PAGES, 64

        .text
        .globl  _start
_start:
        li      a0, PAGES * 4096
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0                  # page i holds the number i
        li      t0, 0
        mv      t1, s0
        li      t2, 4096
        li      t3, PAGES
fill:   sd      t0, 0(t1)
        addi    t0, t0, 1
        add     t1, t1, t2
        bltu    t0, t3, fill

        call    fork
        bnez    a0, parent
        call    sum
        la      a0, say_child
        call    print_named
        call    change
        call    sum
        la      a0, say_changed
        call    print_named
        li      a0, 0
        call    exit

parent: call    wait_for
        call    sum
        la      a0, say_parent
        call    print_named
        call    change
        call    sum
        la      a0, say_last
        call    print_named
        li      a0, 0
        call    exit

# change: pages 0, 1 and 2 get 1000 each.
change: li      t0, 1000
        li      t1, 4096
        sd      t0, 0(s0)
        add     t2, s0, t1
        sd      t0, 0(t2)
        add     t2, t2, t1
        sd      t0, 0(t2)
        ret

# sum: a1 = what stands at the begin of all pages, added up.
sum:    li      a1, 0
        mv      t0, s0
        li      t1, 4096
        li      t2, PAGES
1:      ld      t3, 0(t0)
        add     a1, a1, t3
        add     t0, t0, t1
        addi    t2, t2, -1
        bnez    t2, 1b
        ret

        .section .rodata
say_child:
        .asciz  "child sees the sum "
say_changed:
        .asciz  "child changed three: sum "
say_parent:
        .asciz  "parent's sum is still "
say_last:
        .asciz  "parent changed the same three: sum "

        .include "lib/print.s"
