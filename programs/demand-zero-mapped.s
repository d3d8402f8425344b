# Mapped is not resident. This program maps a gigabyte, 16 times the machine's
# RAM, and uses ten pages of it. MAP_NORESERVE tells the kernel that we know.
# /proc/self/statm has both sizes in pages: all that is mapped (VSZ), and what
# has frames (RSS).
#
# expect: VSZ has grown by a gigabyte: yes
# expect: RSS has hardly grown by it: yes
# expect: all zero before: yes
# expect: VSZ is as it was: yes
# expect: RSS has grown by ten pages, and hardly more: yes
# expect: sum of what was stored: 55
# expect: unmapped, VSZ has shrunk by a gigabyte: yes

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    SIZE, 1 << 30
        .equ    PAGES, SIZE >> 12
        .equ    STEP, 100 << 20         # every 100 MiB: ten in a gigabyte
        .equ    FEW, PAGES / 64         # under QEMU its own tables count, too

        .text
        .globl  _start
_start:
        call    sizes                   # once, so that its own pages are there
        call    sizes
        mv      s0, a0                  # s0 = VSZ, s1 = RSS at first
        mv      s1, a1
        li      a0, SIZE
        li      a1, PROT_READ + PROT_WRITE
        li      a2, MAP_PRIVATE + MAP_NORESERVE
        call    map_memory
        mv      s2, a0
        call    sizes
        mv      s3, a1
        sub     a0, a0, s0
        call    is_gigabyte
        la      a0, say_mapped
        call    print_fact
        sub     a0, s3, s1
        call    is_nothing
        la      a0, say_free
        call    print_fact

        li      s4, 0                   # loads, or'ed together; and stores
        li      s5, 1
        mv      t0, s2
        li      t1, STEP
1:      ld      t2, 0(t0)
        or      s4, s4, t2
        sd      s5, 0(t0)
        add     t0, t0, t1
        addi    s5, s5, 1
        li      t2, 10
        bleu    s5, t2, 1b
        seqz    a1, s4
        la      a0, say_zero
        call    print_fact

        call    sizes
        mv      s4, a1
        sub     a0, a0, s0
        call    is_gigabyte
        la      a0, say_same
        call    print_fact
        sub     a0, s4, s3
        addi    a0, a0, -10             # 0, or what was needed besides
        sltiu   a1, a0, 250
        la      a0, say_used
        call    print_fact

        li      a1, 0
        li      s5, 10
        mv      t0, s2
        li      t1, STEP
1:      ld      t2, 0(t0)
        add     a1, a1, t2
        add     t0, t0, t1
        addi    s5, s5, -1
        bnez    s5, 1b
        la      a0, say_sum
        call    print_named

        call    sizes
        mv      s3, a0
        mv      a0, s2
        li      a1, SIZE
        li      a7, 215                 # munmap
        ecall
        call    sizes
        sub     a0, s3, a0
        call    is_gigabyte
        la      a0, say_unmapped
        call    print_fact
        li      a0, 0
        call    exit

# is_gigabyte: a1 = whether a0 pages are a gigabyte, give or take a quarter.
is_gigabyte:
        li      t0, PAGES
        sub     a0, a0, t0
        li      t0, PAGES / 4
        j       1f
# is_nothing: a1 = whether a0 is 0, or up to FEW more or less.
is_nothing:
        li      t0, FEW
1:      add     a0, a0, t0
        slli    t0, t0, 1
        sltu    a1, t0, a0
        xori    a1, a1, 1
        ret

# sizes: a0 = VSZ, a1 = RSS, in pages: the first two numbers of statm.
sizes:  addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      s0, 0(sp)
        la      a0, statm
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, no_statm
        mv      s0, a0
        la      a1, buffer
        li      a2, 100
        call    read_from
        mv      a0, s0
        call    close
        la      t0, buffer
        call    number
        mv      a1, a0
        call    number
        mv      t1, a0
        mv      a0, a1
        mv      a1, t1
        ld      s0, 0(sp)
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret
no_statm:
        la      a0, say_no_statm
        call    print_line
        li      a0, 1
        call    exit

# number: a0 = the decimal number at t0, which moves behind it and a space.
number: li      a0, 0
        li      t2, 10
1:      lbu     t1, 0(t0)
        addi    t0, t0, 1
        addi    t1, t1, -'0'
        bgeu    t1, t2, 2f
        mul     a0, a0, t2
        add     a0, a0, t1
        j       1b
2:      ret

        .section .rodata
statm:  .asciz  "/proc/self/statm"
say_mapped:
        .asciz  "VSZ has grown by a gigabyte: "
say_free:
        .asciz  "RSS has hardly grown by it: "
say_zero:
        .asciz  "all zero before: "
say_same:
        .asciz  "VSZ is as it was: "
say_used:
        .asciz  "RSS has grown by ten pages, and hardly more: "
say_sum:
        .asciz  "sum of what was stored: "
say_unmapped:
        .asciz  "unmapped, VSZ has shrunk by a gigabyte: "
say_no_statm:
        .asciz  "no /proc/self/statm"

        .bss
buffer: .skip   100

        .include "lib/print.s"
