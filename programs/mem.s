# Tells how the memory stands: the lines of /proc/meminfo that begin with Mem,
# or with what is given as an argument, and "nothing" if there is none.
#
# args: NoSuchLine
# expect: nothing
# expect-exit: 1

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    SIZE, 8192

        .text
        .globl  _start
_start:
        ld      s0, 16(sp)              # s0 = what lines must begin with
        bnez    s0, 1f
        la      s0, mem
1:      li      s4, 1                   # s4 = the exit status
        la      a0, meminfo
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, done
        mv      s1, a0
        la      s2, buffer              # s2 = the end of what was read
2:      mv      a0, s1
        mv      a1, s2
        la      a2, buffer + SIZE - 1
        sub     a2, a2, s2
        call    read_from
        blez    a0, 3f
        add     s2, s2, a0
        j       2b
3:      la      s1, buffer              # s1 = the begin of a line
line:   bgeu    s1, s2, done
        mv      t0, s1                  # its end
        li      t1, '\n'
4:      lbu     t2, 0(t0)
        addi    t0, t0, 1
        beq     t2, t1, 5f
        bltu    t0, s2, 4b
5:      mv      s3, t0
        mv      t0, s0                  # does it begin so?
        mv      t1, s1
6:      lbu     t2, 0(t0)
        beqz    t2, 7f
        lbu     t3, 0(t1)
        bne     t2, t3, 8f
        addi    t0, t0, 1
        addi    t1, t1, 1
        j       6b
7:      li      s4, 0
        mv      a0, s1
        sub     a1, s3, s1
        call    write_all
8:      mv      s1, s3
        j       line

done:   beqz    s4, 9f
        la      a0, say_nothing
        call    print_line
9:      mv      a0, s4
        call    exit

        .section .rodata
meminfo:
        .asciz  "/proc/meminfo"
mem:    .asciz  "Mem"
say_nothing:
        .asciz  "nothing"

        .bss
buffer: .skip   SIZE

        .include "lib/print.s"
