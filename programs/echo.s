# Copies standard input to standard output until the end of the file, as cat
# does. It shows the two rules of read and write: read gives what there is
# (0 bytes mean the end), and write may take less than it was offered. A
# negative result is an error; its code becomes the exit status.
#
# How to run it: ./pagoda run programs/echo.s < programs/hello.s
#
# stdin: one line,
# stdin:
# stdin: and another after an empty one
# expect: one line,
# expect:
# expect: and another after an empty one

        .equ    SIZE, 4096

        .text
        .globl  _start
_start:
fill:                                   # read(0, buffer, SIZE)
        li      a0, 0
        la      a1, buffer
        li      a2, SIZE
        li      a7, 63
        ecall
        bltz    a0, failed
        beqz    a0, done                # 0 bytes: the end of the file

        la      s0, buffer              # s0 = the first byte not yet written
        mv      s1, a0                  # s1 = how many there are
drain:                                  # write(1, s0, s1)
        li      a0, 1
        mv      a1, s0
        mv      a2, s1
        li      a7, 64
        ecall
        bltz    a0, failed
        add     s0, s0, a0              # a part may have been taken:
        sub     s1, s1, a0              # offer the rest again
        bnez    s1, drain
        j       fill

failed: neg     a0, a0                  # -errno to errno
        j       quit
done:   li      a0, 0
quit:   li      a7, 93                  # exit(a0)
        ecall

        .bss
buffer: .skip   SIZE
