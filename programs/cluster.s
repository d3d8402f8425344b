# A disk is slow to position and quick to transfer, so neighbours should travel
# together. The kernel writes pages to swap in clusters, in neighbouring slots,
# and when it reads one page it reads its neighbours ahead. Here twice the RAM
# is stored to and read again, first in order, then in disorder, where what is
# near a page says nothing of what is needed next: the same pages, and far more
# disk time.
#
# How to run it: ./pagoda run --ram 1M programs/cluster.s
# One page a request out: ... --swap-cluster 1, one in: ... --readahead off
# How busy the disk was: ... --stats, the last of its lines
#
# options: --ram 1M
# expect: pages: 512
# expect: in order: major faults <number>, simulated ms <number>
# expect: in disorder: major faults <number>, simulated ms <number>
# expect: disorder takes more than three times as long: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PAGES, 512              # a power of two
        .equ    ONE, 1                  # odd steps through it reach each page
        .equ    FAR, 197
        .equ    FARTHER, 333

        .text
        .globl  _start
_start:
        la      a0, say_pages
        li      a1, PAGES
        call    print_named
        la      s1, say_order
        li      s2, ONE
        li      s3, ONE
        call    measure
        mv      s6, a0
        la      s1, say_disorder
        li      s2, FAR
        li      s3, FARTHER
        call    measure
        slli    t0, s6, 1
        add     t0, t0, s6
        sltu    a1, t0, a0
        la      a0, say_longer
        call    print_fact
        li      a0, 0
        call    exit

# measure: stores to the pages by steps of s2, reads them by steps of s3. Says
# s1, and what that cost; a0 = microseconds.
measure:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        li      a0, PAGES << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0
        call    major_faults
        mv      s4, a0
        call    microseconds
        mv      s5, a0

        li      t0, 0                   # t0 = where in the order, from 0 on
        li      t1, PAGES
1:      mul     t2, t0, s2
        andi    t3, t2, PAGES - 1
        slli    t3, t3, 12
        add     t3, t3, s0
        sd      t3, 0(t3)
        addi    t0, t0, 1
        bltu    t0, t1, 1b
        li      t0, 0
2:      mul     t2, t0, s3
        andi    t3, t2, PAGES - 1
        slli    t3, t3, 12
        add     t3, t3, s0
        ld      t4, 0(t3)
        bne     t3, t4, wrong
        addi    t0, t0, 1
        bltu    t0, t1, 2b

        call    microseconds
        sub     s5, a0, s5
        call    major_faults
        sub     s4, a0, s4
        mv      a0, s1
        call    print_string
        mv      a0, s4
        call    print_int
        la      a0, say_time
        li      t0, 1000
        divu    a1, s5, t0
        call    print_named
        mv      a0, s0
        li      a1, PAGES << 12
        li      a7, 215                 # munmap
        ecall
        mv      a0, s5
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret
wrong:  la      a0, say_wrong
        call    print_line
        li      a0, 1
        call    exit

        .section .rodata
say_pages:
        .asciz  "pages: "
say_order:
        .asciz  "in order: major faults "
say_disorder:
        .asciz  "in disorder: major faults "
say_time:
        .asciz  ", simulated ms "
say_longer:
        .asciz  "disorder takes more than three times as long: "
say_wrong:
        .asciz  "a page has lost its bytes"

        .include "lib/print.s"
