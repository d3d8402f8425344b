# Four threads and a lock. clone with CLONE_VM makes a thread: it shares memory,
# files and handlers with its maker, and has registers and a stack of its own.
# All add to one number; a futex lock sees to it that no addition is lost. The
# lock is one word, and the kernel is asked only when somebody must wait:
#
#       0 free     1 taken     2 taken, and somebody waits
#
# expect: total: 4000
# expect: the lock is free: yes

        .include "lib/process.s"

        .equ    THREADS, 4
        .equ    TIMES, 1000
        .equ    STACK, 16384
        .equ    FUTEX_WAIT, 0
        .equ    FUTEX_WAKE, 1

# CLONE_VM FS FILES SIGHAND THREAD SYSVSEM PARENT_SETTID CHILD_CLEARTID: the
# last two keep the thread's word not 0 as long as it lives, and wake its futex.
        .equ    FLAGS, 0x100 + 0x200 + 0x400 + 0x800 + 0x10000 + 0x40000
        .equ    TID_FLAGS, 0x100000 + 0x200000

        .text
        .globl  _start
_start:
        li      s0, 0
        la      s1, alive
        li      s2, THREADS
1:      li      a0, STACK
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        li      t0, STACK
        add     a1, a0, t0              # a stack begins at its upper end
        li      a0, FLAGS + TID_FLAGS
        mv      a2, s1                  # here the kernel stores the tid
        li      a3, 0                   # no thread-local storage
        mv      a4, s1                  # and here it clears it
        li      a7, 220                 # clone
        ecall
        beqz    a0, work
        addi    s1, s1, 4
        addi    s0, s0, 1
        bltu    s0, s2, 1b

        la      s1, alive               # wait for all of them
        li      s0, THREADS
2:      lw      a2, 0(s1)
        beqz    a2, 3f
        mv      a0, s1
        li      a1, FUTEX_WAIT
        li      a3, 0
        li      a7, 98                  # futex
        ecall
        j       2b
3:      addi    s1, s1, 4
        addi    s0, s0, -1
        bnez    s0, 2b

        la      t0, total
        ld      a1, 0(t0)
        la      a0, say_total
        call    print_named
        la      t0, lock
        lw      a1, 0(t0)
        seqz    a1, a1
        la      a0, say_free
        call    print_fact
        li      a0, 0
        call    exit

work:   li      s0, TIMES               # here a thread begins
        la      s1, total
1:      call    take
        ld      s3, 0(s1)
        andi    t0, s0, 63              # now and then it gives way in the
        bnez    t0, 2f                  # middle, and the others must wait
        li      a7, 124                 # sched_yield
        ecall
2:      addi    s3, s3, 1
        sd      s3, 0(s1)
        call    give
        addi    s0, s0, -1
        bnez    s0, 1b
        li      a0, 0
        li      a7, 93                  # exit: this thread alone
        ecall

take:   la      t0, lock
        li      t1, 1
1:      lr.w.aq t2, (t0)                # 0 -> 1: taken
        bnez    t2, 2f
        sc.w    t3, t1, (t0)
        bnez    t3, 1b
        ret
2:      li      t1, 2                   # else 2: somebody waits
        amoswap.w.aq t2, t1, (t0)
        beqz    t2, 3f
        mv      a0, t0
        li      a1, FUTEX_WAIT
        li      a2, 2                   # sleep only if it still is 2
        li      a3, 0
        li      a7, 98
        ecall
        la      t0, lock
        j       2b
3:      ret

give:   la      a0, lock
        amoswap.w.rl t0, zero, (a0)
        li      t1, 2
        bne     t0, t1, 1f
        li      a1, FUTEX_WAKE
        li      a2, 1
        li      a7, 98
        ecall
1:      ret

        .section .rodata
say_total:
        .asciz  "total: "
say_free:
        .asciz  "the lock is free: "

        .bss
        .balign 8
total:  .skip   8
lock:   .skip   4
alive:  .skip   4 * THREADS

        .include "lib/print.s"
