# A file as a large array. It is made with one number in each page, mapped, and
# summed in place: no read, no buffer. Pages come in as the loop gets to them,
# and can go out again behind it, so the file may be larger than RAM. The size
# in MiB is the argument; 2000 is the most.
#
# How to run it: ./pagoda run programs/dataset.s -- 200
#
# args: 3
# expect: pages: 768
# expect: sum: 295296
# expect: as it should be: yes

        .include "lib/process.s"
        .include "lib/files.s"

        .text
        .globl  _start
_start:
        li      s0, 3                   # s0 = MiB
        ld      t0, 0(sp)
        li      t1, 2
        bltu    t0, t1, make
        ld      t0, 16(sp)              # argv[1]
        li      s0, 0
        li      t2, 10
1:      lbu     t1, 0(t0)
        addi    t0, t0, 1
        addi    t1, t1, -'0'
        bgeu    t1, t2, make
        mul     s0, s0, t2
        add     s0, s0, t1
        j       1b

make:   slli    s0, s0, 8               # s0 = pages
        la      a0, path
        li      a1, O_RDWR + O_CREAT + O_TRUNC
        call    open_file
        mv      s1, a0
        slli    a1, s0, 12
        call    set_length              # a hole: it takes no room yet
        li      s2, 0
2:      la      t0, record              # page i gets the number i + 1
        addi    t1, s2, 1
        sd      t1, 0(t0)
        mv      a0, s1
        la      a1, record
        li      a2, 8
        slli    a3, s2, 12
        call    write_at
        addi    s2, s2, 1
        bltu    s2, s0, 2b

        mv      a0, s1
        slli    a1, s0, 12
        li      a2, PROT_READ
        li      a3, MAP_SHARED
        call    map_file
        mv      s3, a0
        mv      a0, s1
        call    close                   # the mapping outlives it
        la      a0, path
        call    remove_file             # and the name

        li      s4, 0
        mv      s5, s0
        li      t1, 4096
3:      ld      t0, 0(s3)
        add     s4, s4, t0
        add     s3, s3, t1
        addi    s5, s5, -1
        bnez    s5, 3b
        la      a0, say_pages
        mv      a1, s0
        call    print_named
        la      a0, say_sum
        mv      a1, s4
        call    print_named
        addi    t0, s0, 1               # n (n + 1) / 2
        mul     t0, t0, s0
        srli    t0, t0, 1
        xor     a1, t0, s4
        seqz    a1, a1
        la      a0, say_right
        call    print_fact
        li      a0, 0
        call    exit

        .section .rodata
path:   .asciz  "/tmp/pagoda-dataset"
say_pages:
        .asciz  "pages: "
say_sum:
        .asciz  "sum: "
say_right:
        .asciz  "as it should be: "

        .bss
        .balign 8
record: .skip   8

        .include "lib/print.s"
