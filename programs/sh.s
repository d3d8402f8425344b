# A small shell. It reads lines and runs programs: by path, or by name from the
# folder we are in and from /programs, with .s behind it if need be.
#
#       NAME ARGUMENT...        runs it, and waits for its end
#       A | B | C               the output of one is the input of the next
#       A < FILE > FILE         input and output from and to files
#       A &                     does not wait
#       cd FOLDER   status   exit [N]      are done by the shell itself
#
# status prints how the last program ended: its exit status, 128 + signal if it
# was killed, 127 if there is no such program. # begins a comment.
#
# How to run it: ./pagoda shell
#
# stdin: # a comment, an empty line, and a few mistakes
# stdin:
# stdin: status
# stdin: no-such-program with arguments
# stdin: status
# stdin: cd /no/such/folder
# stdin: status
# stdin: cd /tmp
# stdin: status
# stdin: no-such < /no/such/file
# stdin: status
# stdin: no-such>/dev/null|no-such &
# stdin: | and
# stdin: status
# stdin: exit 3
# stdin: status
# expect: status 0
# expect: status 127
# expect: status 1
# expect: status 0
# expect: status 1
# expect: status 2
# expect-exit: 3

        .include "lib/process.s"
        .include "lib/files.s"

        .equ    LINE, 512               # bytes of a line
        .equ    WORDS, 64               # of a line
        .equ    STAGES, 16              # programs of a pipeline
        .equ    WNOHANG, 1
        .equ    TCGETS, 0x5401

        .text
        .globl  _start
_start:
        ld      t0, 0(sp)               # the environment is behind argv
        addi    t0, t0, 2
        slli    t0, t0, 3
        add     t0, t0, sp
        la      t1, environment
        sd      t0, 0(t1)
        li      a0, 0                   # is the input a terminal?
        li      a1, TCGETS
        la      a2, path
        li      a7, 29                  # ioctl
        ecall
        seqz    s11, a0                 # s11 = whether to prompt

prompt: li      a0, -1                  # take away what ended meanwhile
        li      a1, 0
        li      a2, WNOHANG
        li      a3, 0
        li      a7, 260                 # wait4
        ecall
        bgtz    a0, prompt
        beqz    s11, 1f
        la      a0, say_prompt
        call    print_string
1:      call    read_line
        bltz    a0, leave
        call    split
        call    run
        j       prompt

leave:  la      t0, status
        lw      a0, 0(t0)
        call    exit

# read_line: fills line, ended by a zero byte; a0 = -1 at the end of the file.
# One byte at a time, for the rest belongs to the programs that are run.
read_line:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        li      s0, 0
1:      li      a0, 0
        mv      a1, sp
        li      a2, 1
        call    read_from
        blez    a0, 3f
        lbu     t0, 0(sp)
        li      t1, '\n'
        beq     t0, t1, 2f
        li      t1, LINE - 1
        bgeu    s0, t1, 1b              # too long: the rest is dropped
        la      t1, line
        add     t1, t1, s0
        sb      t0, 0(t1)
        addi    s0, s0, 1
        j       1b
2:      li      a0, 0
        j       4f
3:      li      a0, -1
        beqz    s0, 4f
        li      a0, 0                   # a last line without a newline
4:      la      t1, line
        add     t1, t1, s0
        sb      zero, 0(t1)
        ld      s0, 16(sp)
        ld      ra, 24(sp)
        addi    sp, sp, 32
        ret

# split: cuts line into words, in place. An element of words is the address of
# a word, or the character < > | & itself, or 0 at the end.
split:  la      t0, line
        la      t1, words
        li      t2, WORDS - 1
1:      lbu     a0, 0(t0)
        beqz    a0, 5f
        li      t3, '#'
        beq     a0, t3, 5f
        li      t3, ' '
        bgtu    a0, t3, 2f
        sb      zero, 0(t0)             # blanks end words
        addi    t0, t0, 1
        j       1b
2:      beqz    t2, 5f                  # too many: the rest is dropped
        addi    t2, t2, -1
        mv      a2, ra
        call    is_operator
        mv      ra, a2
        beqz    a1, 3f
        sd      a0, 0(t1)
        addi    t1, t1, 8
        sb      zero, 0(t0)
        addi    t0, t0, 1
        j       1b
3:      sd      t0, 0(t1)
        addi    t1, t1, 8
4:      addi    t0, t0, 1               # to the end of the word
        lbu     a0, 0(t0)
        li      t3, ' '
        bleu    a0, t3, 1b
        mv      a2, ra
        call    is_operator
        mv      ra, a2
        beqz    a1, 4b
        j       1b
5:      sb      zero, 0(t0)
        sd      zero, 0(t1)
        ret

# is_operator: a1 = whether the character a0 is one of < > | &.
is_operator:
        li      a1, 1
        li      t3, '<'
        beq     a0, t3, 1f
        li      t3, '>'
        beq     a0, t3, 1f
        li      t3, '|'
        beq     a0, t3, 1f
        li      t3, '&'
        beq     a0, t3, 1f
        li      a1, 0
1:      ret

# run: what stands in words.
#   s0 = the next word            s3 = the command's arguments so far
#   s1 = pipe to read from, or 0  s4, s5 = files after < and >, or 0
#   s2 = programs started         s6 = what ended the command: | & or 0
run:    addi    sp, sp, -16
        sd      ra, 8(sp)
        la      s0, words
        li      s1, 0
        li      s2, 0

command:
        li      s3, 0
        li      s4, 0
        li      s5, 0
gather: ld      s6, 0(s0)
        addi    s0, s0, 8
        beqz    s6, complete
        li      t0, '|'
        beq     s6, t0, complete
        li      t0, '&'
        beq     s6, t0, complete
        li      t0, '<'
        beq     s6, t0, input
        li      t0, '>'
        beq     s6, t0, output
        la      t0, arguments
        slli    t1, s3, 3
        add     t0, t0, t1
        sd      s6, 0(t0)
        sd      zero, 8(t0)
        addi    s3, s3, 1
        j       gather
input:  ld      s4, 0(s0)
        mv      t0, s4
        j       1f
output: ld      s5, 0(s0)
        mv      t0, s5
1:      addi    s0, s0, 8
        li      t1, 256                 # a word, and no operator?
        bgeu    t0, t1, gather
        j       syntax

complete:
        bnez    s3, 1f
        or      t0, s2, s6
        or      t0, t0, s4
        or      t0, t0, s5
        beqz    t0, run_end             # an empty line
syntax: la      a0, say_syntax
        call    complain
        li      a0, 2
        call    set_status
        j       wait_all
1:      or      t0, s2, s6              # alone, it may be one of our own
        bnez    t0, start
        call    builtin
        bnez    a0, run_end

start:  li      t0, STAGES
        bgeu    s2, t0, syntax
        li      t0, '|'
        bne     s6, t0, 1f
        la      a0, ends
        call    make_pipe
        bltz    a0, no_start
1:      call    fork
        bltz    a0, no_start
        beqz    a0, child
        la      t0, pids
        slli    t1, s2, 2
        add     t0, t0, t1
        sw      a0, 0(t0)
        addi    s2, s2, 1
        beqz    s1, 2f
        mv      a0, s1                  # the child has it
        call    close
        li      s1, 0
2:      li      t0, '|'
        bne     s6, t0, 3f
        la      t0, ends
        lw      s1, 0(t0)
        lw      a0, 4(t0)
        call    close
        j       command
3:      li      t0, '&'
        bne     s6, t0, wait_all
        ld      t0, 0(s0)               # more after it
        li      s2, 0                   # nobody waits for these
        bnez    t0, command
        li      a0, 0
        call    set_status
        j       run_end
no_start:
        la      a0, say_no_start
        call    complain
        li      a0, 1
        call    set_status

wait_all:
        beqz    s1, 1f
        mv      a0, s1
        call    close
1:      li      s4, 0
2:      bgeu    s4, s2, run_end
        la      t0, pids
        slli    t1, s4, 2
        add     t0, t0, t1
        lw      a0, 0(t0)
        call    wait_for
        srli    t0, a0, 8               # the exit status
        andi    a0, a0, 0x7f
        beqz    a0, 3f
        addi    t0, a0, 128             # or the signal
3:      mv      a0, t0
        call    set_status
        addi    s4, s4, 1
        j       2b
run_end:
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

set_status:
        la      t0, status
        sw      a0, 0(t0)
        ret

# child: what a new process does before it is another program.
child:  beqz    s1, 1f
        mv      a0, s1
        li      a1, 0
        call    move
1:      li      t0, '|'
        bne     s6, t0, 2f
        la      t0, ends
        lw      a0, 0(t0)
        call    close
        la      t0, ends
        lw      a0, 4(t0)
        li      a1, 1
        call    move
2:      beqz    s4, 3f
        mv      a0, s4
        li      a1, O_RDONLY
        call    open_file
        bltz    a0, no_file
        li      a1, 0
        call    move
3:      beqz    s5, 4f
        mv      a0, s5
        li      a1, O_WRONLY + O_CREAT + O_TRUNC
        call    open_file
        mv      s4, s5
        bltz    a0, no_file
        li      a1, 1
        call    move

# Try the places where programs are; a name with a slash is a path.
4:      la      t0, arguments
        ld      s0, 0(t0)
        mv      a0, s0
        call    has_slash
        la      s2, places
        beqz    a0, 5f
        la      s2, as_it_is
5:      ld      a0, 0(s2)
        beqz    a0, not_found
        la      t0, path
        call    append
        mv      a0, s0
        call    append
        ld      a0, 8(s2)
        call    append
        sb      zero, 0(t0)
        la      a0, path
        la      a1, arguments
        la      t0, environment
        ld      a2, 0(t0)
        li      a7, 221                 # execve
        ecall
        addi    s2, s2, 16
        li      t0, -2                  # ENOENT: elsewhere, perhaps
        beq     a0, t0, 5b
        li      t0, -20                 # ENOTDIR
        beq     a0, t0, 5b
        la      a0, say_cannot_run
        li      s1, 126
        j       7f
not_found:
        la      a0, say_not_found
        li      s1, 127
7:      mv      s2, a0
        mv      a0, s0
        call    complain_of
        mv      a0, s2
        call    complain
        mv      a0, s1
        call    exit
no_file:
        mv      a0, s4
        call    complain_of
        la      a0, say_no_file
        call    complain
        li      a0, 1
        call    exit

# append: the text a0 to the path at t0, which moves behind it.
append: lbu     t1, 0(a0)
        beqz    t1, 1f
        sb      t1, 0(t0)
        addi    a0, a0, 1
        addi    t0, t0, 1
        j       append
1:      ret

has_slash:
        lbu     t0, 0(a0)
        addi    a0, a0, 1
        beqz    t0, 1f
        li      t1, '/'
        bne     t0, t1, has_slash
        li      a0, 1
        ret
1:      li      a0, 0
        ret

# move: descriptor a0 becomes a1.
move:   addi    sp, sp, -16
        sd      ra, 8(sp)
        sd      a0, 0(sp)
        li      a2, 0
        li      a7, 24                  # dup3
        ecall
        ld      a0, 0(sp)
        call    close
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

# builtin: does what the shell does itself; a0 = whether it was such a word.
builtin:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        la      t0, arguments
        ld      s7, 0(t0)
        ld      s8, 8(t0)               # 0 if there is none
        mv      a0, s7
        la      a1, word_exit
        call    equal
        bnez    a0, do_exit
        mv      a0, s7
        la      a1, word_cd
        call    equal
        bnez    a0, do_cd
        mv      a0, s7
        la      a1, word_status
        call    equal
        beqz    a0, 1f
        la      t0, status
        lw      a1, 0(t0)
        la      a0, say_status
        call    print_named
        li      a0, 1
1:      ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

do_exit:
        beqz    s8, leave
        li      a0, 0
        li      t1, 10
1:      lbu     t0, 0(s8)
        addi    s8, s8, 1
        addi    t0, t0, -'0'
        bgeu    t0, t1, 2f
        mul     a0, a0, t1
        add     a0, a0, t0
        j       1b
2:      call    exit

do_cd:  mv      a0, s8
        bnez    s8, 1f
        la      a0, root
1:      li      a7, 49                  # chdir
        ecall
        snez    a0, a0
        call    set_status
        beqz    a0, 2f
        mv      a0, s8
        call    complain_of
        la      a0, say_no_folder
        call    complain
2:      li      a0, 1
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret

equal:  lbu     t0, 0(a0)
        lbu     t1, 0(a1)
        bne     t0, t1, 1f
        addi    a0, a0, 1
        addi    a1, a1, 1
        bnez    t0, equal
        li      a0, 1
        ret
1:      li      a0, 0
        ret

# complain: the text a0 and a newline to standard error. complain_of: the text
# alone.
complain:
        addi    sp, sp, -16
        sd      ra, 8(sp)
        call    complain_of
        la      a0, newline
        call    complain_of
        ld      ra, 8(sp)
        addi    sp, sp, 16
        ret
complain_of:
        mv      a1, a0
        li      a2, 0
1:      add     t0, a1, a2
        lbu     t0, 0(t0)
        beqz    t0, 2f
        addi    a2, a2, 1
        j       1b
2:      li      a0, 2
        j       write_to

        .section .rodata
word_exit:
        .asciz  "exit"
word_cd:
        .asciz  "cd"
word_status:
        .asciz  "status"
say_prompt:
        .asciz  "$ "
say_status:
        .asciz  "status "
say_syntax:
        .asciz  "sh: this is not understood"
say_no_start:
        .asciz  "sh: no process or no pipe can be had"
say_not_found:
        .asciz  ": no such program"
say_cannot_run:
        .asciz  ": cannot be run"
say_no_file:
        .asciz  ": cannot be opened"
say_no_folder:
        .asciz  ": no such folder"
newline:
        .asciz  "\n"
nothing:
        .asciz  ""
root:   .asciz  "/"
source: .asciz  ".s"
programs:
        .asciz  "/programs/"

        .data
        .balign 8
places: .dword  nothing, nothing        # what comes before and after the name
        .dword  nothing, source
        .dword  programs, nothing
        .dword  programs, source
        .dword  0
as_it_is:
        .dword  nothing, nothing
        .dword  nothing, source
        .dword  0

        .bss
        .balign 8
environment:
        .skip   8
words:  .skip   8 * WORDS
arguments:
        .skip   8 * WORDS + 8
pids:   .skip   4 * STAGES
ends:   .skip   8
status: .skip   4
line:   .skip   LINE
path:   .skip   LINE + 16

        .include "lib/print.s"
