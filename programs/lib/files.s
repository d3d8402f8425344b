# part: routines for programs that work with files. A program that wants them
# says  .include "lib/files.s"  before its first statement.
#
#   open_file    a0 = path, a1 = flags; a new file is for its owner alone
#   remove_file  a0 = path
#   map_file     a0 = descriptor, a1 = length, a2 = protection, a3 = flags
#   set_length   a0 = descriptor, a1 = length
#   read_at      a0 = descriptor, a1 = buffer, a2 = length, a3 = offset
#   write_at     the same
#
# What the kernel says comes back in a0, an error as its negative number.

        .equ    AT_FDCWD, -100          # relative paths: from where we are
        .equ    O_RDONLY, 0
        .equ    O_WRONLY, 1
        .equ    O_RDWR, 2
        .equ    O_CREAT, 0x40
        .equ    O_TRUNC, 0x200

        .text

open_file:
        mv      a2, a1
        mv      a1, a0
        li      a0, AT_FDCWD
        li      a3, 0600
        li      a7, 56                  # openat
        ecall
        ret

remove_file:
        mv      a1, a0
        li      a0, AT_FDCWD
        li      a2, 0
        li      a7, 35                  # unlinkat
        ecall
        ret

map_file:
        mv      a4, a0
        li      a0, 0                   # anywhere
        li      a5, 0                   # from the file's begin
        li      a7, 222                 # mmap
        ecall
        ret

set_length:
        li      a7, 46                  # ftruncate
        ecall
        ret

read_at:
        li      a7, 67                  # pread64
        ecall
        ret

write_at:
        li      a7, 68                  # pwrite64
        ecall
        ret
