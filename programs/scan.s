# A scan is no reason to forget what is used all the time. This program uses a
# hot set of pages in a loop, and between two rounds reads on in a large memory,
# each page once. Hot set and the part that is read are together more than RAM.
# A policy that goes by the last use alone (lru, and clock) throws the hot set
# out each time; one that asks a page to come back first (2q) keeps it.
#
# Compare the last line but one:
#   ./pagoda run --ram 2M --readahead off --policy lru programs/scan.s
#   ./pagoda run --ram 2M --readahead off --policy 2q  programs/scan.s
#
# options: --ram 2M --readahead off --policy 2q
# expect: rounds: 8
# expect: hot pages, used in each: 128
# expect: pages scanned in between: 400
# expect: major faults on the hot set: <number>
# expect: at most two for each hot page: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    ROUNDS, 8
        .equ    HOT, 128
        .equ    SCAN, 400
        .equ    PAGE, 4096

        .text
        .globl  _start
_start:
        la      a0, say_rounds
        li      a1, ROUNDS
        call    print_named
        la      a0, say_hot
        li      a1, HOT
        call    print_named
        la      a0, say_scan
        li      a1, SCAN
        call    print_named

        li      a0, HOT * PAGE
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0                  # s0 = the hot set
        li      a0, SCAN * ROUNDS * PAGE
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s1, a0                  # s1 = where the scan is
        li      s2, ROUNDS
        li      s3, 0                   # s3 = major faults on the hot set

round:  call    major_faults
        sub     s3, s3, a0
        mv      a0, s0
        li      a1, HOT
        call    use
        call    major_faults
        add     s3, s3, a0
        mv      a0, s1
        li      a1, SCAN
        call    use
        mv      s1, a0
        addi    s2, s2, -1
        bnez    s2, round

        la      a0, say_faults
        mv      a1, s3
        call    print_named
        sltiu   a1, s3, 2 * HOT + 1
        la      a0, say_few
        call    print_fact
        li      a0, 0
        call    exit

# use: stores to a1 pages from a0 on; a0 = what follows them.
use:    li      t0, PAGE
1:      sd      a1, 0(a0)
        add     a0, a0, t0
        addi    a1, a1, -1
        bnez    a1, 1b
        ret

        .section .rodata
say_rounds:
        .asciz  "rounds: "
say_hot:
        .asciz  "hot pages, used in each: "
say_scan:
        .asciz  "pages scanned in between: "
say_faults:
        .asciz  "major faults on the hot set: "
say_few:
        .asciz  "at most two for each hot page: "

        .include "lib/print.s"
