# What random guests do, for pagoda.tests.engines: an act a routine, each with a loop that is hot. A program is a call of
# `begin`, calls of acts with random arguments, and a jump to `finish`. Acts use all registers but these:
#
#   s0   the buffer         s1   the sum of all that was seen         sp
#
# Functions that are to be called are templates, copied into memory that may be executed: from then on they are changed,
# protected, moved, shared, and taken away. They take a0 and give a0, and change t2 to t6. Their third instruction is
# addi a0, a0, n, the one that is patched.

        .equ    PAGE, 4096
        .equ    BUFFER, 0x2000000
        .equ    BUFFER_PAGES, 32
        .equ    CODE, 0x3000000
        .equ    CODE_PAGES, 8
        .equ    SHARED, 0x4000000
        .equ    SHARED_PAGES, 8
        .equ    FILE, 0x5000000
        .equ    ALIAS, 0x5100000
        .equ    MOVED, 0x6000000
        .equ    WIDE, 0x9000000

        .equ    PATCHED, 8              # where the instruction is that is patched
        .equ    ADD_NOTHING, 0x00050513 # addi a0, a0, 0

        .equ    PC, 176                 # in the ucontext: pc, x1, x2 ... x31
        .equ    SI_ADDR, 16

        .option norelax

        .macro  system number
        li      a7, \number
        ecall
        .endm

        .macro  enter
        addi    sp, sp, -16
        sd      ra, 0(sp)
        .endm

        .macro  leave
        ld      ra, 0(sp)
        addi    sp, sp, 16
        ret
        .endm

        .macro  mix register
        slli    t0, s1, 7
        srli    t1, s1, 57
        or      t0, t0, t1
        add     s1, s1, t0
        xor     s1, s1, \register
        .endm

        .macro  map address, length, protection, flags, file
        li      a0, \address
        li      a1, \length
        li      a2, \protection
        li      a3, \flags
        li      a4, \file
        li      a5, 0
        system  222
        .endm

        .macro  handle signal, handler, flags
        li      a0, \signal
        la      a1, \handler
        li      a2, \flags
        call    on_signal
        .endm

        .text
        .globl  begin, finish, work, atomic, floats, calls, deep, spread, place, hot, patch, rewrite, protect, remap, forget, move, through_pipe
        .globl  fault, wild, trapped, through_file, timer, forked, threaded, payload, back, execute

begin:  enter
        li      s0, BUFFER
        li      s1, 1
        map     BUFFER, BUFFER_PAGES * PAGE, 3, 0x32, -1
        map     CODE, CODE_PAGES * PAGE, 7, 0x32, -1
        map     SHARED, SHARED_PAGES * PAGE, 7, 0x31, -1
        la      a0, other_stack
        li      a1, 0
        system  132                     # sigaltstack
        # SA_SIGINFO, SA_ONSTACK; faults with SA_NODEFER, for their handler is left by a jump; timers with SA_RESTART
        handle  4, on_fault, 0x48000004
        handle  5, on_fault, 0x48000004
        handle  7, on_fault, 0x48000004
        handle  11, on_fault, 0x48000004
        handle  14, on_timer, 0x18000004
        handle  26, on_timer, 0x18000004
        handle  27, on_timer, 0x18000004
        leave

on_signal:
        la      t0, action
        sd      a1, 0(t0)
        sd      a2, 8(t0)
        mv      a1, t0
        li      a2, 0
        li      a3, 8
        system  134                     # rt_sigaction
        ret

# finish: tells the sum and the buffer, and exits.
finish: la      t0, seen
        ld      t1, 0(t0)
        mix     t1
        la      t0, ticks
        ld      t1, 0(t0)
        mix     t1
        sd      s1, 0(s0)
        li      a0, 1
        mv      a1, s0
        li      a2, 4 * PAGE
        system  64                      # write
        andi    a0, s1, 63
        system  94                      # exit_group

# work: a0 rounds, a1 stride, a2 mask of the offset in the buffer, a3 not 0: the clock is looked at
work:   mv      s2, a0
        li      s4, 0
1:      add     t0, s0, s4
        ld      t1, 0(t0)
        add     s1, s1, t1
        sd      s1, 0(t0)
        lbu     t1, 3(t0)
        sh      t1, 10(t0)
        xori    t1, t1, 85
        add     s1, s1, t1
        beqz    a3, 2f
        rdcycle t1
        xor     s1, s1, t1
        rdinstret t1
        add     s1, s1, t1
2:      add     s4, s4, a1
        and     s4, s4, a2
        addi    s2, s2, -1
        bnez    s2, 1b
        ret

# atomic: a0 rounds
atomic: addi    t3, s0, 64
1:      lr.d    t0, (t3)
        add     t0, t0, a0
        sc.d    t1, t0, (t3)
        bnez    t1, 1b
        amoadd.w t2, a0, (t3)
        add     s1, s1, t2
        addi    a0, a0, -1
        bnez    a0, 1b
        ret

# floats: a0 rounds, a1 rounding mode, which stays
floats: fsrm    a1
        li      t0, 3
        fcvt.d.l fa1, t0
        fcvt.d.l fa0, a0
1:      fdiv.d  fa0, fa0, fa1
        fadd.d  fa0, fa0, fa1
        fcvt.s.d fa2, fa0
        fmv.x.d t0, fa0
        add     s1, s1, t0
        fmv.x.w t1, fa2
        add     s1, s1, t1
        addi    a0, a0, -1
        bnez    a0, 1b
        frflags t0
        add     s1, s1, t0
        ret

# spread: a0 pages that are mapped, stored to twice, and taken away
spread: slli    s3, a0, 12
        li      s2, WIDE
        li      a0, WIDE
        mv      a1, s3
        li      a2, 3
        li      a3, 0x32
        li      a4, -1
        li      a5, 0
        system  222
        li      s4, 2
1:      mv      t0, s2
        add     t1, s2, s3
        li      t2, PAGE
2:      ld      t3, 8(t0)
        add     s1, s1, t3
        sd      s1, 8(t0)
        addi    s1, s1, 1
        add     t0, t0, t2
        bltu    t0, t1, 2b
        addi    s4, s4, -1
        bnez    s4, 1b
        mv      a0, s2
        mv      a1, s3
        system  215
        ret

# calls: a0 rounds of system calls with little between them
calls:  mv      s2, a0
1:      system  173                     # getppid
        add     s1, s1, a0
        li      t0, 9
2:      add     s1, s1, t0
        addi    t0, t0, -1
        bnez    t0, 2b
        addi    s2, s2, -1
        bnez    s2, 1b
        ret

# deep: a0 calls within each other, a1 bytes of stack for each
deep:   enter
        mv      s4, a1
        mv      s5, a0
        call    down
        add     s1, s1, a0
        mv      a0, s5
        call    down
        mix     a0
        leave
down:   sub     sp, sp, s4
        sd      ra, 0(sp)
        sd      a0, 8(sp)
        addi    a0, a0, -1
        beqz    a0, 1f
        call    down
1:      ld      t0, 8(sp)
        slli    t1, a0, 1
        add     a0, t1, t0
        ld      ra, 0(sp)
        add     sp, sp, s4
        ret

copy:   # a0 to, a1 from, a2 bytes, even
1:      lhu     t0, 0(a1)
        sh      t0, 0(a0)
        addi    a0, a0, 2
        addi    a1, a1, 2
        addi    a2, a2, -2
        bgtz    a2, 1b
        ret

template:   # a0 number of the template; a1 where it is, a2 its length
        la      a1, templates
        slli    t0, a0, 4
        add     t0, t0, a1
        ld      a1, 0(t0)
        ld      a2, 8(t0)
        ret

# place: a0 number of the template, a1 where to put it
place:  enter
        mv      s2, a1
        call    template
        mv      a0, s2
        call    copy
        leave

# hot: a0 function, a1 how often it is called
hot:    enter
        mv      s2, a0
        mv      s3, a1
1:      mv      a0, s1
        jalr    s2
        mix     a0
        addi    s3, s3, -1
        bnez    s3, 1b
        leave

write_patch:    # a0 function, a1 what the number to add comes from, a2 how: 0 a word, 1 half of it, 2 a byte
        slli    t0, a1, 4
        add     t0, t0, a1
        andi    t0, t0, 511
        slli    t0, t0, 20
        li      t1, ADD_NOTHING
        or      t0, t0, t1
        beqz    a2, 1f
        addi    a2, a2, -1
        beqz    a2, 2f
        srli    t0, t0, 24
        sb      t0, PATCHED + 3(a0)
        ret
1:      sw      t0, PATCHED(a0)
        ret
2:      srli    t0, t0, 16
        sh      t0, PATCHED + 2(a0)
        ret

# patch: a0 function, a1 rounds, a2 calls in each, a3 how, as write_patch has it, a4 not 0: with fence.i
patch:  enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        mv      s7, a3
        mv      s8, a4
1:      mv      a0, s4
        mv      a1, s5
        mv      a2, s7
        call    write_patch
        beqz    s8, 2f
        fence.i
2:      mv      a0, s4
        mv      a1, s6
        call    hot
        addi    s5, s5, -1
        bnez    s5, 1b
        leave

# rewrite: a0 function with a loop that changes itself (the last template), a1 rounds, a2 offset of what it changes
rewrite:
        enter
        mv      s4, a0
        mv      s5, a1
        add     s6, a0, a2
        lw      s7, 0(s6)
1:      mv      a0, s1
        mv      a1, s6
        jalr    s4
        mix     a0
        addi    s5, s5, -1
        bnez    s5, 1b
        sw      s7, 0(s6)
        leave

# protect: a0 page of a function, a1 rounds, a2 calls in each: never writable and executable at once
protect:
        enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
1:      li      a2, 3
        call    protect_code
        mv      a0, s4
        mv      a1, s5
        li      a2, 0
        call    write_patch
        li      a2, 5
        call    protect_code
        fence.i
        mv      a0, s4
        mv      a1, s6
        call    hot
        addi    s5, s5, -1
        bnez    s5, 1b
        li      a2, 7
        call    protect_code
        leave
protect_code:
        mv      a0, s4
        li      a1, PAGE
        system  226                     # mprotect
        ret

# remap: a0 page, a1 template, a2 calls, a3 a page of the buffer that may get the frame
remap:  enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        mv      s7, a3
        mv      a0, s7
        li      a1, PAGE
        li      a2, 4                   # MADV_DONTNEED
        system  233
        mv      a0, s4
        li      a1, PAGE
        system  215                     # munmap
        sd      s1, 8(s7)
        mv      a0, s4
        li      a1, PAGE
        li      a2, 7
        li      a3, 0x32
        li      a4, -1
        li      a5, 0
        system  222
        mv      a0, s5
        mv      a1, s4
        call    place
        mv      a0, s4
        mv      a1, s6
        call    hot
        leave

# forget: a0 page of a function, a1 template, a2 calls before and after, a3 mode of the handler: its bytes become 0
forget: enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        la      t0, mode
        sd      a3, 0(t0)
        mv      a1, s6
        call    hot
        mv      a0, s4
        li      a1, PAGE
        li      a2, 4
        system  233
        call    setjmp
        bnez    a0, 1f
        mv      a0, s4
        mv      a1, s6
        call    hot
1:      mv      a0, s5
        mv      a1, s4
        call    place
        mv      a0, s4
        mv      a1, s6
        call    hot
        leave

# move: a0 page of a function, a1 calls: it goes elsewhere and comes back
move:   enter
        mv      s4, a0
        mv      s5, a1
        call    hot
        mv      a0, s4
        li      a4, MOVED
        call    remap_to
        li      a0, MOVED
        mv      a1, s5
        call    hot
        li      a0, MOVED
        mv      a4, s4
        call    remap_to
        mv      a0, s4
        mv      a1, s5
        call    hot
        leave
remap_to:
        li      a1, PAGE
        li      a2, PAGE
        li      a3, 3                   # MREMAP_MAYMOVE | MREMAP_FIXED
        system  216
        ret

# through_pipe: a0 function, a1 template, a2 calls: the kernel itself stores the code
through_pipe:
        enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        la      a0, ends
        li      a1, 0
        system  59                      # pipe2
        mv      a0, s5
        call    template
        mv      s7, a2
        lw      a0, ends + 4
        system  64                      # write
        mv      a0, s4
        mv      a1, s6
        call    hot
        lw      a0, ends
        mv      a1, s4
        mv      a2, s7
        system  63                      # read
        mv      a0, s4
        mv      a1, s6
        call    hot
        lw      a0, ends
        system  57                      # close
        lw      a0, ends + 4
        system  57
        leave

setjmp: la      t0, way_out
        sd      ra, 0(t0)
        sd      sp, 8(t0)
        sd      s0, 16(t0)
        sd      s1, 24(t0)
        sd      s2, 32(t0)
        sd      s3, 40(t0)
        sd      s4, 48(t0)
        sd      s5, 56(t0)
        sd      s6, 64(t0)
        sd      s7, 72(t0)
        sd      s8, 80(t0)
        li      a0, 0
        ret

# The handler of faults, by mode: 0 jumps away, 1 goes on behind the instruction, 2 repairs the page, 3 jumps away by
# what it returns to.
on_fault:
        la      t0, seen
        ld      t1, 0(t0)
        slli    t2, t1, 3
        add     t1, t1, t2
        add     t1, t1, a0
        ld      t2, SI_ADDR(a1)
        add     t1, t1, t2
        ld      t2, PC(a2)
        xor     t1, t1, t2
        sd      t1, 0(t0)
        ld      t0, mode
        li      t1, 1
        la      t2, way_out
        beqz    t0, away
        beq     t0, t1, behind
        li      t1, 2
        beq     t0, t1, repair
        ld      t0, 0(t2)
        sd      t0, PC(a2)
        ld      t0, 8(t2)
        sd      t0, PC + 2 * 8(a2)
        ld      t0, 16(t2)
        sd      t0, PC + 8 * 8(a2)
        ld      t0, 24(t2)
        sd      t0, PC + 9 * 8(a2)
        li      t0, 1
        sd      t0, PC + 10 * 8(a2)
        addi    t1, t2, 32
        addi    t2, a2, PC + 18 * 8
        li      t3, 7
1:      ld      t0, 0(t1)
        sd      t0, 0(t2)
        addi    t1, t1, 8
        addi    t2, t2, 8
        addi    t3, t3, -1
        bnez    t3, 1b
        ret
away:   ld      ra, 0(t2)
        ld      sp, 8(t2)
        ld      s0, 16(t2)
        ld      s1, 24(t2)
        ld      s2, 32(t2)
        ld      s3, 40(t2)
        ld      s4, 48(t2)
        ld      s5, 56(t2)
        ld      s6, 64(t2)
        ld      s7, 72(t2)
        ld      s8, 80(t2)
        li      a0, 1
        ret
behind: ld      t0, PC(a2)
        lhu     t1, 0(t0)
        andi    t1, t1, 3
        sltiu   t1, t1, 3
        slli    t1, t1, 1
        addi    t0, t0, 4
        sub     t0, t0, t1
        sd      t0, PC(a2)
        ret
repair: ld      s2, SI_ADDR(a1)
        li      t0, -PAGE
        and     s2, s2, t0
        mv      a0, s2
        li      a1, PAGE
        li      a2, 7
        system  226                     # mprotect
        beqz    a0, 1f
        mv      a0, s2
        li      a1, PAGE
        li      a2, 7
        li      a3, 0x32
        li      a4, -1
        li      a5, 0
        system  222
1:      ret

# fault: a0 mode, a1 rounds before the fault, a2 the address, a3 not 0: a store
fault:  enter
        la      t0, mode
        sd      a0, 0(t0)
        mv      s2, a1
        mv      s4, a2
        mv      s5, a3
        call    setjmp
        bnez    a0, 4f
1:      addi    t0, s0, 128
        addi    s2, s2, -1
        bnez    s2, 2f
        mv      t0, s4
2:      beqz    s5, 3f
        sw      s1, 0(t0)
3:      ld      t1, 0(t0)
        add     s1, s1, t1
        addi    s1, s1, 3
        bnez    s2, 1b
4:      mix     s1
        leave

# wild: a0 mode, 0 or 3; a1 function, a2 calls, a3 where to jump then
wild:   enter
        la      t0, mode
        sd      a0, 0(t0)
        mv      a0, a1
        mv      a1, a2
        mv      s4, a3
        call    hot
        call    setjmp
        bnez    a0, 1f
        jalr    s4
1:      mix     s1
        leave

# trapped: a0 mode, 0, 1 or 3; a1 function, a2 calls, a3 the word that replaces the patched instruction
trapped:
        enter
        la      t0, mode
        sd      a0, 0(t0)
        mv      s4, a1
        mv      s5, a2
        mv      s6, a3
        mv      a0, s4
        mv      a1, s5
        call    hot
        sh      s6, PATCHED(s4)
        srli    t0, s6, 16
        sh      t0, PATCHED + 2(s4)
        call    setjmp
        bnez    a0, 1f
        mv      a0, s4
        li      a1, 3
        call    hot
1:      mv      a0, s4
        mv      a1, s5
        li      a2, 0
        call    write_patch
        mv      a0, s4
        mv      a1, s5
        call    hot
        leave

# through_file: a0 template, a1 another, a2 calls, a3 mode, 0 or 3: code in a file, which is written, mapped twice, cut
through_file:
        enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        la      t0, mode
        sd      a3, 0(t0)
        li      a0, -100
        la      a1, name
        li      a2, 0102                # O_RDWR | O_CREAT
        li      a3, 0777
        system  56                      # openat
        mv      s7, a0
        li      a1, PAGE
        system  46                      # ftruncate
        li      a0, FILE
        li      a1, 2 * PAGE
        li      a2, 5
        li      a3, 0x11                # MAP_SHARED | MAP_FIXED
        mv      a4, s7
        li      a5, 0
        system  222
        li      a0, ALIAS
        li      a1, 2 * PAGE
        li      a2, 3
        li      a3, 0x11
        mv      a4, s7
        li      a5, 0
        system  222
        mv      a0, s4
        li      a1, ALIAS
        call    place
        li      a0, FILE
        mv      a1, s6
        call    hot
        li      a0, ALIAS
        mv      a1, s6
        li      a2, 1
        call    write_patch
        li      a0, FILE
        mv      a1, s6
        call    hot
        mv      a0, s5
        call    template
        mv      a0, s7
        li      a3, 0
        system  68                      # pwrite64
        li      a0, FILE
        mv      a1, s6
        call    hot
        call    setjmp
        bnez    a0, 1f
        li      t0, ALIAS + PAGE
        ld      t0, 0(t0)               # beyond the file: SIGBUS
1:      mv      a0, s7
        li      a1, 0
        system  46
        call    setjmp
        bnez    a0, 2f
        li      a0, FILE
        mv      a1, s6
        call    hot
2:      li      a0, FILE
        li      a1, 2 * PAGE
        system  215
        li      a0, ALIAS
        li      a1, 2 * PAGE
        system  215
        mv      a0, s7
        system  57
        leave

on_timer:
        la      t0, ticks
        ld      t1, 0(t0)
        slli    t2, t1, 5
        add     t1, t1, t2
        ld      t2, PC(a2)
        add     t1, t1, t2
        sd      t1, 0(t0)
        ld      t2, patch_at
        beqz    t2, 1f
        andi    t1, t1, 127
        slli    t1, t1, 20
        li      t0, ADD_NOTHING
        or      t0, t0, t1
        sw      t0, PATCHED(t2)
1:      ret

# timer: a0 which, a1 microseconds, a2 function, a3 calls, a4 the function that the handler patches, or 0
timer:  enter
        la      t0, patch_at
        sd      a4, 0(t0)
        la      t0, times
        sd      a1, 8(t0)
        sd      a1, 24(t0)
        mv      s4, a0
        mv      s5, a2
        mv      s6, a3
        mv      a1, t0
        li      a2, 0
        system  103                     # setitimer
        mv      a0, s5
        mv      a1, s6
        call    hot
        mv      a0, s4
        la      a1, times_off
        li      a2, 0
        system  103
        leave

# forked: a0 function, a1 the child's rounds, a2 the parent's, a3 bits: 1 the child patches, 2 the parent does
forked: enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        mv      s7, a3
        li      a0, 17
        li      a1, 0
        li      a2, 0
        li      a3, 0
        li      a4, 0
        system  220                     # clone
        mv      s8, a0
        bnez    a0, 2f
        andi    t0, s7, 1
        beqz    t0, 1f
        mv      a0, s4
        li      a1, 77
        li      a2, 0
        call    write_patch
1:      mv      a0, s4
        mv      a1, s5
        call    hot
        li      t0, SHARED
        sd      s1, 0(t0)
        andi    a0, s1, 63
        system  94
2:      andi    t0, s7, 2
        beqz    t0, 3f
        mv      a0, s4
        li      a1, 99
        li      a2, 0
        call    write_patch
3:      mv      a0, s4
        mv      a1, s6
        call    hot
        mv      a0, s8
        la      a1, status
        li      a2, 0
        li      a3, 0
        system  260                     # wait4
        lw      t2, status
        mix     t2
        li      t0, SHARED
        ld      t2, 0(t0)
        mix     t2
        leave

# threaded: a0 function, a1 the thread's rounds, a2 calls of who made it: the thread patches what the other executes
threaded:
        enter
        mv      s4, a0
        mv      s5, a1
        mv      s6, a2
        la      t0, alive
        li      t1, 1
        sd      t1, 0(t0)
        li      a0, 0x50f00             # VM, FS, FILES, SIGHAND, THREAD, SYSVSEM
        li      a1, SHARED + SHARED_PAGES * PAGE
        li      a2, 0
        li      a3, 0
        li      a4, 0
        system  220
        bnez    a0, 2f
1:      mv      a0, s4
        mv      a1, s5
        andi    a2, s5, 1
        call    write_patch
        mv      a0, s4
        li      a1, 4
        call    hot
        addi    s5, s5, -1
        bnez    s5, 1b
        la      t0, alive
        sd      zero, 0(t0)
        system  93                      # exit
2:      mv      a0, s4
        mv      a1, s6
        call    hot
3:      ld      t0, alive
        beqz    t0, 4f
        system  124                     # sched_yield
        j       3b
4:      leave

# payload: a0 where to put it, a1 where it is, a2 its length, a3 how often it is executed: random code that uses all
# registers, and ends with a jump to `back`
payload:
        enter
        mv      s2, a0
        mv      s3, a3
        call    copy
1:      la      t0, kept
        sd      sp, 0(t0)
        sd      s1, 8(t0)
        sd      s2, 16(t0)
        sd      s3, 24(t0)
        li      x30, 0
        li      x31, BUFFER + 4 * PAGE + 2048
        jr      s2
back:   add     x1, x1, x2
        xor     x1, x1, x3
        add     x1, x1, x5
        xor     x1, x1, x8
        add     x1, x1, x9
        xor     x1, x1, x14
        add     x1, x1, x15
        xor     x1, x1, x29
        la      t0, kept
        ld      sp, 0(t0)
        ld      s1, 8(t0)
        ld      s2, 16(t0)
        ld      s3, 24(t0)
        li      s0, BUFFER
        mv      t2, ra
        mix     t2
        addi    s3, s3, -1
        bnez    s3, 1b
        leave

# execute: becomes another program, at the addresses where this one is; its status depends on the sum.
execute:
        li      a0, -100
        la      a1, program_name
        li      a2, 0101                # O_WRONLY | O_CREAT
        li      a3, 0777
        system  56
        mv      s2, a0
        la      t0, result
        sw      s1, 0(t0)
        la      a1, program
        lw      a2, program_size
        system  64
        mv      a0, s2
        system  57
        la      a0, program_name
        la      a1, no_strings
        la      a2, no_strings
        system  221                     # execve
        j       finish

# ---- what is copied

        .section .rodata
        .balign 8
templates:
        .dword  plain, plain_end - plain
        .dword  loads, loads_end - loads
        .dword  short, short_end - short
        .dword  rewriting, rewriting_end - rewriting
name:   .asciz  "code"
program_name:
        .asciz  "program"

        .option norvc
        .balign 8
plain:  li      t2, 12
1:      slli    t3, a0, 3
        addi    a0, a0, 1
        xor     a0, a0, t3
        addi    t2, t2, -1
        bnez    t2, 1b
        ret
plain_end:

loads:  li      t2, 16
        lui     t3, BUFFER >> 12
        addi    a0, a0, 1
1:      slli    t4, t2, 3
        add     t4, t4, t3
        ld      t5, 256(t4)
        add     t5, t5, a0
        sd      t5, 260(t4)
        xor     a0, a0, t5
        addi    t2, t2, -1
        bnez    t2, 1b
        ret
loads_end:

short:  li      t2, 10
        mv      t3, a0
        addi    a0, a0, 1
        .option rvc
1:      add     t3, t3, a0
        slli    t3, t3, 1
        mv      t4, t3
        xor     a0, a0, t4
        jal     t5, 2f
        addi    t2, t2, -1
        bnez    t2, 1b
        ret
2:      addi    a0, a0, 1
        jr      t5
short_end:

        .option norvc
        .balign 4
rewriting:                              # a1: the instruction that is changed now and then
        li      t2, 96
        li      t5, 1 << 20
        addi    a0, a0, 1
1:      andi    t3, t2, 31
        bnez    t3, 2f
        lw      t4, 0(a1)
        xor     t4, t4, t5
        sw      t4, 0(a1)
2:      addi    a0, a0, 4               # at 32: 4 or 5
        slli    t3, a0, 3
        xori    a0, t3, 6               # at 40
        addi    t2, t2, -1
        bnez    t2, 1b
        ret
rewriting_end:

        .data
        .balign 8
program:                                # a whole executable: one segment, RWX
        .byte   0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
        .half   2, 243
        .word   1
        .dword  0x10000 + program_entry - program, 64, 0
        .word   5
        .half   64, 56, 1, 64, 0, 0
        .word   1, 7
        .dword  0, 0x10000, 0x10000, program_end - program, program_end - program, PAGE
        .balign 8
result: .word   0
program_entry:
        auipc   s1, 0
        lw      a0, -4(s1)
        li      s2, 60
1:      li      t2, 20
2:      slli    t3, a0, 1
        addi    a0, a0, 1
        xor     a0, a0, t3
        addi    t2, t2, -1
        bnez    t2, 2b
        sw      a0, 2b - program_entry(s1) # nonsense, for a moment
        li      t0, 0x00151e13
        sw      t0, 2b - program_entry(s1)
        addi    s2, s2, -1
        bnez    s2, 1b
        andi    a0, a0, 63
        li      a7, 94
        ecall
program_end:
program_size:
        .word   program_end - program

        .balign 8
other_stack:
        .dword  stack_begin, 0, 16384
times_off:
        .dword  0, 0, 0, 0
no_strings:
        .dword  0

        .bss
        .balign 16
stack_begin:
        .skip   16384
action: .skip   32
way_out:
        .skip   96
kept:   .skip   32
times:  .skip   32
mode:   .skip   8
seen:   .skip   8
ticks:  .skip   8
patch_at:
        .skip   8
alive:  .skip   8
status: .skip   8
ends:   .skip   8
