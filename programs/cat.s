# Copies files to standard output, one after the other; without arguments, and
# for an argument "-", standard input.
#
# How to run it: ./pagoda run programs/cat.s -- FILE...
#
# args: /dev/null - /no/such/file
# stdin: from standard input
# expect: from standard input
# expect-exit: 1

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    SIZE, 4096

        .text
        .globl  _start
_start:
        ld      s0, 0(sp)
        addi    s1, sp, 16
        li      s3, 0                   # s3 = the exit status
        li      t0, 2
        bgeu    s0, t0, next
        li      s2, 0
        call    copy
        j       done

next:   ld      a0, 0(s1)               # argv ends with a null pointer
        beqz    a0, done
        addi    s1, s1, 8
        lbu     t0, 0(a0)
        lbu     t1, 1(a0)
        addi    t0, t0, -'-'
        or      t0, t0, t1
        li      s2, 0
        beqz    t0, 1f
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, wrong
        mv      s2, a0
1:      call    copy
        beqz    s2, next
        mv      a0, s2
        call    close
        j       next
wrong:  li      a0, 2                   # standard error
        la      a1, say_wrong
        li      a2, 29                  # its length
        call    write_to
        li      s3, 1
        j       next
done:   mv      a0, s3
        call    exit

# copy: descriptor s2 to standard output, until its end.
copy:   addi    sp, sp, -16
        sd      ra, 8(sp)
1:      mv      a0, s2
        la      a1, buffer
        li      a2, SIZE
        call    read_from
        blez    a0, 2f
        mv      a1, a0
        la      a0, buffer
        call    write_all
        j       1b
2:      ld      ra, 8(sp)
        addi    sp, sp, 16
        beqz    a0, 3f
        li      s3, 1                   # a folder, say
3:      ret

        .section .rodata
say_wrong:
        .ascii  "cat: a file cannot be opened\n"

        .bss
buffer: .skip   SIZE

        .include "lib/print.s"
