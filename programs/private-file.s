# A private mapping of a file: loads show the file, and the first store to a
# page makes a copy for this process alone. So a program's .data is loaded.
# What the file gets later shows in pages without a copy only.
#
#       file     | aaaa | bbbb |        | aaaa | BBBB |
#       mapping  | aaaa | bbbb |   ->   | Xaaa | BBBB |
#                                         copy   still the file's
#
# expect: first page: Xaaa
# expect: in the file: aaaa
# expect: second page, after a write to the file: BBBB
# expect: first page, after a write to the file: Xaaa

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    PAGE, 4096

        .text
        .globl  _start
_start:
        la      a0, path
        li      a1, O_RDWR + O_CREAT + O_TRUNC
        call    open_file
        mv      s0, a0
        la      a1, lower
        li      a2, 4
        li      a3, 0
        call    write_at
        mv      a0, s0
        la      a1, lower + 4
        li      a2, 4
        li      a3, PAGE
        call    write_at
        mv      a0, s0
        li      a1, 2 * PAGE
        li      a2, PROT_READ + PROT_WRITE
        li      a3, MAP_PRIVATE
        call    map_file
        mv      s1, a0
        li      t0, PAGE
        add     s2, s1, t0

        lbu     t0, 0(s2)               # the second page is loaded from only
        li      t0, 'X'
        sb      t0, 0(s1)               # the first gets its copy
        la      a0, say_first
        mv      a1, s1
        call    show
        mv      a0, s0
        la      a1, buffer
        li      a2, 4
        li      a3, 0
        call    read_at
        la      a0, say_file
        la      a1, buffer
        call    show

        mv      a0, s0
        la      a1, upper
        li      a2, 4
        li      a3, 0
        call    write_at
        mv      a0, s0
        la      a1, upper + 4
        li      a2, 4
        li      a3, PAGE
        call    write_at
        la      a0, say_second
        mv      a1, s2
        call    show
        la      a0, say_again
        mv      a1, s1
        call    show
        la      a0, path
        call    remove_file
        li      a0, 0
        call    exit

# show: the text a0, the four bytes at a1, a newline.
show:   addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a1, 0(sp)
        call    print_string
        ld      a0, 0(sp)
        li      a1, 4
        call    write_all
        ld      ra, 8(sp)
        addi    sp, sp, 16
        j       print_newline

        .section .rodata
path:   .asciz  "/tmp/pagoda-private-file"
lower:  .ascii  "aaaabbbb"
upper:  .ascii  "AAAABBBB"
say_first:
        .asciz  "first page: "
say_file:
        .asciz  "in the file: "
say_second:
        .asciz  "second page, after a write to the file: "
say_again:
        .asciz  "first page, after a write to the file: "

        .bss
buffer: .skip   8

        .include "lib/print.s"
