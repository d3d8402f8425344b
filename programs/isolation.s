# Two processes, one address, two values. After fork both have a variable at
# the same virtual address; each stores its own value there while the other is
# alive, and neither sees the other's.
#
#       parent: number -> 0x11008 -> a frame
#       child:  number -> 0x11008 -> another frame
#
# expect: child has 222
# expect: parent has 111
# expect: same address: yes

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        la      a0, to_parent
        call    make_pipe
        la      a0, to_child
        call    make_pipe
        call    fork
        beqz    a0, child
        mv      s0, a0

        lw      a0, to_parent           # wait until the child has stored
        la      a1, message
        li      a2, 8
        call    read_from
        la      s1, number
        li      t0, 111
        sd      t0, 0(s1)               # now the parent stores
        la      t0, to_child + 4
        lw      a0, 0(t0)
        la      a1, number
        li      a2, 1
        call    write_to
        mv      a0, s0
        call    wait_for                # the child prints first

        ld      a1, 0(s1)
        la      a0, say_parent
        call    print_named
        la      t0, message
        ld      t0, 0(t0)
        xor     a1, t0, s1
        seqz    a1, a1
        la      a0, say_same
        call    print_fact
        li      a0, 0
        call    exit

child:  la      s1, number
        li      t0, 222
        sd      t0, 0(s1)
        addi    sp, sp, -16             # tell the parent the address
        sd      s1, 0(sp)
        la      t0, to_parent + 4
        lw      a0, 0(t0)
        mv      a1, sp
        li      a2, 8
        call    write_to
        lw      a0, to_child            # wait until the parent has stored
        mv      a1, sp
        li      a2, 1
        call    read_from
        ld      a1, 0(s1)
        la      a0, say_child
        call    print_named
        li      a0, 0
        call    exit

        .data
        .balign 8
number: .dword  0
message:
        .dword  0
to_parent:
        .word   0, 0
to_child:
        .word   0, 0

        .section .rodata
say_child:
        .asciz  "child has "
say_parent:
        .asciz  "parent has "
say_same:
        .asciz  "same address: "

        .include "lib/print.s"
