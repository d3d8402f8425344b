# What leaves RAM in order should leave it together. This program stores to four
# times as much memory as there is RAM, page after page, and reads nothing
# again: all that the disk does is to write what the kernel swaps out. Each
# request to the disk pays for its positioning, so pages that travel in clusters
# take a small part of the time that they take one by one.
#
# How to compare, by the simulated time, or by --stats, the last of its lines:
#   ./pagoda run --ram 1M programs/swap-out.s
#   ./pagoda run --ram 1M --swap-cluster 1 programs/swap-out.s
#
# options: --ram 1M
# expect: pages stored to: 1024
# expect: pages written to swap: <number>
# expect: simulated ms: <number>

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PAGES, 1024

        .text
        .globl  _start
_start:
        li      a0, PAGES << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0
        call    microseconds
        mv      s1, a0
        li      t1, PAGES
        li      t2, 4096
1:      sd      t1, 0(s0)
        add     s0, s0, t2
        addi    t1, t1, -1
        bnez    t1, 1b
        call    microseconds
        sub     s1, a0, s1
        la      a0, say_stored
        li      a1, PAGES
        call    print_named
        la      a0, swapped_out
        call    kernel_count
        mv      a1, a0
        la      a0, say_written
        call    print_named
        li      t0, 1000
        divu    a1, s1, t0
        la      a0, say_time
        call    print_named
        li      a0, 0
        call    exit

        .section .rodata
swapped_out:
        .asciz  "pswpout"
say_stored:
        .asciz  "pages stored to: "
say_written:
        .asciz  "pages written to swap: "
say_time:
        .asciz  "simulated ms: "

        .include "lib/print.s"
