# What a program finds on its stack when it begins: the kernel puts it there
# before the first instruction.
#
#           sp -> +------------------------+
#                 | argc                   |  how many arguments
#                 | argv[0] ... argv[argc] |  pointers; the last one is null
#                 | envp[0] ... null       |  "NAME=value" strings
#                 | type, value            |  the auxiliary vector: facts from
#                 | ...                    |  the kernel, as pairs of numbers
#                 | AT_NULL = 0, 0         |  its end
#                 +------------------------+
#                 | the strings themselves |
#                 +------------------------+
#
# How to run it: ./pagoda run programs/args.s -- one two three
#
# args: one two three
# expect: sp is a multiple of 16: yes
# expect: argc = 4
# expect: argv[1] = one
# expect: argv[2] = two
# expect: argv[3] = three
# expect: argv[argc] = 0
# expect: every environment string has a '=': yes
# expect: AT_PAGESZ = 4096

        .equ    AT_PAGESZ, 6            # the pair that tells the page size

        .text
        .globl  _start
_start:
        andi    a1, sp, 15              # the ABI promises an aligned stack
        seqz    a1, a1
        la      a0, say_aligned
        mv      s0, sp                  # s0 = address of the next entry
        call    print_fact

        ld      s1, 0(s0)               # s1 = argc
        addi    s0, s0, 8
        la      a0, say_argc
        mv      a1, s1
        call    print_named

# argv[0] is the name of the program, as it was called; it is left out here.
        li      s2, 1                   # s2 = index
argument:
        bge     s2, s1, last
        la      a0, say_argv
        call    print_string
        mv      a0, s2
        call    print_int
        la      a0, say_is
        call    print_string
        slli    t0, s2, 3
        add     t0, s0, t0
        ld      a0, 0(t0)               # argv[s2]
        call    print_line
        addi    s2, s2, 1
        j       argument

last:   slli    t0, s1, 3
        add     s0, s0, t0              # argv + 8 * argc: the null pointer
        ld      a1, 0(s0)
        addi    s0, s0, 8
        la      a0, say_null
        call    print_named

# The environment: how many there are depends on who started the program,
# so look only whether each of them has its form.
        li      s3, 1
variable:
        ld      t0, 0(s0)
        addi    s0, s0, 8
        beqz    t0, auxiliary
character:
        lbu     t1, 0(t0)
        addi    t0, t0, 1
        li      t2, '='
        beq     t1, t2, variable
        bnez    t1, character
        li      s3, 0                   # the string ended without one
        j       variable

auxiliary:
        la      a0, say_envp
        mv      a1, s3
        call    print_fact

        li      a1, -1                  # if the kernel does not tell
pair:   ld      t0, 0(s0)               # type
        beqz    t0, tell                # AT_NULL
        ld      t1, 8(s0)               # value
        addi    s0, s0, 16
        li      t2, AT_PAGESZ
        bne     t0, t2, pair
        mv      a1, t1
tell:   la      a0, say_page
        call    print_named

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

        .section .rodata
say_aligned:
        .asciz  "sp is a multiple of 16: "
say_argc:
        .asciz  "argc = "
say_argv:
        .asciz  "argv["
say_is: .asciz  "] = "
say_null:
        .asciz  "argv[argc] = "
say_envp:
        .asciz  "every environment string has a '=': "
say_page:
        .asciz  "AT_PAGESZ = "

        .include "lib/print.s"
