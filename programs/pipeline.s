# Three processes in a row, as a shell makes them of  count | square | add .
# All run together; each reads from the pipe before it until the end of the
# file, and closing its own end lets the next one come to its end.
#
#       count --1,2,3...--> square --1,4,9...--> add
#
# expect: sum of the squares from 1 to 1000: 333833500
# expect: all ended with 0: yes

        .include "lib/process.s"

        .equ    LAST, 1000

        .text
        .globl  _start
_start:
        la      a0, first
        call    make_pipe
        call    fork
        beqz    a0, count
        la      t0, first + 4
        lw      a0, 0(t0)
        call    close                   # only count holds it now
        la      a0, second
        call    make_pipe
        call    fork
        beqz    a0, square
        la      t0, second + 4
        lw      a0, 0(t0)
        call    close

        li      s0, 0                   # add
1:      lw      a0, second
        call    take
        beqz    a0, 2f
        add     s0, s0, a1
        j       1b
2:      la      a0, say_sum
        mv      a1, s0
        call    print_named
        li      a0, -1
        call    wait_for
        mv      s0, a0
        li      a0, -1
        call    wait_for
        or      a1, a0, s0
        seqz    a1, a1
        la      a0, say_ended
        call    print_fact
        li      a0, 0
        call    exit

count:  li      s0, 0
1:      addi    s0, s0, 1
        la      t0, first + 4
        lw      a0, 0(t0)
        mv      a1, s0
        call    give
        li      t0, LAST
        bne     s0, t0, 1b
        li      a0, 0
        call    exit                    # ends close all their files

square: lw      a0, first
        call    take
        beqz    a0, 1f
        mul     a1, a1, a1
        la      t0, second + 4
        lw      a0, 0(t0)
        call    give
        j       square
1:      call    exit

# give: writes the number a1 to a0. take: reads one from a0 into a1; a0 = 0 at
# the end. Eight bytes are less than PIPE_BUF, so they come and go as a whole.
give:   addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      a1, 0(sp)
        mv      a1, sp
        li      a2, 8
        call    write_to
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

take:   addi    sp, sp, -32
        sd      ra, 24(sp)
        mv      a1, sp
        li      a2, 8
        call    read_from
        ld      a1, 0(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

        .section .rodata
say_sum:
        .asciz  "sum of the squares from 1 to 1000: "
say_ended:
        .asciz  "all ended with 0: "

        .bss
        .balign 8
first:  .skip   8
second: .skip   8

        .include "lib/print.s"
