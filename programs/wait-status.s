# How a child ended. The status that wait4 gives has the exit status in bits 8
# to 15, or the number of the signal that killed the child in bits 0 to 6.
#
# expect: exit(42): status 42
# expect: exit(258): status 2
# expect: a null pointer: signal 11
# expect: an illegal instruction: signal 4
# expect: killed by its parent: signal 9

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        call    fork
        bnez    a0, 1f
        li      a0, 42
        call    exit
1:      la      a1, say_42
        call    report
        call    fork
        bnez    a0, 2f
        li      a0, 258                 # eight bits are kept
        call    exit
2:      la      a1, say_258
        call    report
        call    fork
        bnez    a0, 3f
        sd      zero, 0(zero)
3:      la      a1, say_null
        call    report
        call    fork
        bnez    a0, 4f
        .word   0                       # no instruction
4:      la      a1, say_illegal
        call    report
        call    fork
        bnez    a0, 6f
5:      li      a0, 1000
        call    sleep_ms
        j       5b
6:      mv      s0, a0
        li      a1, 9                   # SIGKILL
        call    send_signal
        mv      a0, s0
        la      a1, say_killed
        call    report
        li      a0, 0
        call    exit

# report: waits for the child a0, and prints the text a1 and how it ended.
report: addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      a0, 16(sp)
        mv      a0, a1
        call    print_string
        ld      a0, 16(sp)
        call    wait_for
        andi    t0, a0, 0x7f
        bnez    t0, 1f
        srli    a1, a0, 8
        la      a0, say_status
        j       2f
1:      mv      a1, t0
        la      a0, say_signal
2:      call    print_named
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

        .section .rodata
say_42: .asciz  "exit(42): "
say_258:
        .asciz  "exit(258): "
say_null:
        .asciz  "a null pointer: "
say_illegal:
        .asciz  "an illegal instruction: "
say_killed:
        .asciz  "killed by its parent: "
say_status:
        .asciz  "status "
say_signal:
        .asciz  "signal "

        .include "lib/print.s"
