# A file in memory. After mmap with MAP_SHARED its bytes can be loaded and
# stored like any others; read, write and the mapping see the same bytes at
# once, for all of them look at the same pages of the page cache.
#
# expect: mapped: a file in memory
# expect: after a store, read gives: A file in memory
# expect: after a write, a load gives: A FILE in memory
# expect: behind its end there are zeros: yes

        .include "lib/process.s"
        .include "lib/files.s"

        .text
        .globl  _start
_start:
        la      a0, path
        li      a1, O_RDWR + O_CREAT + O_TRUNC
        call    open_file
        mv      s0, a0
        la      a1, text
        li      a2, 16
        li      a3, 0
        call    write_at
        mv      a0, s0
        li      a1, 4096
        li      a2, PROT_READ + PROT_WRITE
        li      a3, MAP_SHARED
        call    map_file
        mv      s1, a0

        la      a0, say_mapped
        call    print_string
        mv      a0, s1                  # zeros follow: it ends as a string
        call    print_line

        li      t0, 'A'
        sb      t0, 0(s1)
        mv      a0, s0
        la      a1, buffer
        li      a2, 16
        li      a3, 0
        call    read_at
        la      a0, say_store
        call    print_string
        la      a0, buffer
        call    print_line

        mv      a0, s0
        la      a1, capitals
        li      a2, 4
        li      a3, 2
        call    write_at
        la      a0, say_write
        call    print_string
        mv      a0, s1
        call    print_line

        addi    t0, s1, 16
        li      t1, 4096
        add     t1, s1, t1
        li      t2, 0
1:      lbu     t3, 0(t0)
        or      t2, t2, t3
        addi    t0, t0, 1
        bltu    t0, t1, 1b
        seqz    a1, t2
        la      a0, say_zeros
        call    print_fact

        la      a0, path
        call    remove_file
        li      a0, 0
        call    exit

        .section .rodata
path:   .asciz  "/tmp/pagoda-mmap-file"
text:   .ascii  "a file in memory"
capitals:
        .ascii  "FILE"
say_mapped:
        .asciz  "mapped: "
say_store:
        .asciz  "after a store, read gives: "
say_write:
        .asciz  "after a write, a load gives: "
say_zeros:
        .asciz  "behind its end there are zeros: "

        .bss
buffer: .skip   32

        .include "lib/print.s"
