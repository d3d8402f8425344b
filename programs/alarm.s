# An alarm. setitimer lets the kernel send SIGALRM after some time, and again
# and again; the handler counts, while the program does something else: it waits
# by sigsuspend, which lets the signal in and returns after its handler.
#
# expect: alarm 1
# expect: alarm 2
# expect: alarm 3
# expect: the timer is off: yes

        .include "lib/process.s"

        .equ    SIGALRM, 14
        .equ    ITIMER_REAL, 0

        .text
        .globl  _start
_start:
        li      a0, SIGALRM
        la      a1, handler
        li      a2, 0
        call    on_signal
        li      a0, 0                   # SIG_BLOCK: it comes when we wait
        la      a1, alarm_alone
        li      a2, 0
        li      a3, 8
        li      a7, 135                 # rt_sigprocmask
        ecall
        la      a0, every_10_ms
        call    set_timer

        li      s0, 1
wait:   la      a0, nothing             # the mask while it waits
        li      a1, 8
        li      a7, 133                 # rt_sigsuspend
        ecall
        la      t0, count
        lw      t0, 0(t0)
        bltu    t0, s0, wait
        la      a0, say_alarm
        mv      a1, s0
        call    print_named
        addi    s0, s0, 1
        li      t0, 3
        bleu    s0, t0, wait

        la      a0, nothing
        call    set_timer
        li      a0, ITIMER_REAL
        la      a1, old
        li      a7, 102                 # getitimer
        ecall
        la      t0, old
        ld      t1, 16(t0)
        ld      t0, 24(t0)
        or      t0, t0, t1
        seqz    a1, t0
        la      a0, say_off
        call    print_fact
        li      a0, 0
        call    exit

handler:
        la      t0, count
        lw      t1, 0(t0)
        addi    t1, t1, 1
        sw      t1, 0(t0)
        ret

set_timer:
        mv      a1, a0
        li      a0, ITIMER_REAL
        li      a2, 0
        li      a7, 103                 # setitimer
        ecall
        ret

        .data
        .balign 8
every_10_ms:                            # seconds, microseconds: again, first
        .dword  0, 10000, 0, 10000
nothing:
        .dword  0, 0, 0, 0
alarm_alone:
        .dword  1 << (SIGALRM - 1)

        .section .rodata
say_alarm:
        .asciz  "alarm "
say_off:
        .asciz  "the timer is off: "

        .bss
        .balign 8
old:    .skip   32
count:  .skip   4

        .include "lib/print.s"
