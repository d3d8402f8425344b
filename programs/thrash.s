# Thrashing: too many processes share RAM, each waits for pages that another has
# just driven out, and all of them together get less done than a few would. A
# process here thinks (sleeps) for 20 ms, then uses the 32 pages of its working
# set, again and again. So two should do twice as much as one, and they do, as
# long as all working sets fit into RAM. One process more, and the disk is what
# they wait for: the knee.
#
# How to run it: ./pagoda run --ram 1M programs/thrash.s
# More RAM moves the knee: --ram 1200K
#
# options: --ram 1M
# expect: processes 1, rounds in a second <number>
# expect: processes 2, rounds in a second <number>
# expect: processes 3, rounds in a second <number>
# expect: processes 4, rounds in a second <number>
# expect: processes 5, rounds in a second <number>
# expect: processes 6, rounds in a second <number>
# expect: processes 7, rounds in a second <number>
# expect: processes 8, rounds in a second <number>
# expect: processes 9, rounds in a second <number>
# expect: processes 10, rounds in a second <number>
# expect: processes 11, rounds in a second <number>
# expect: processes 12, rounds in a second <number>
# expect: two do more than one: yes
# expect: twelve do less than half of what was possible: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    MOST, 12
        .equ    ROUNDS, 6
        .equ    SET, 32
        .equ    THINK, 20

        .text
        .globl  _start
_start:
        li      s0, 1                   # s0 = how many processes
        li      s3, 0                   # s3 = the best, s4 = that of the first
        la      a0, ready
        call    make_pipe
        la      a0, go
        call    make_pipe

next_number:
        mv      s1, s0
1:      call    fork
        beqz    a0, child
        addi    s1, s1, -1
        bnez    s1, 1b
        mv      s1, s0                  # until all have filled their sets
2:      la      t0, ready
        lw      a0, 0(t0)
        call    take_byte
        addi    s1, s1, -1
        bnez    s1, 2b
        call    microseconds
        mv      s2, a0
        la      t0, go
        lw      a0, 4(t0)
        la      a1, bytes
        mv      a2, s0
        call    write_to
        mv      s1, s0
3:      li      a0, -1
        call    wait_for
        addi    s1, s1, -1
        bnez    s1, 3b
        call    microseconds
        sub     s2, a0, s2
        li      t0, ROUNDS * 1000000
        mul     t0, t0, s0
        divu    s2, t0, s2              # s2 = rounds in a second

        la      a0, say_processes
        call    print_string
        mv      a0, s0
        call    print_int
        la      a0, say_rounds
        mv      a1, s2
        call    print_named
        li      t0, 1
        bne     s0, t0, 4f
        mv      s4, s2
4:      li      t0, 2
        bne     s0, t0, 5f
        mv      s5, s2                  # s5 = that of two
5:      bleu    s2, s3, 6f
        mv      s3, s2
6:      addi    s0, s0, 1
        li      t0, MOST
        bleu    s0, t0, next_number

        slli    s5, s5, 1               # more by half, at least
        slli    t0, s4, 1
        add     s4, s4, t0
        sltu    a1, s4, s5
        la      a0, say_two
        call    print_fact
        slli    s2, s2, 1
        sltu    a1, s2, s3
        la      a0, say_most
        call    print_fact
        li      a0, 0
        call    exit

child:  li      a0, SET << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s1, a0
        li      t1, SET
        li      t2, 4096
1:      sd      t1, 0(a0)
        add     a0, a0, t2
        addi    t1, t1, -1
        bnez    t1, 1b
        la      t0, ready
        lw      a0, 4(t0)
        la      a1, bytes
        li      a2, 1
        call    write_to
        la      t0, go
        lw      a0, 0(t0)
        call    take_byte
        li      s2, ROUNDS
2:      li      a0, THINK
        call    sleep_ms
        mv      a0, s1
        li      t1, SET
        li      t2, 4096
3:      ld      t0, 0(a0)
        add     a0, a0, t2
        addi    t1, t1, -1
        bnez    t1, 3b
        addi    s2, s2, -1
        bnez    s2, 2b
        li      a0, 0
        call    exit

# take_byte: waits for a byte to come out of the pipe a0.
take_byte:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        mv      a1, sp
        li      a2, 1
        call    read_from
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
say_processes:
        .asciz  "processes "
say_rounds:
        .asciz  ", rounds in a second "
say_two:
        .asciz  "two do more than one: "
say_most:
        .asciz  "twelve do less than half of what was possible: "
bytes:  .skip   MOST

        .bss
        .balign 8
ready:  .skip   8
go:     .skip   8

        .include "lib/print.s"
