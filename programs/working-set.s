# The working set is what a program uses again and again. If it fits into RAM,
# nothing is ever read from the disk once it is there; if it is only a little
# larger, a walk over it misses again and again, for what is needed next is what
# has just left. This program walks sets of growing size, in turns, and counts
# the faults that wait for the disk (major faults) of all walks but the first.
#
# How to run it, and with another policy: ./pagoda run --ram 1M \
#           --readahead off programs/working-set.s
#       ... --policy mru (which keeps what it can), --policy random, ...
#
# options: --ram 1M --readahead off
# expect: RAM, in pages: 256
# expect: pages 64, major faults <number>
# expect: pages 128, major faults <number>
# expect: pages 192, major faults <number>
# expect: pages 256, major faults <number>
# expect: pages 320, major faults <number>
# expect: pages 384, major faults <number>
# expect: none to speak of while it fits: yes
# expect: nearly each page of each walk when it does not: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    WALKS, 4

        .text
        .globl  _start
_start:
        call    ram_pages
        mv      s0, a0                  # s0 = pages of RAM
        la      a0, say_ram
        mv      a1, s0
        call    print_named
        li      s1, 1                   # s1 = the set, in quarters of RAM
        li      s5, 0                   # s5 = faults of sets that fit,
        li      s6, 0                   # s6 = of those larger than RAM
        li      s7, 0                   # s7 = pages of these, all walks

next_set:
        srli    s2, s0, 2
        mul     s2, s2, s1              # s2 = the set, in pages
        slli    a0, s2, 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s3, a0
        call    walk
        call    major_faults
        mv      s4, a0
        li      s8, WALKS
1:      call    walk
        addi    s8, s8, -1
        bnez    s8, 1b
        call    major_faults
        sub     s4, a0, s4              # s4 = its major faults

        li      t0, 3
        bgtu    s1, t0, 2f
        add     s5, s5, s4
2:      li      t0, 5
        bltu    s1, t0, 3f
        add     s6, s6, s4
        li      t0, WALKS
        mul     t0, t0, s2
        add     s7, s7, t0
3:      la      a0, say_pages
        call    print_string
        mv      a0, s2
        call    print_int
        la      a0, say_faults
        mv      a1, s4
        call    print_named
        mv      a0, s3
        slli    a1, s2, 12
        li      a7, 215                 # munmap
        ecall
        addi    s1, s1, 1
        li      t0, 6
        bleu    s1, t0, next_set

        sltiu   a1, s5, 16              # its own pages may leave once
        la      a0, say_none
        call    print_fact
        slli    s6, s6, 2               # 3/4 of all, at least
        slli    t0, s7, 1
        add     s7, s7, t0
        sltu    a1, s6, s7
        xori    a1, a1, 1
        la      a0, say_all
        call    print_fact
        li      a0, 0
        call    exit

# walk: stores to each page of the set.
walk:   mv      t0, s3
        slli    t1, s2, 12
        add     t1, t1, t0
        li      t2, 4096
1:      sd      t0, 0(t0)
        add     t0, t0, t2
        bltu    t0, t1, 1b
        ret

        .section .rodata
say_ram:
        .asciz  "RAM, in pages: "
say_pages:
        .asciz  "pages "
say_faults:
        .asciz  ", major faults "
say_none:
        .asciz  "none to speak of while it fits: "
say_all:
        .asciz  "nearly each page of each walk when it does not: "

        .include "lib/print.s"
