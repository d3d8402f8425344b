# The three counters that a user program may read: cycle, the clock of the
# hart; time, the clock on the wall; instret, the instructions retired. What
# they say differs from machine to machine; that they go up does not.
#
# expect: cycle went up: yes
# expect: time did not go back: yes
# expect: instret went up: yes
# expect: more work, more instructions: yes

        .text
        .globl  _start
_start:
        rdcycle s0
        rdtime  s1
        rdinstret s2
        li      a0, 1000
        call    work
        rdcycle s3
        rdtime  s4
        rdinstret s5

        la      a0, say_cycle
        sltu    a1, s0, s3
        call    print_fact
        la      a0, say_time
        sltu    a1, s4, s1              # is it earlier now?
        xori    a1, a1, 1
        call    print_fact
        la      a0, say_instret
        sltu    a1, s2, s5
        call    print_fact

        sub     s2, s5, s2              # for 1000 rounds
        rdinstret s3
        li      a0, 1000000
        call    work
        rdinstret s4
        sub     s3, s4, s3              # for a thousand times as many
        la      a0, say_more
        sltu    a1, s2, s3
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# work: a0 = rounds of doing nothing.
work:
        addi    a0, a0, -1
        bnez    a0, work
        ret

        .section .rodata
say_cycle:
        .asciz  "cycle went up: "
say_time:
        .asciz  "time did not go back: "
say_instret:
        .asciz  "instret went up: "
say_more:
        .asciz  "more work, more instructions: "

        .include "lib/print.s"
