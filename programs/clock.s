# Time: clock_gettime(CLOCK_MONOTONIC) gives seconds and nanoseconds since some
# start. That clock never runs backwards, so a program may measure with it.
# (Under Pagoda time is simulated: each run measures the same.)
#
# expect: nanoseconds are below a second: yes
# expect: time passed while the program worked: yes

        .equ    MONOTONIC, 1
        .equ    BILLION, 1000000000

        .text
        .globl  _start
_start:
        call    now
        mv      s0, a0                  # s0 = the time before

        li      t0, 100000              # something to do
work:   addi    t0, t0, -1
        bnez    t0, work

        call    now
        sgtu    s0, a0, s0              # s0 = 1 if it is later now

        ld      t0, time + 8            # the nanoseconds of the last call
        li      t1, BILLION
        sltu    a1, t0, t1
        la      a0, say_below
        call    print_fact
        la      a0, say_passed
        mv      a1, s0
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# now: gives the time in nanoseconds.
#
#       time  +---------+-------------+
#             | seconds | nanoseconds |   8 bytes each
#             +---------+-------------+
now:
        li      a0, MONOTONIC
        la      a1, time
        li      a7, 113                 # clock_gettime(a0, a1)
        ecall
        ld      a0, time
        ld      t0, time + 8
        li      t1, BILLION
        mul     a0, a0, t1
        add     a0, a0, t0
        ret

        .section .rodata
say_below:
        .asciz  "nanoseconds are below a second: "
say_passed:
        .asciz  "time passed while the program worked: "

        .bss
        .balign 8
time:   .skip   16

        .include "lib/print.s"
