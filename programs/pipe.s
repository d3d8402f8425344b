# A pipe joins two processes: what one writes at its end the other reads at
# the other. The reader waits while it is empty, and finds the end of the file
# when the last writer has closed, the reader's own copy of that end included.
#
#       parent --write--> [ bytes ... ] --read--> child
#
# expect: child read: down the pipe
# expect: child found the end after 13 bytes
# expect: child ended with 13

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        la      a0, ends
        call    make_pipe
        call    fork
        beqz    a0, child

        mv      s0, a0
        la      t0, ends + 4
        lw      s1, 0(t0)
        la      s2, text                # one byte at a time
        li      s3, 13
next:   mv      a0, s1
        mv      a1, s2
        li      a2, 1
        call    write_to
        addi    s2, s2, 1
        addi    s3, s3, -1
        bnez    s3, next
        mv      a0, s1
        call    close                   # the last writer has gone
        mv      a0, s0
        call    wait_for
        srli    a1, a0, 8
        la      a0, say_ended
        call    print_named
        li      a0, 0
        call    exit

child:  la      t0, ends + 4
        lw      a0, 0(t0)
        call    close                   # or there would be no end
        la      a0, say_read
        call    print_string
        li      s0, 0
more:   lw      a0, ends
        la      a1, buffer
        li      a2, 100
        call    read_from
        blez    a0, end
        add     s0, s0, a0
        mv      a1, a0
        la      a0, buffer
        call    write_all
        j       more
end:    call    print_newline
        la      a0, say_end
        call    print_string
        mv      a0, s0
        call    print_int
        la      a0, say_bytes
        call    print_line
        mv      a0, s0
        call    exit

        .section .rodata
text:   .ascii  "down the pipe"
say_read:
        .asciz  "child read: "
say_end:
        .asciz  "child found the end after "
say_bytes:
        .asciz  " bytes"
say_ended:
        .asciz  "child ended with "

        .bss
        .balign 8
ends:   .skip   8
buffer: .skip   100

        .include "lib/print.s"
