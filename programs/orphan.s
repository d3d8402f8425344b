# A process whose parent ends before it is an orphan. It gets another parent,
# pid 1 as a rule, which reaps it; the grandparent has no child any more.
#
# expect: child has ended with 3
# expect: the orphan lives on, with another parent: yes
# expect: wait finds no child: yes

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        la      a0, ends
        call    make_pipe
        call    fork
        bnez    a0, grandparent

        li      a7, 172                 # getpid
        ecall
        mv      s0, a0                  # s0 = the child's pid
        call    fork
        beqz    a0, orphan
        li      a0, 3                   # the child leaves its child alone
        call    exit

orphan: li      a7, 173                 # getppid
        ecall
        bne     a0, s0, adopted
        li      a7, 124                 # sched_yield: not yet
        ecall
        j       orphan
adopted:
        la      t0, ends + 4
        lw      a0, 0(t0)
        la      a1, ends
        li      a2, 1
        call    write_to
        li      a0, 0
        call    exit

grandparent:
        call    wait_for
        srli    a1, a0, 8
        la      a0, say_ended
        call    print_named
        lw      a0, ends
        la      a1, buffer
        li      a2, 1
        call    read_from               # the orphan's byte
        addi    a1, a0, -1
        seqz    a1, a1
        la      a0, say_adopted
        call    print_fact
        li      a0, -1
        call    wait_for
        addi    a1, a0, 10              # ECHILD
        seqz    a1, a1
        la      a0, say_none
        call    print_fact
        li      a0, 0
        call    exit

        .section .rodata
say_ended:
        .asciz  "child has ended with "
say_adopted:
        .asciz  "the orphan lives on, with another parent: "
say_none:
        .asciz  "wait finds no child: "

        .bss
        .balign 8
ends:   .skip   8
buffer: .skip   8

        .include "lib/print.s"
