# part: routines for programs of several processes. A program that wants them
# says  .include "lib/process.s"  before its first statement.
#
#   fork         nothing in; a0 = 0 in the child, the child's pid in the parent
#   exit         a0 = status; does not come back
#   wait_for     a0 = pid, -1 for any child; a0 = its status: 256 * exit status,
#                or the signal that killed it
#   make_pipe    a0 = room for two words: the end to read, the end to write
#   read_from    a0 = descriptor, a1 = buffer, a2 = length
#   write_to     the same
#   close        a0 = descriptor
#   map_memory   a0 = length, a1 = protection, a2 = flags (anonymous)
#   on_signal    a0 = signal, a1 = handler, a2 = flags
#   send_signal  a0 = pid, a1 = signal
#   sleep_ms     a0 = milliseconds
#
# What the kernel says comes back in a0, an error as its negative number.

        .equ    PROT_NONE, 0
        .equ    PROT_READ, 1
        .equ    PROT_WRITE, 2
        .equ    MAP_SHARED, 1
        .equ    MAP_PRIVATE, 2
        .equ    MAP_FIXED, 0x10
        .equ    MAP_ANONYMOUS, 0x20
        .equ    MAP_NORESERVE, 0x4000
        .equ    SA_SIGINFO, 4
        .equ    SA_RESTART, 0x10000000

        .text

fork:   li      a0, 17                  # SIGCHLD tells the parent of the end
        li      a1, 0                   # the same stack address
        li      a2, 0
        li      a3, 0
        li      a4, 0
        li      a7, 220                 # clone
        ecall
        ret

exit:   li      a7, 94                  # exit_group
        ecall

wait_for:
        addi    sp, sp, -16
        mv      a1, sp                  # the status comes here
        li      a2, 0
        li      a3, 0
        li      a7, 260                 # wait4
        ecall
        bltz    a0, .Lwaited
        lwu     a0, 0(sp)
.Lwaited:
        addi    sp, sp, 16
        ret

make_pipe:
        li      a1, 0
        li      a7, 59                  # pipe2
        ecall
        ret

read_from:
        li      a7, 63                  # read
        ecall
        ret

write_to:
        li      a7, 64                  # write
        ecall
        ret

close:  li      a7, 57                  # close
        ecall
        ret

map_memory:
        ori     a3, a2, MAP_ANONYMOUS
        mv      a2, a1
        mv      a1, a0
        li      a0, 0                   # anywhere
        li      a4, -1                  # no file
        li      a5, 0
        li      a7, 222                 # mmap
        ecall
        ret

# The kernel wants: handler, flags, mask of the signals to hold back meanwhile.
on_signal:
        addi    sp, sp, -32
        sd      a1, 0(sp)
        sd      a2, 8(sp)
        sd      zero, 16(sp)
        sd      zero, 24(sp)
        mv      a1, sp
        li      a2, 0
        li      a3, 8                   # bytes of the mask
        li      a7, 134                 # rt_sigaction
        ecall
        addi    sp, sp, 32
        ret

send_signal:
        li      a7, 129                 # kill
        ecall
        ret

sleep_ms:
        li      t0, 1000
        divu    t1, a0, t0              # seconds, and nanoseconds
        remu    t2, a0, t0
        li      t0, 1000000
        mul     t2, t2, t0
        addi    sp, sp, -16
        sd      t1, 0(sp)
        sd      t2, 8(sp)
        mv      a0, sp
        li      a1, 0
        li      a7, 101                 # nanosleep
        ecall
        addi    sp, sp, 16
        ret
