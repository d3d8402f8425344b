# A guard page. Behind a buffer lies a page that mprotect has made inaccessible,
# so a loop that runs too far dies at the first byte behind the buffer, and not
# much later of what it has overwritten. malloc checkers do this, and stacks of
# threads have one.
#
#       | buffer: 4096 bytes | guard: PROT_NONE | precious |
#       ------------------->|X
#
# expect: precious is 12345
# expect: filling 5000 bytes of a buffer of 4096 ...
# expect-exit: 139
# expect-error: killed by SIGSEGV (SEGV_ACCERR)

        .include "lib/process.s"

        .equ    PAGE, 4096

        .text
        .globl  _start
_start:
        li      a0, 3 * PAGE
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0
        li      t0, 2 * PAGE
        add     s1, s0, t0
        li      t1, 12345
        sd      t1, 0(s1)
        li      t0, PAGE
        add     a0, s0, t0
        li      a1, PAGE
        li      a2, PROT_NONE
        li      a7, 226                 # mprotect
        ecall
        ld      a1, 0(s1)
        la      a0, say_precious
        call    print_named
        la      a0, say_filling
        call    print_line

        li      t0, 5000
        mv      t1, s0
        li      t2, 'x'
1:      sb      t2, 0(t1)               # <- dies here
        addi    t1, t1, 1
        addi    t0, t0, -1
        bnez    t0, 1b
        la      a0, say_survived
        call    print_line
        li      a0, 0
        call    exit

        .section .rodata
say_precious:
        .asciz  "precious is "
say_filling:
        .asciz  "filling 5000 bytes of a buffer of 4096 ..."
say_survived:
        .asciz  "nobody has noticed"

        .include "lib/print.s"
