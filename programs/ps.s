# Lists processes, all of them or those given by pid: what /proc/PID/stat says
# of each. Its line begins with  PID (NAME) STATE PPID.
#
# args: 0
# expect: PID (NAME) STATE PPID
# expect-exit: 1

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    SIZE, 2048
        .equ    LINE, 512
        .equ    D_RECLEN, 16
        .equ    D_NAME, 19

        .text
        .globl  _start
_start:
        addi    s1, sp, 16
        la      a0, say_head
        call    print_line
        li      s4, 1                   # s4 = the exit status
        ld      a0, 0(s1)
        beqz    a0, all
given:  ld      a0, 0(s1)
        beqz    a0, done
        addi    s1, s1, 8
        call    tell
        j       given

all:    la      a0, proc
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, done
        mv      s2, a0
block:  mv      a0, s2
        la      a1, entries
        li      a2, SIZE
        li      a7, 61                  # getdents64
        ecall
        blez    a0, done
        la      s0, entries
        add     s3, s0, a0
entry:  addi    a0, s0, D_NAME
        lbu     t0, 0(a0)
        addi    t0, t0, -'0'            # the names of processes are numbers
        li      t1, 10
        bgeu    t0, t1, 1f
        call    tell
1:      lhu     t0, D_RECLEN(s0)
        add     s0, s0, t0
        bltu    s0, s3, entry
        j       block
done:   mv      a0, s4
        call    exit

# tell: the process whose pid is the text a0.
tell:   addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s1, 16(sp)
        sd      s2, 8(sp)
        la      t0, path
        la      t1, proc
        call    append
        mv      t1, a0
        call    append
        la      t1, stat
        call    append
        sb      zero, 0(t0)
        la      a0, path
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, 5f                  # it has ended meanwhile
        mv      s1, a0
        la      a1, line
        li      a2, LINE
        call    read_from
        mv      s2, a0
        mv      a0, s1
        call    close
        blez    s2, 5f
        la      t0, line                # up to the last ')', for a name may
        add     t1, t0, s2              # hold anything,
        li      t2, ')'
1:      addi    t1, t1, -1
        beq     t1, t0, 2f
        lbu     t3, 0(t1)
        bne     t3, t2, 1b
2:      add     t4, t0, s2              # and three blanks further
        li      t5, 3
        li      t2, ' '
3:      addi    t1, t1, 1
        bgeu    t1, t4, 4f
        lbu     t3, 0(t1)
        bne     t3, t2, 3b
        addi    t5, t5, -1
        bnez    t5, 3b
4:      la      a0, line
        sub     a1, t1, a0
        call    write_all
        call    print_newline
        li      s4, 0
5:      ld      s2, 8(sp)
        ld      s1, 16(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

# append: the text t1 to the path at t0, which moves behind it.
append: lbu     t2, 0(t1)
        beqz    t2, 1f
        sb      t2, 0(t0)
        addi    t0, t0, 1
        addi    t1, t1, 1
        j       append
1:      ret

        .section .rodata
say_head:
        .asciz  "PID (NAME) STATE PPID"
proc:   .asciz  "/proc/"
stat:   .asciz  "/stat"

        .bss
        .balign 8
entries:
        .skip   SIZE
line:   .skip   LINE
path:   .skip   LINE

        .include "lib/print.s"
