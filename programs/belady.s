# More frames, more faults: Belady's anomaly. Five pages are touched in the
# order 1 2 3 4 1 2 5 1 2 3 4 5. With first in, first out that is nine faults if
# there are three frames for them, and ten if there are four. All other frames
# are taken before: what the program needs itself is locked, and so is as much
# ballast as leaves just so many free.
#
# How to run it: ./pagoda run --ram 96K --watermarks 0,0,0 --readahead off \
#                    --policy fifo programs/belady.s
# What the optimum has on the same machine: 7 and 6, see docs/policies.md.
# On paper, with a policy that has no such anomaly:
#   ./pagoda policy --policy fifo,lru --frames 3,4 1 2 3 4 1 2 5 1 2 3 4 5
#
# options: --ram 96K --watermarks 0,0,0 --readahead off --policy fifo
# expect: touched in the order 123412512345
# expect: frames 3, faults 9
# expect: frames 4, faults 10

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    PAGES, 5

        .text
        .globl  _start
_start:
        la      a0, say_order           # this brings in its own pages, all
        call    print_string
        la      a0, order
        call    print_line
        la      s7, order
        call    all_faults
        li      a0, 1 + 4               # MCL_CURRENT, MCL_ONFAULT
        li      a7, 230                 # mlockall: what has come stays
        ecall
        bnez    a0, failed
        li      a0, 4096                # and so does the page table that the
        li      a1, PROT_READ + PROT_WRITE      # mappings will need
        li      a2, MAP_PRIVATE
        call    map_memory
        sd      a0, 0(a0)
        li      a1, 4096
        li      a7, 215                 # munmap
        ecall
        li      s0, 3
1:      call    measure
        mv      s1, a0
        la      a0, say_frames
        call    print_string
        mv      a0, s0
        call    print_int
        la      a0, say_faults
        mv      a1, s1
        call    print_named
        addi    s0, s0, 1
        li      t0, 4
        bleu    s0, t0, 1b
        li      a0, 0
        call    exit
failed: neg     a0, a0
        call    exit

# measure: a0 = the faults with s0 frames.
measure:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        call    free_pages
        mv      s3, a0
        sub     s3, s3, s0              # s3 = pages of ballast
        slli    a0, s3, 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s2, a0
        slli    a1, s3, 12
        li      a7, 228                 # mlock: it is there, and stays
        ecall
        bnez    a0, failed
        li      a0, PAGES << 12
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s4, a0
        call    all_faults
        mv      s5, a0

        mv      t0, s7
2:      lbu     t1, 0(t0)
        addi    t0, t0, 1
        beqz    t1, 3f
        addi    t1, t1, -'1'
        slli    t1, t1, 12
        add     t1, t1, s4
        ld      t1, 0(t1)
        j       2b
3:      call    all_faults
        sub     s5, a0, s5
        mv      a0, s4
        li      a1, PAGES << 12
        li      a7, 215                 # munmap
        ecall
        mv      a0, s2
        slli    a1, s3, 12
        li      a7, 215
        ecall
        mv      a0, s5
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

        .section .rodata
order:  .asciz  "123412512345"
say_order:
        .asciz  "touched in the order "
say_frames:
        .asciz  "frames "
say_faults:
        .asciz  ", faults "

        .include "lib/print.s"
