# The reservation of lr does not outlive a signal's handler nor a store to the same place in it; a loop of lr and sc
# succeeds in the end. How often sc fails is not told, for it may fail without a reason.
        .text
        .globl  _start
_start: li      a0, 10                  # SIGUSR1
        la      a1, action
        li      a2, 0
        li      a3, 8
        li      a7, 134                 # rt_sigaction
        ecall
        li      a7, 172                 # getpid
        ecall
        mv      s0, a0

        la      s1, word
        lr.d    s2, (s1)
        mv      a0, s0
        li      a1, 10
        li      a7, 129                 # kill: the handler changes the word
        ecall
        addi    s2, s2, 1
        sc.d    s3, s2, (s1)            # must fail
        snez    s3, s3
again:  lr.d    s2, (s1)
        addi    s2, s2, 1
        sc.d    t0, s2, (s1)
        bnez    t0, again

        ld      a0, 0(s1)               # 41 by the handler, and 1
        slli    s3, s3, 6               # 64 if sc failed
        add     a0, a0, s3
        li      a7, 94                  # exit_group(106)
        ecall

handler:
        la      t0, word
        li      t1, 41
        sd      t1, 0(t0)
        ret

        .data
        .balign 8
action: .dword  handler, 0, 0, 0
word:   .dword  7
