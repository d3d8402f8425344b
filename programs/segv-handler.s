# A fault, repaired. The first store hits a page that is read-only, the second
# one that is not there. The handler of SIGSEGV learns the address from siginfo,
# makes the page writable or maps one, and returns; the instruction that had
# faulted is executed again, and succeeds.
#
#       sd ----> fault ----> handler(signal, siginfo, ucontext)
#        ^                      mprotect or mmap
#        '---- again <---- rt_sigreturn
#
# expect: stored in a read-only page: 42
# expect: stored where nothing was: 43
# expect: faults without permission: 1
# expect: faults without a mapping: 1

        .include "lib/process.s"

        .equ    PAGE, 4096
        .equ    SIGSEGV, 11
        .equ    SI_CODE, 8              # in siginfo
        .equ    SI_ADDR, 16
        .equ    SEGV_MAPERR, 1          # no mapping
        .equ    SEGV_ACCERR, 2          # no permission

        .text
        .globl  _start
_start:
        li      a0, 2 * PAGE
        li      a1, PROT_READ
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0
        li      t0, PAGE
        add     s1, s0, t0
        mv      a0, s1
        li      a1, PAGE
        li      a7, 215                 # munmap: the second page goes
        ecall
        li      a0, SIGSEGV
        la      a1, handler
        li      a2, SA_SIGINFO
        call    on_signal

        li      t0, 42
        sd      t0, 0(s0)               # faults, and is executed again
        ld      a1, 0(s0)
        la      a0, say_first
        call    print_named
        li      t0, 43
        sd      t0, 8(s1)
        ld      a1, 8(s1)
        la      a0, say_second
        call    print_named
        la      t0, refused
        ld      a1, 0(t0)
        la      a0, say_refused
        call    print_named
        la      t0, missing
        ld      a1, 0(t0)
        la      a0, say_missing
        call    print_named
        li      a0, 0
        call    exit

# handler: a0 = signal, a1 = siginfo, a2 = ucontext. It may use any register:
# the kernel has saved them all, and ra leads to rt_sigreturn.
handler:
        lw      t1, SI_CODE(a1)
        ld      a0, SI_ADDR(a1)
        li      t0, -PAGE
        and     a0, a0, t0              # the begin of the page
        li      a1, PAGE
        li      a2, PROT_READ + PROT_WRITE
        li      t0, SEGV_ACCERR
        bne     t1, t0, map
        la      t0, refused
        ld      t1, 0(t0)
        addi    t1, t1, 1
        sd      t1, 0(t0)
        li      a7, 226                 # mprotect
        ecall
        ret
map:    la      t0, missing
        ld      t1, 0(t0)
        addi    t1, t1, 1
        sd      t1, 0(t0)
        li      a3, MAP_PRIVATE + MAP_ANONYMOUS + MAP_FIXED
        li      a4, -1
        li      a5, 0
        li      a7, 222                 # mmap, right there
        ecall
        ret

        .data
        .balign 8
refused:
        .dword  0
missing:
        .dword  0

        .section .rodata
say_first:
        .asciz  "stored in a read-only page: "
say_second:
        .asciz  "stored where nothing was: "
say_refused:
        .asciz  "faults without permission: "
say_missing:
        .asciz  "faults without a mapping: "

        .include "lib/print.s"
