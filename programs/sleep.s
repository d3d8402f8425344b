# Sleeping. Three children sleep for different times and wake in this order,
# whatever the order in which they began; a sleeping process costs no time.
#
# expect: 20 ms
# expect: 320 ms
# expect: 620 ms
# expect: all within 5 s: yes

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        call    now
        mv      s1, a0
        li      s0, 620                 # the longest first
        call    start
        li      s0, 320
        call    start
        li      s0, 20
        call    start
        li      s0, 3
1:      li      a0, -1
        call    wait_for
        addi    s0, s0, -1
        bnez    s0, 1b
        call    now
        sub     a0, a0, s1
        li      t0, 5000
        sltu    a1, a0, t0
        la      a0, say_all
        call    print_fact
        li      a0, 0
        call    exit

# start: a child that sleeps s0 milliseconds.
start:  addi    sp, sp, -16
        sd      ra, 8(sp)
        call    fork
        beqz    a0, child
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret
child:  mv      a0, s0
        call    sleep_ms
        mv      a0, s0
        call    print_int
        la      a0, say_ms
        call    print_line
        li      a0, 0
        call    exit

# now: a0 = milliseconds of the clock that never runs backwards.
now:    addi    sp, sp, -16
        li      a0, 1                   # CLOCK_MONOTONIC
        mv      a1, sp
        li      a7, 113                 # clock_gettime
        ecall
        ld      a0, 0(sp)
        ld      t1, 8(sp)
        li      t0, 1000
        mul     a0, a0, t0
        li      t0, 1000000
        divu    t1, t1, t0
        add     a0, a0, t1
        addi    sp, sp, 16
        ret

        .section .rodata
say_ms: .asciz  " ms"
say_all:
        .asciz  "all within 5 s: "

        .include "lib/print.s"
