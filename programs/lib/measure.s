# part: routines that ask the kernel for its figures. A program that wants them
# says  .include "lib/measure.s"  before its first statement.
#
#   kernel_count  a0 = a name of /proc/vmstat; a0 = its number, -1 if there is
#                 none: pswpin, pswpout, pgsteal_direct, workingset_refault, ...
#   major_faults  nothing in; a0 = faults of this process that waited for the
#                 disk
#   all_faults    nothing in; a0 = these, and those that did not wait
#   microseconds  nothing in; a0 = simulated time
#   ram_pages     nothing in; a0 = the machine's RAM in pages
#   swap_pages    nothing in; a0 = its swap device's size in pages
#   free_pages    nothing in; a0 = pages of RAM that are free
#
# They keep the calling convention, and print nothing.

        .equ    VMSTAT_MOST, 2048

        .text

# The text has a line for each: the name, a space, the number.
kernel_count:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)
        mv      s1, a0
        li      a0, -100                # AT_FDCWD
        la      a1, .Lvmstat
        li      a2, 0                   # O_RDONLY
        li      a3, 0
        li      a7, 56                  # openat
        ecall
        mv      s0, a0
        la      a1, .Lvmstat_text
        li      a2, VMSTAT_MOST
        li      a7, 63                  # read
        ecall
        la      t0, .Lvmstat_text       # t0 = where we are, t1 = the end
        add     t1, t0, a0
        mv      a0, s0
        li      a7, 57                  # close
        ecall
        li      a0, -1
.Lnext_name:
        bgeu    t0, t1, .Lcounted
        mv      t2, s1
.Lnext_letter:
        lbu     t3, 0(t2)
        lbu     t4, 0(t0)
        addi    t2, t2, 1
        addi    t0, t0, 1
        beq     t3, t4, .Lnext_letter
        li      t5, ' '                 # the name has ended here, and there?
        bnez    t3, .Lskip_line
        beq     t4, t5, .Lfound_name
.Lskip_line:
        li      t5, '\n'
1:      beq     t4, t5, .Lnext_name
        lbu     t4, 0(t0)
        addi    t0, t0, 1
        j       1b
.Lfound_name:
        li      a0, 0
        li      t2, 10
2:      lbu     t3, 0(t0)
        addi    t0, t0, 1
        addi    t3, t3, -'0'
        bgeu    t3, t2, .Lcounted
        mul     a0, a0, t2
        add     a0, a0, t3
        j       2b
.Lcounted:
        ld      s1, 8(sp)
        ld      s0, 16(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

# struct rusage: two times of 16 bytes, then numbers of 8; 144 bytes in all.
major_faults:
        addi    sp, sp, -144
        mv      a1, sp
        li      a0, 0                   # RUSAGE_SELF
        li      a7, 165                 # getrusage
        ecall
        ld      a0, 72(sp)              # ru_majflt
        addi    sp, sp, 144
        ret

all_faults:
        addi    sp, sp, -144
        mv      a1, sp
        li      a0, 0                   # RUSAGE_SELF
        li      a7, 165                 # getrusage
        ecall
        ld      a0, 64(sp)              # ru_minflt
        ld      t0, 72(sp)              # ru_majflt
        add     a0, a0, t0
        addi    sp, sp, 144
        ret

microseconds:
        addi    sp, sp, -16
        li      a0, 1                   # CLOCK_MONOTONIC
        mv      a1, sp
        li      a7, 113                 # clock_gettime
        ecall
        ld      a0, 0(sp)               # seconds
        ld      t0, 8(sp)               # nanoseconds
        li      t1, 1000000
        mul     a0, a0, t1
        li      t1, 1000
        divu    t0, t0, t1
        add     a0, a0, t0
        addi    sp, sp, 16
        ret

# struct sysinfo: 112 bytes.
ram_pages:
        li      t0, 32                  # totalram
        j       .Lsysinfo
free_pages:
        li      t0, 40                  # freeram
        j       .Lsysinfo
swap_pages:
        li      t0, 64                  # totalswap
.Lsysinfo:
        addi    sp, sp, -112
        mv      a0, sp
        li      a7, 179                 # sysinfo
        ecall
        add     t0, sp, t0
        ld      a0, 0(t0)
        srli    a0, a0, 12
        addi    sp, sp, 112
        ret

        .section .rodata
.Lvmstat:
        .asciz  "/proc/vmstat"
        .bss
.Lvmstat_text:
        .skip   VMSTAT_MOST
        .text
