# Demand-zero memory. This program has 32 MiB of .bss, half of the machine's
# RAM, and gets a frame only for the pages that it touches: the first access
# to each is a page fault, which the kernel solves with a page of zeros.
#
#       .bss   |.|.......|.|.......|.|.......|.|....   32 MiB
#               ^         ^         ^         ^
#               touched every 2 MiB: 16 pages of 8192
#
# To see the faults: ./pagoda run --trace=fault programs/demand-zero.s
#
# expect: all zero before: yes
# expect: pages touched: 16
# expect: sum of what was stored: 136
# expect: neighbours still zero: yes

        .equ    SIZE, 32 << 20
        .equ    STEP, 2 << 20

        .text
        .globl  _start
_start:
        la      s0, memory
        la      s1, memory + SIZE
        li      s2, STEP

        li      t1, 0                   # loads first: or'ed together they
        mv      t0, s0                  # are 0 if every one is 0
before: ld      t2, 0(t0)
        or      t1, t1, t2
        add     t0, t0, s2
        bltu    t0, s1, before
        seqz    a1, t1
        la      a0, say_before
        call    print_fact

        li      a1, 0                   # now stores: 1, 2, 3 ...
        mv      t0, s0
store:  addi    a1, a1, 1
        sd      a1, 0(t0)
        add     t0, t0, s2
        bltu    t0, s1, store
        la      a0, say_touched
        call    print_named

        li      a1, 0
        li      s3, 0
        mv      t0, s0
after:  ld      t1, 0(t0)
        add     a1, a1, t1
        ld      t1, 8(t0)               # the doubleword beside it
        or      s3, s3, t1
        add     t0, t0, s2
        bltu    t0, s1, after
        la      a0, say_sum
        call    print_named
        seqz    a1, s3
        la      a0, say_neighbours
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
say_before:
        .asciz  "all zero before: "
say_touched:
        .asciz  "pages touched: "
say_sum:
        .asciz  "sum of what was stored: "
say_neighbours:
        .asciz  "neighbours still zero: "

        .bss
        .balign 4096
memory: .skip   SIZE

        .include "lib/print.s"
