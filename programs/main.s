# A program may begin at main, as in C. If no source has a _start, the linker
# adds a small one: it sets gp, calls main(argc, argv), and ends the program
# with what main returns. So main is a function like any other, and returns.
#
# expect: main was called with argc = 3
# expect: returning 7
# args: two words
# expect-exit: 7

        .text
        .globl  main
main:
        addi    sp, sp, -16             # main calls, so it saves ra
        sd      ra, 8(sp)

        mv      a1, a0                  # a0 = argc, a1 = argv
        la      a0, called
        call    print_named
        la      a0, returning
        call    print_line

        li      a0, 7                   # the exit status
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
called: .asciz  "main was called with argc = "
returning:
        .asciz  "returning 7"

        .include "lib/print.s"
