# A handler reads and changes the registers that the interrupted code has, through the context on its stack, and goes on
# elsewhere. The frame is aligned to 16, and siginfo and ucontext lie where Linux has them.
        .equ    PC, 176                 # in the ucontext: pc, and then x1 to x31
        .equ    SP, PC + 2 * 8
        .equ    A0, PC + 10 * 8
        .equ    S2, PC + 18 * 8
        .equ    S3, PC + 19 * 8

        .text
        .globl  _start
_start: li      a0, 11                  # SIGSEGV
        la      a1, action
        li      a2, 0
        li      a3, 8
        li      a7, 134                 # rt_sigaction
        ecall
        mv      s4, sp
        addi    sp, sp, -8              # the handler gets an aligned stack all the same
        li      s2, 1000
        li      s3, 0
        li      a0, 24
where:  sb      zero, 0(a0)             # faults
        li      a0, 1                   # not reached
        li      a7, 94
        ecall

elsewhere:
        mv      s5, a0
        xor     t0, sp, s4              # sp was changed back in the context
        seqz    t0, t0
        add     s3, s3, t0
        li      t0, 1234
        bne     s2, t0, wrong
        li      t0, 77
        bne     s5, t0, wrong
        mv      a0, s3                  # 1 + 2 + 4 + 8 + 16
wrong:  li      a7, 94
        ecall

handler:
        mv      t6, zero                # what is right
        li      t0, 11
        bne     a0, t0, 1f
        ori     t6, t6, 2
1:      ld      t0, 16(a1)              # si_addr
        li      t1, 24
        bne     t0, t1, 1f
        ori     t6, t6, 4
1:      ld      t0, PC(a2)
        la      t1, where
        bne     t0, t1, 1f
        ori     t6, t6, 8
1:      or      t0, sp, a2
        andi    t0, t0, 15
        bnez    t0, 1f
        ori     t6, t6, 16
1:      sd      t6, S3(a2)
        la      t0, elsewhere
        sd      t0, PC(a2)
        ld      t0, S2(a2)
        addi    t0, t0, 234
        sd      t0, S2(a2)
        li      t0, 77
        sd      t0, A0(a2)
        sd      s4, SP(a2)
        ret

        .data
        .balign 8
action: .dword  handler, 4, 0, 0        # SA_SIGINFO
