# Load control: twelve processes think (sleep) for 20 ms, then use the 32 pages
# of their working sets, sixty times. RAM holds the sets of about half. With
# load control the kernel finds that all wait for the disk, suspends some of
# them and swaps them out, and lets them in again when there is room: the
# others get their work done meanwhile. Without, everybody waits for the disk.
#
# How to see who is suspended:
#       ./pagoda run --ram 960K --load-control on --trace=process \
#             programs/load-control.s
# What it is worth:  --load-control off
#
# options: --ram 960K --load-control on
# expect: rounds in a second: <number>
# expect: more than one process alone could do: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PROCESSES, 12
        .equ    ROUNDS, 60
        .equ    SET, 32
        .equ    THINK, 20

        .text
        .globl  _start
_start:
        call    microseconds
        mv      s2, a0
        li      s1, PROCESSES
1:      call    fork
        beqz    a0, child
        addi    s1, s1, -1
        bnez    s1, 1b
        li      s1, PROCESSES
2:      li      a0, -1
        call    wait_for
        addi    s1, s1, -1
        bnez    s1, 2b
        call    microseconds
        sub     s2, a0, s2
        li      t0, PROCESSES * ROUNDS * 1000000
        divu    s2, t0, s2              # s2 = rounds in a second
        la      a0, say_rounds
        mv      a1, s2
        call    print_named
        li      t0, 1000 / THINK
        sltu    a1, t0, s2
        la      a0, say_more
        call    print_fact
        li      a0, 0
        call    exit

child:  li      a0, SET << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s1, a0
        li      s2, ROUNDS
2:      li      a0, THINK
        call    sleep_ms
        mv      a0, s1
        li      t1, SET
        li      t2, 4096
3:      ld      t0, 0(a0)               # use a page: count what was done
        addi    t0, t0, 1
        sd      t0, 0(a0)
        add     a0, a0, t2
        addi    t1, t1, -1
        bnez    t1, 3b
        addi    s2, s2, -1
        bnez    s2, 2b
        li      a0, 0
        call    exit

        .section .rodata
say_rounds:
        .asciz  "rounds in a second: "
say_more:
        .asciz  "more than one process alone could do: "

        .include "lib/print.s"
