# A child that has ended stays as a zombie, without memory but with its pid and
# its status, until the parent has asked for it. waitid with WNOWAIT only looks;
# signal 0 tells whether there is such a process.
#
# expect: child has ended with 7
# expect: its pid exists: yes
# expect: reaped, status 7
# expect: its pid exists: no

        .include "lib/process.s"

        .equ    P_PID, 1
        .equ    WEXITED, 4
        .equ    WNOWAIT, 0x1000000
        .equ    SI_STATUS, 24           # where siginfo has the status

        .text
        .globl  _start
_start:
        call    fork
        bnez    a0, parent
        li      a0, 7
        call    exit

parent: mv      s0, a0
        li      a0, P_PID
        mv      a1, s0
        la      a2, info
        li      a3, WEXITED + WNOWAIT
        li      a4, 0
        li      a7, 95                  # waitid
        ecall
        la      t0, info
        lw      a1, SI_STATUS(t0)
        la      a0, say_ended
        call    print_named
        call    look

        mv      a0, s0
        call    wait_for
        srli    a1, a0, 8
        la      a0, say_reaped
        call    print_named
        call    look
        li      a0, 0
        call    exit

look:   addi    sp, sp, -16
        sd      ra, 8(sp)
        mv      a0, s0
        li      a1, 0
        call    send_signal
        seqz    a1, a0
        la      a0, say_exists
        call    print_fact
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
say_ended:
        .asciz  "child has ended with "
say_exists:
        .asciz  "its pid exists: "
say_reaped:
        .asciz  "reaped, status "

        .bss
        .balign 8
info:   .skip   128

        .include "lib/print.s"
