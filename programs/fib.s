# Recursion: a function that calls itself needs a place of its own for what it
# must remember, and the stack gives one to every call. fib(n) = fib(n - 1) +
# fib(n - 2) is slow like this (fib(20) makes 21891 calls) but shows it best.
#
# expect: fib(0) = 0
# expect: fib(1) = 1
# expect: fib(2) = 1
# expect: fib(10) = 55
# expect: fib(20) = 6765

        .text
        .globl  _start
_start:
        la      s0, wanted
next:   ld      s1, 0(s0)
        bltz    s1, done                # the table ends with -1
        la      a0, open
        call    print_string
        mv      a0, s1
        call    print_int
        mv      a0, s1
        call    fib
        mv      a1, a0
        la      a0, close
        call    print_named
        addi    s0, s0, 8
        j       next

done:   li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# fib: a0 = n, gives fib(n) in a0.
#
#   one frame       +----------------+ <- sp of the caller
#   of a call:      | ra             | 24   where to return to
#                   | s0             | 16   the caller's s0
#                   | s1             |  8   the caller's s1
#                   | (unused)       |  0   sp stays a multiple of 16
#                   +----------------+ <- sp
fib:
        li      t0, 2
        blt     a0, t0, small           # fib(0) = 0 and fib(1) = 1
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)

        mv      s0, a0                  # n must outlive the first call
        addi    a0, s0, -1
        call    fib
        mv      s1, a0                  # fib(n - 1) must outlive the second
        addi    a0, s0, -2
        call    fib
        add     a0, a0, s1

        ld      ra, 24(sp)
        ld      s0, 16(sp)
        ld      s1, 8(sp)
        addi    sp, sp, 32
small:  ret

        .section .rodata
open:   .asciz  "fib("
close:  .asciz  ") = "
        .balign 8
wanted: .quad   0, 1, 2, 10, 20, -1

        .include "lib/print.s"
