# Copy-on-write, made by a program for itself. A snapshot of eight pages costs
# nothing but one mprotect: all become read-only. The first store to a page is a
# SIGSEGV; the handler saves the old page, makes it writable, and the store goes
# on. So the snapshot holds copies of the changed pages alone.
#
#       pages     0  1  2  3  4  5  6  7      read-only
#       stores       ^     ^  ^
#       saved        1     3  4               copied by the handler
#
# expect: pages saved: 3
# expect: now: 28 + 3 * 100 = 328
# expect: as it was: 28

        .include "lib/process.s"

        .equ    PAGE, 4096
        .equ    PAGES, 8
        .equ    SIGSEGV, 11
        .equ    SI_ADDR, 16

        .text
        .globl  _start
_start:
        li      a0, 2 * PAGES * PAGE    # pages, and room for what is saved
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0                  # s0 = the pages; page i holds i
        li      s1, PAGES * PAGE        # s1 = how far off the saved ones are
        la      t0, distance
        sd      s1, 0(t0)
        li      t0, 0
        li      t1, PAGE
        li      t2, PAGES
        mv      t3, s0
1:      sd      t0, 0(t3)
        add     t3, t3, t1
        addi    t0, t0, 1
        bltu    t0, t2, 1b

        li      a0, SIGSEGV
        la      a1, save
        li      a2, SA_SIGINFO
        call    on_signal
        mv      a0, s0                  # the snapshot
        li      a1, PAGES * PAGE
        li      a2, PROT_READ
        li      a7, 226                 # mprotect
        ecall

        li      a0, 1
        call    add_100
        li      a0, 3
        call    add_100
        li      a0, 4
        call    add_100

        la      t0, saved
        lw      a1, 0(t0)
        la      a0, say_saved
        call    print_named

        li      s2, 0                   # s2 = the sum now, s3 = as it was
        li      s3, 0
        li      t0, 0
        la      t1, was_saved
2:      slli    t2, t0, 12
        add     t2, s0, t2
        ld      t3, 0(t2)
        add     s2, s2, t3
        add     t4, t1, t0
        lbu     t4, 0(t4)
        beqz    t4, 3f
        add     t2, t2, s1              # the old one
        ld      t3, 0(t2)
3:      add     s3, s3, t3
        addi    t0, t0, 1
        li      t2, PAGES
        bltu    t0, t2, 2b
        la      a0, say_now
        mv      a1, s2
        call    print_named
        la      a0, say_then
        mv      a1, s3
        call    print_named
        li      a0, 0
        call    exit

# add_100: to page a0, and once more 0: the second store does not fault.
add_100:
        slli    a0, a0, 12
        add     a0, s0, a0
        ld      t0, 0(a0)
        addi    t0, t0, 100
        sd      t0, 0(a0)
        sd      t0, 0(a0)
        ret

# save: the handler. The registers are those of the interrupted code, so s0 is
# still the first page; the kernel restores all of them afterwards.
save:   ld      a0, SI_ADDR(a1)
        li      t0, -PAGE
        and     a0, a0, t0
        la      t0, distance
        ld      t0, 0(t0)
        add     t1, a0, t0
        mv      t2, a0
        li      t3, PAGE
1:      ld      t4, 0(t2)
        sd      t4, 0(t1)
        addi    t1, t1, 8
        addi    t2, t2, 8
        addi    t3, t3, -8
        bnez    t3, 1b

        la      t1, saved
        lw      t2, 0(t1)
        addi    t2, t2, 1
        sw      t2, 0(t1)
        sub     t2, a0, s0
        srli    t2, t2, 12
        la      t1, was_saved
        add     t1, t1, t2
        li      t2, 1
        sb      t2, 0(t1)
        li      a1, PAGE
        li      a2, PROT_READ + PROT_WRITE
        li      a7, 226                 # mprotect
        ecall
        ret

        .section .rodata
say_saved:
        .asciz  "pages saved: "
say_now:
        .asciz  "now: 28 + 3 * 100 = "
say_then:
        .asciz  "as it was: "

        .bss
        .balign 8
distance:
        .skip   8
saved:  .skip   4
was_saved:
        .skip   PAGES

        .include "lib/print.s"
