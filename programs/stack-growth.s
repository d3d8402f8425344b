# The stack grows by being touched. Its pages do not exist before; a store far
# below the top is a page fault, and as long as it is within the limit (8 MiB)
# the kernel gives the page. First a recursion goes down page by page, then
# one single store 6 MiB below sp shows that it need not be the next page.
#
#       top    +-------+
#              | page  |  depth 0
#              | page  |  depth 1
#              :       :
#              | page  |  depth 999: about 4 MiB below
#              :       :
#       limit  +-------+  8 MiB below: stack-overflow.s goes there
#
# expect: depth reached: 1000
# expect: every frame kept its number: yes
# expect: stored and loaded 6 MiB below: 42

        .equ    DEPTH, 1000
        .equ    FRAME, 4096             # one page a call

        .text
        .globl  _start
_start:
        li      a0, 0
        call    descend
        mv      s0, a0
        la      a0, say_depth
        call    print_named
        la      a0, say_kept
        mv      a1, s0
        call    print_fact

        li      t0, 6 << 20
        sub     t0, sp, t0
        li      t1, 42
        sd      t1, 0(t0)
        ld      a1, 0(t0)
        la      a0, say_far
        call    print_named

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# descend: calls itself until DEPTH is reached. Each call stores its own depth
# in its frame, and on the way back looks whether it is still there. Gives 1
# in a0 if it was so in every frame, and the depth reached in a1.
descend:
        li      t0, DEPTH
        blt     a0, t0, deeper
        mv      a1, a0
        li      a0, 1
        ret
deeper: li      t0, FRAME               # too large for the 12 bits of addi
        sub     sp, sp, t0
        sd      ra, 8(sp)
        sd      a0, 0(sp)
        sd      s2, 16(sp)
        mv      s2, a0
        addi    a0, a0, 1
        call    descend
        ld      t0, 0(sp)
        xor     t0, t0, s2
        seqz    t0, t0
        and     a0, a0, t0
        ld      s2, 16(sp)
        ld      ra, 8(sp)
        li      t0, FRAME
        add     sp, sp, t0
        ret

        .section .rodata
say_depth:
        .asciz  "depth reached: "
say_kept:
        .asciz  "every frame kept its number: "
say_far:
        .asciz  "stored and loaded 6 MiB below: "

        .include "lib/print.s"
