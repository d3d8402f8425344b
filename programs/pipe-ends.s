# A pipe at its limits. With O_NONBLOCK nobody waits: an empty pipe gives
# EAGAIN, a full one as well (it holds 64 KiB). Without writers there is the end
# of the file; without readers SIGPIPE kills the writer, or it gets EPIPE if it
# ignores the signal.
#
# expect: empty: error 11
# expect: bytes until it was full: 65536
# expect: full: error 11
# expect: read back: 65536
# expect: no writer: 0 bytes
# expect: no reader, SIGPIPE ignored: error 32
# expect: no reader: killed by signal 13

        .include "lib/process.s"

        .equ    O_NONBLOCK, 0x800
        .equ    SIGPIPE, 13
        .equ    BLOCK, 4096

        .text
        .globl  _start
_start:
        la      a0, ends
        li      a1, O_NONBLOCK
        li      a7, 59                  # pipe2
        ecall
        la      t0, ends
        lw      s0, 0(t0)               # to read
        lw      s1, 4(t0)               # to write
        mv      a0, s0
        la      a1, block
        li      a2, BLOCK
        call    read_from
        neg     a1, a0
        la      a0, say_empty
        call    print_named

        li      s2, 0
1:      mv      a0, s1
        la      a1, block
        li      a2, BLOCK
        call    write_to
        bltz    a0, 2f
        add     s2, s2, a0
        j       1b
2:      mv      s3, a0
        la      a0, say_until
        mv      a1, s2
        call    print_named
        la      a0, say_full
        neg     a1, s3
        call    print_named

        mv      a0, s1
        call    close
        li      s2, 0
3:      mv      a0, s0
        la      a1, block
        li      a2, BLOCK
        call    read_from
        blez    a0, 4f
        add     s2, s2, a0
        j       3b
4:      mv      s3, a0
        la      a0, say_back
        mv      a1, s2
        call    print_named
        la      a0, say_no_writer
        call    print_string
        mv      a0, s3
        call    print_int
        la      a0, say_bytes
        call    print_line

        la      a0, ends
        call    make_pipe
        la      t0, ends
        lw      a0, 0(t0)
        lw      s1, 4(t0)
        call    close                   # nobody can read it now
        li      a0, SIGPIPE
        li      a1, 1                   # SIG_IGN
        li      a2, 0
        call    on_signal
        mv      a0, s1
        la      a1, block
        li      a2, 1
        call    write_to
        neg     a1, a0
        la      a0, say_ignored
        call    print_named

        call    fork
        bnez    a0, 5f
        li      a0, SIGPIPE
        li      a1, 0                   # SIG_DFL
        li      a2, 0
        call    on_signal
        mv      a0, s1
        la      a1, block
        li      a2, 1
        call    write_to
        li      a0, 0                   # not reached
        call    exit
5:      call    wait_for
        andi    a1, a0, 0x7f
        la      a0, say_killed
        call    print_named
        li      a0, 0
        call    exit

        .section .rodata
say_empty:
        .asciz  "empty: error "
say_until:
        .asciz  "bytes until it was full: "
say_full:
        .asciz  "full: error "
say_back:
        .asciz  "read back: "
say_no_writer:
        .asciz  "no writer: "
say_bytes:
        .asciz  " bytes"
say_ignored:
        .asciz  "no reader, SIGPIPE ignored: error "
say_killed:
        .asciz  "no reader: killed by signal "

        .bss
        .balign 8
ends:   .skip   8
block:  .skip   BLOCK

        .include "lib/print.s"
