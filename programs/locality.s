# Neighbours in memory should be used together. This matrix of records is larger
# than RAM, and each of its rows is a page. Summed row by row, a page is read
# from the disk once, and used up. Summed column by column, each page is read
# for one record, and has gone when the next column comes to it: the same sum,
# sixteen times the disk.
#
# How to run it: ./pagoda run --ram 1M programs/locality.s
# With RAM enough the difference is small, and the TLB makes it: --ram 2M
#
# options: --ram 1M
# expect: row by row: major faults <number>, simulated ms <number>
# expect: column by column: major faults <number>, simulated ms <number>
# expect: the same sum: yes
# expect: columns take more than eight times as long: yes

        .include "lib/process.s"
        .include "lib/measure.s"

        .equ    ROWS, 384
        .equ    COLUMNS, 16
        .equ    RECORD, 256             # bytes
        .equ    ROW, COLUMNS * RECORD   # a page

        .text
        .globl  _start
_start:
        li      a0, ROWS * ROW
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE
        call    map_memory
        mv      s0, a0                  # s0 = the matrix
        mv      t0, s0                  # a record's number is its first word
        li      t1, 0
        li      t2, ROWS * COLUMNS
1:      sd      t1, 0(t0)
        addi    t0, t0, RECORD
        addi    t1, t1, 1
        bltu    t1, t2, 1b

        la      s1, say_rows
        li      a1, COLUMNS
        li      a2, RECORD
        li      a3, ROWS
        li      a4, ROW
        call    measure
        mv      s2, a0                  # s2 = sum, s3 = its time
        mv      s3, a1
        la      s1, say_columns
        li      a1, ROWS
        li      a2, ROW
        li      a3, COLUMNS
        li      a4, RECORD
        call    measure
        sub     a0, a0, s2
        mv      s2, a1
        seqz    a1, a0
        la      a0, say_same
        call    print_fact
        slli    s3, s3, 3
        sltu    a1, s3, s2
        la      a0, say_longer
        call    print_fact
        li      a0, 0
        call    exit

# measure: a3 times, a4 bytes apart: a1 records, a2 bytes apart. Says s1, and
# what that cost; a0 = their sum, a1 = microseconds.
measure:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s4, 16(sp)
        sd      s5, 8(sp)
        sd      s6, 0(sp)
        mv      s6, a1
        call    major_faults
        mv      s4, a0
        mv      t5, a2
        call    microseconds
        mv      s5, a0
        mv      a1, s6
        mv      a2, t5
        li      s6, 0
        mv      t0, s0
1:      mv      t1, t0
        mv      t2, a1
2:      ld      t3, 0(t1)
        add     s6, s6, t3
        add     t1, t1, a2
        addi    t2, t2, -1
        bnez    t2, 2b
        add     t0, t0, a4
        addi    a3, a3, -1
        bnez    a3, 1b
        call    microseconds
        sub     s5, a0, s5
        call    major_faults
        sub     s4, a0, s4
        mv      a0, s1
        call    print_string
        mv      a0, s4
        call    print_int
        la      a0, say_time
        li      t0, 1000
        divu    a1, s5, t0
        call    print_named
        mv      a0, s6
        mv      a1, s5
        ld      s6, 0(sp)
        ld      s5, 8(sp)
        ld      s4, 16(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

        .section .rodata
say_rows:
        .asciz  "row by row: major faults "
say_columns:
        .asciz  "column by column: major faults "
say_time:
        .asciz  ", simulated ms "
say_same:
        .asciz  "the same sum: "
say_longer:
        .asciz  "columns take more than eight times as long: "

        .include "lib/print.s"
