# By execve a process becomes another program: the same pid and open files, but
# new memory. With a path it runs that program, with the rest as arguments;
# execve does not come back then. Without one it shows that a failed execve
# leaves everything as it was.
#
# How to run it: ./pagoda run --mount programs programs/exec.s -- PATH ARGS...
#
# expect: no such file: error 2
# expect: not executable: error 13
# expect: nothing has happened

        .include "lib/process.s"

        .text
        .globl  _start
_start:
        ld      s0, 0(sp)               # argc
        addi    s1, sp, 8               # argv
        addi    t0, s0, 1
        slli    t0, t0, 3
        add     s2, s1, t0              # envp
        li      t0, 2
        bltu    s0, t0, without
        ld      a0, 8(s1)
        addi    a1, s1, 8
        call    execute
        la      a0, say_failed          # still here: it has failed
        mv      a1, s3
        call    print_named
        li      a0, 127
        call    exit

without:
        la      a0, nowhere
        mv      a1, s1
        call    execute
        la      a0, say_missing
        mv      a1, s3
        call    print_named
        la      a0, folder
        mv      a1, s1
        call    execute
        la      a0, say_refused
        mv      a1, s3
        call    print_named
        la      a0, say_nothing
        call    print_line
        li      a0, 0
        call    exit

# execute: a0 = path, a1 = argv; s3 = the error, if it comes back.
execute:
        mv      a2, s2
        li      a7, 221                 # execve
        ecall
        neg     s3, a0
        ret

        .section .rodata
nowhere:
        .asciz  "/no/such/program"
folder: .asciz  "/tmp"
say_missing:
        .asciz  "no such file: error "
say_refused:
        .asciz  "not executable: error "
say_nothing:
        .asciz  "nothing has happened"
say_failed:
        .asciz  "execve failed: error "

        .include "lib/print.s"
