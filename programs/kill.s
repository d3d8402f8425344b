# Sends a signal to processes: kill [-NUMBER] PID...; SIGTERM (15) if no number
# is given. Signal 0 only asks whether there is such a process.
#
# args: -0 99999999
# expect: kill: process 99999999: error 3
# expect-exit: 1

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        addi    s1, sp, 16              # argv[1]
        li      s2, 15                  # s2 = the signal
        li      s3, 0                   # s3 = the exit status
        ld      a0, 0(s1)
        beqz    a0, usage
        lbu     t0, 0(a0)
        li      t1, '-'
        bne     t0, t1, next
        addi    a0, a0, 1
        call    number
        bltz    a0, usage
        mv      s2, a0
        addi    s1, s1, 8
        ld      a0, 0(s1)
        beqz    a0, usage

next:   ld      a0, 0(s1)
        beqz    a0, done
        addi    s1, s1, 8
        call    number
        blez    a0, usage
        mv      s4, a0
        mv      a1, s2
        call    send_signal
        beqz    a0, next
        mv      s5, a0
        la      a0, say_process
        call    print_string
        mv      a0, s4
        call    print_int
        la      a0, say_error
        neg     a1, s5
        call    print_named
        li      s3, 1
        j       next
done:   mv      a0, s3
        call    exit
usage:  la      a0, say_usage
        call    print_line
        li      a0, 2
        call    exit

# number: a0 = the number that the text a0 is, or -1.
number: mv      t0, a0
        li      a0, 0
        li      t2, 10
1:      lbu     t1, 0(t0)
        beqz    t1, 2f
        addi    t0, t0, 1
        addi    t1, t1, -'0'
        bgeu    t1, t2, 3f
        mul     a0, a0, t2
        add     a0, a0, t1
        j       1b
3:      li      a0, -1
2:      ret

        .section .rodata
say_process:
        .asciz  "kill: process "
say_error:
        .asciz  ": error "
say_usage:
        .asciz  "usage: kill [-NUMBER] PID..."

        .include "lib/print.s"
