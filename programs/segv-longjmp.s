# A fault, left behind. The handler of SIGSEGV changes pc, sp and a0 in the
# context that rt_sigreturn restores, so the program goes on elsewhere, as after
# longjmp. With it one can ask whether an address may be loaded from.
#
# expect: a number of ours: readable
# expect: address 0: not readable
# expect: address 4096: not readable
# expect: our code: readable
# expect: behind the end of memory: not readable

        .include "lib/process.s"

        .equ    SIGSEGV, 11
        .equ    PC, 176                 # in the ucontext: pc, x1, x2 ... x31
        .equ    SP, PC + 2 * 8
        .equ    A0, PC + 10 * 8

        .text
        .globl  _start
_start:
        li      a0, SIGSEGV
        la      a1, handler
        li      a2, SA_SIGINFO
        call    on_signal
        la      a0, say_number
        la      a1, number
        call    report
        la      a0, say_null
        li      a1, 0
        call    report
        la      a0, say_page
        li      a1, 4096
        call    report
        la      a0, say_code
        la      a1, _start
        call    report
        la      a0, say_far
        li      a1, -1
        srli    a1, a1, 1
        call    report
        li      a0, 0
        call    exit

# readable: a0 = whether a byte can be loaded from a0.
readable:
        la      t0, way_out             # setjmp: where to go, with which sp
        la      t1, gave_up
        sd      t1, 0(t0)
        sd      sp, 8(t0)
        lbu     a0, 0(a0)
        li      a0, 1
gave_up:
        ret

handler:
        la      t0, way_out             # longjmp
        ld      t1, 0(t0)
        sd      t1, PC(a2)
        ld      t1, 8(t0)
        sd      t1, SP(a2)
        sd      zero, A0(a2)
        ret

report: addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      a0, 0(sp)
        call    readable
        la      t0, say_yes
        bnez    a0, 1f
        la      t0, say_no
1:      mv      a0, t0
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_line

        .data
        .balign 8
number: .dword  5
way_out:
        .dword  0, 0

        .section .rodata
say_number:
        .asciz  "a number of ours: "
say_null:
        .asciz  "address 0: "
say_page:
        .asciz  "address 4096: "
say_code:
        .asciz  "our code: "
say_far:
        .asciz  "behind the end of memory: "
say_yes:
        .asciz  "readable"
say_no: .asciz  "not readable"

        .include "lib/print.s"
