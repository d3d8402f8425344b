# Memory may be larger than RAM. This program fills twice as many pages as the
# machine has frames; those that are not in use just now go to the swap device,
# and come back when they are touched. It forks: the child sees every page as
# the parent left it, in RAM or not, and changes some; the parent's stay.
#
# How to run it, and to see it: ./pagoda run --ram 2M programs/swap-more.s
#               ./pagoda run --ram 2M --trace=swap,reclaim programs/swap-more.s
#
# options: --ram 2M
# expect: RAM, in pages: 512
# expect: filled, in pages: 1024
# expect: some had to go to swap: yes
# expect: child sees what was filled in: yes
# expect: child has changed some pages, and sees that: yes
# expect: parent's pages are as they were: yes
# expect: pages written to swap: <number>, read again: <number>

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    EVERY, 8                # the child changes each eighth page

        .text
        .globl  _start
_start:
        call    ram_pages
        mv      s0, a0                  # s0 = how many pages: twice the RAM
        la      a0, say_ram
        mv      a1, s0
        call    print_named
        slli    s0, s0, 1
        call    swap_pages              # is there room? RAM / 2 to spare for
        srli    t0, s0, 2               # the child's copies and the tables
        add     t1, s0, t0
        srli    t2, s0, 1
        add     a0, a0, t2
        bltu    a0, t1, too_little

        slli    a0, s0, 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s1, a0                  # s1 = the first page
        li      a0, 1
        li      a1, 1
        call    fill
        la      a0, say_filled
        mv      a1, s0
        call    print_named
        la      a0, pswpout
        call    kernel_count
        snez    a1, a0
        la      a0, say_some
        call    print_fact

        call    fork
        bnez    a0, parent
        li      a0, 1
        call    check
        la      a0, say_child
        call    print_fact
        li      a0, 1000                # page i: 1000 i, each eighth
        li      a1, EVERY
        call    fill
        li      a0, 1000
        call    check
        la      a0, say_changed
        call    print_fact
        li      a0, 0
        call    exit

parent: call    wait_for
        li      a0, 1
        call    check
        la      a0, say_parent
        call    print_fact
        la      a0, say_written
        call    print_string
        la      a0, pswpout
        call    kernel_count
        call    print_int
        la      a0, say_read
        call    print_string
        la      a0, pswpin
        call    kernel_count
        call    print_int
        call    print_newline
        li      a0, 0
        call    exit

too_little:
        la      a0, say_too_little
        call    print_line
        li      a0, 1
        call    exit

# fill: page i, for each a1-th i, gets a0 * i at both of its ends.
fill:   li      t0, 0
        mv      t1, s1
        li      t4, 4088
1:      mul     t2, a0, t0
        sd      t2, 0(t1)
        add     t3, t1, t4
        sd      t2, 0(t3)
        add     t0, t0, a1
        slli    t3, a1, 12
        add     t1, t1, t3
        bltu    t0, s0, 1b
        ret

# check: a1 = whether page i holds i at both ends, but a0 * i each EVERY-th.
check:
        li      a1, 1
        li      t0, 0
        mv      t1, s1
        li      t4, 4088
1:      andi    t2, t0, EVERY - 1
        mv      t3, a0
        beqz    t2, 2f
        li      t3, 1
2:      mul     t2, t3, t0
        ld      t3, 0(t1)
        bne     t2, t3, 3f
        add     t3, t1, t4
        ld      t3, 0(t3)
        bne     t2, t3, 3f
        addi    t0, t0, 1
        li      t2, 4096
        add     t1, t1, t2
        bltu    t0, s0, 1b
        ret
3:      li      a1, 0
        ret

        .section .rodata
pswpout:
        .asciz  "pswpout"
pswpin: .asciz  "pswpin"
say_ram:
        .asciz  "RAM, in pages: "
say_filled:
        .asciz  "filled, in pages: "
say_some:
        .asciz  "some had to go to swap: "
say_child:
        .asciz  "child sees what was filled in: "
say_changed:
        .asciz  "child has changed some pages, and sees that: "
say_parent:
        .asciz  "parent's pages are as they were: "
say_written:
        .asciz  "pages written to swap: "
say_read:
        .asciz  ", read again: "
say_too_little:
        .asciz  "too much for RAM and swap: try --ram 2M, or more --swap"

        .include "lib/print.s"
