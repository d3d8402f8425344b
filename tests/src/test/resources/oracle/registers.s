# A system call changes a0 alone; a handler's return restores every register; a child of fork begins with all of them.
        .equ    SYS_write, 64
        .equ    SYS_exit_group, 94
        .equ    SYS_kill, 129
        .equ    SYS_rt_sigaction, 134
        .equ    SYS_getpid, 172
        .equ    SYS_clone, 220
        .equ    SYS_wait4, 260

        .text
        .globl  _start
_start: li      a0, 10                  # SIGUSR1
        la      a1, action
        li      a2, 0
        li      a3, 8
        li      a7, SYS_rt_sigaction
        ecall
        la      t0, stack_pointer
        sd      sp, 0(t0)

        # Every register gets a value of its own; ecall is made with a7 and a0 to a2 set for kill.
        li      a7, SYS_getpid
        ecall
        mv      s0, a0
        call    fill
        mv      a0, s0
        li      a1, 10
        li      a7, SYS_kill
        ecall
        call    check
        la      a1, said_signal
        call    tell

        call    fill
        li      a0, 17
        li      a1, 0
        li      a2, 0
        li      a3, 0
        li      a4, 0
        li      a7, SYS_clone
        ecall
        beqz    a0, child
        call    check_clone
        mv      s1, t0
        li      a0, -1
        la      a1, status
        li      a2, 0
        li      a3, 0
        li      a7, SYS_wait4
        ecall
        mv      t0, s1
        la      a1, said_parent
        call    tell
        la      t0, status
        lw      a0, 0(t0)
        srli    a0, a0, 8
        li      a7, SYS_exit_group
        ecall

child:  call    check_clone
        la      a1, said_child
        call    tell
        li      a0, 5
        li      a7, SYS_exit_group
        ecall

# fill: registers that the call does not use get their number times 0x0101010101010101.
fill:   li      t0, 0x0101010101010101
        .irp    number, 3, 4, 6, 7, 9, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
        li      x\number, \number
        mul     x\number, x\number, t0
        .endr
        li      t0, 0x55
        ret

# check: t0 = how many of them have changed, a0 not 0 included.
check:  snez    t0, a0
        j       check_rest
check_clone:
        li      t0, 0
        mv      a3, zero
check_rest:
        li      a3, 0x0101010101010101
        .irp    number, 3, 4, 6, 7, 9, 15, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
        li      a4, \number
        mul     a4, a4, a3
        xor     a4, a4, x\number
        snez    a4, a4
        add     t0, t0, a4
        .endr
        la      a4, stack_pointer
        ld      a4, 0(a4)
        xor     a4, a4, sp
        snez    a4, a4
        add     t0, t0, a4
        ret

# tell: a1 = text of 32 bytes, t0 = a number below 100 to write into it.
tell:   li      a3, 10
        remu    a4, t0, a3
        divu    t0, t0, a3
        addi    t0, t0, '0'
        addi    a4, a4, '0'
        sb      t0, 29(a1)
        sb      a4, 30(a1)
        li      a0, 1
        li      a2, 32
        li      a7, SYS_write
        ecall
        ret

# The handler destroys what it can, sp excepted, and comes back by its ra.
handler:
        mv      t0, ra
        .irp    number, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
        li      x\number, -1
        .endr
        jr      t0

        .data
        .balign 8
action: .dword  handler, 0, 0, 0
stack_pointer:
        .dword  0
status: .dword  0
said_signal:
        .ascii  "changed by a signal:         00\n"
said_parent:
        .ascii  "changed in the parent:       00\n"
said_child:
        .ascii  "changed in the child:        00\n"
