# A system call that fails gives a negative number: the error's code with a
# minus. The program goes on; even a bad address, which would kill it if it
# went there itself, is only an error if the kernel finds it.
#
# expect: write to a file that is not open: -9 (EBADF)
# expect: write from an address that is not mapped: -14 (EFAULT)
# expect: the time of a clock that does not exist: -22 (EINVAL)
# expect: a system call that does not exist: -38 (ENOSYS)
# expect: still alive

        .text
        .globl  _start
_start:
        li      a0, 99                  # write(99, text, 5)
        la      a1, say_file
        li      a2, 5
        li      a7, 64
        ecall
        la      a1, say_file
        la      a2, ebadf
        call    report

        li      a0, 1                   # write(1, null pointer, 5)
        li      a1, 0
        li      a2, 5
        li      a7, 64
        ecall
        la      a1, say_address
        la      a2, efault
        call    report

        li      a0, 99                  # clock_gettime(99, time)
        la      a1, time
        li      a7, 113
        ecall
        la      a1, say_clock
        la      a2, einval
        call    report

        li      a7, 5000                # no call has this number
        ecall
        la      a1, say_call
        la      a2, enosys
        call    report

        la      a0, say_alive
        call    print_line
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# report: prints the text a1, the result a0 and the error's name a2.
report:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      a0, 16(sp)
        sd      a2, 8(sp)
        mv      a0, a1
        call    print_string
        ld      a0, 16(sp)
        call    print_int
        ld      a0, 8(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        j       print_line

        .section .rodata
say_file:
        .asciz  "write to a file that is not open: "
ebadf:  .asciz  " (EBADF)"
say_address:
        .asciz  "write from an address that is not mapped: "
efault: .asciz  " (EFAULT)"
say_clock:
        .asciz  "the time of a clock that does not exist: "
einval: .asciz  " (EINVAL)"
say_call:
        .asciz  "a system call that does not exist: "
enosys: .asciz  " (ENOSYS)"
say_alive:
        .asciz  "still alive"

        .bss
        .balign 8
time:   .skip   16

        .include "lib/print.s"
