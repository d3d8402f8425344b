# A limit for a group of processes, as Linux's control groups set it. RAM is
# plenty here, but this program and its children may have 256 KiB of it
# together. It fills 1 MiB: what is more than the limit goes to swap, though
# RAM is free, and comes back when it is touched.
#
# Without the limit nothing is swapped: ./pagoda run programs/limit.s
#
# options: --limit limit=256K
# expect: pages filled: 256
# expect: all were as they were left: yes
# expect: RAM was free all the time: yes
# expect: pages went to swap: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PAGES, 256

        .text
        .globl  _start
_start:
        li      a0, PAGES << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0
        mv      t0, s0
        li      t1, PAGES
        li      t2, 4096
1:      sd      t1, 0(t0)
        add     t0, t0, t2
        addi    t1, t1, -1
        bnez    t1, 1b
        la      a0, say_filled
        li      a1, PAGES
        call    print_named

        li      s1, 1                   # s1 = all as they were left
        mv      t0, s0
        li      t1, PAGES
        li      t2, 4096
2:      ld      t3, 0(t0)
        beq     t3, t1, 3f
        li      s1, 0
3:      add     t0, t0, t2
        addi    t1, t1, -1
        bnez    t1, 2b
        la      a0, say_same
        mv      a1, s1
        call    print_fact

        call    free_pages
        li      t0, 2 * PAGES
        sltu    a1, t0, a0
        la      a0, say_free
        call    print_fact
        la      a0, swapped_out
        call    kernel_count
        sltu    a1, zero, a0
        la      a0, say_swapped
        call    print_fact
        li      a0, 0
        call    exit

        .section .rodata
swapped_out:
        .asciz  "pswpout"
say_filled:
        .asciz  "pages filled: "
say_same:
        .asciz  "all were as they were left: "
say_free:
        .asciz  "RAM was free all the time: "
say_swapped:
        .asciz  "pages went to swap: "

        .include "lib/print.s"
