# Lists a folder, the current one if none is given: one name a line, as the
# kernel tells them by getdents64; folders with / behind, symbolic links with @.
# What is no folder is printed as it was given.
#
# How to run it: ./pagoda run --mount programs programs/ls.s -- FOLDER...
#
# args: /dev/null
# expect: /dev/null

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    SIZE, 2048
        .equ    ENOTDIR, 20
        .equ    D_RECLEN, 16            # in an entry: its length,
        .equ    D_TYPE, 18              # 4 folder, 10 symbolic link,
        .equ    D_NAME, 19              # and its name
        .equ    FOLDER, 4
        .equ    LINK, 10

        .text
        .globl  _start
_start:
        ld      s0, 0(sp)
        addi    s1, sp, 16
        li      s4, 0                   # s4 = the exit status
        li      t0, 2
        bgeu    s0, t0, next
        la      a0, here
        call    list
        j       done
next:   ld      a0, 0(s1)
        beqz    a0, done
        addi    s1, s1, 8
        call    list
        j       next
done:   mv      a0, s4
        call    exit

list:   addi    sp, sp, -16
        sd      ra, 8(sp)
        mv      s5, a0
        li      a1, O_RDONLY
        call    open_file
        mv      s2, a0
        bltz    a0, wrong
block:  mv      a0, s2
        la      a1, buffer
        li      a2, SIZE
        li      a7, 61                  # getdents64
        ecall
        li      t0, -ENOTDIR
        beq     a0, t0, itself
        bltz    a0, wrong
        beqz    a0, end
        la      s0, buffer              # s0 = this entry, s3 = their end
        add     s3, s0, a0
entry:  lbu     t0, D_NAME(s0)
        li      t1, '.'
        beq     t0, t1, skip            # . and .. and what is hidden
        addi    a0, s0, D_NAME
        call    print_string
        lbu     t0, D_TYPE(s0)
        li      a0, '/'
        li      t1, FOLDER
        beq     t0, t1, mark
        li      a0, '@'
        li      t1, LINK
        bne     t0, t1, 1f
mark:   call    print_char
1:      call    print_newline
skip:   lhu     t0, D_RECLEN(s0)
        add     s0, s0, t0
        bltu    s0, s3, entry
        j       block

itself: mv      a0, s5
        call    print_line
end:    mv      a0, s2
        call    close
        j       2f
wrong:  li      a0, 2                   # standard error
        la      a1, say_wrong
        li      a2, 26                  # its length
        call    write_to
        li      s4, 1
2:      ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
here:   .asciz  "."
say_wrong:
        .ascii  "ls: this cannot be listed\n"

        .bss
        .balign 8
buffer: .skip   SIZE

        .include "lib/print.s"
