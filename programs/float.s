# Floating point: what rounding is, and what is kept of what went wrong. The
# register fcsr holds a rounding mode (frm) and five flags (fflags), which stay
# set until the program clears them; nothing traps.
#
#       fcsr  | frm | NV | DZ | OF | UF | NX |
#               7-5   4    3    2    1    0
#
# expect: 2^53 + 1, which no double is, rounded
# expect: to nearest, ties to even: 9007199254740992
# expect: to nearest, ties away from zero: 9007199254740994
# expect: towards zero: 9007199254740992
# expect: down: 9007199254740992
# expect: up: 9007199254740994
# expect: up, as frm says: 9007199254740994
# expect: flags of 6 / 3: 0
# expect: flags of 1 / 3, inexact: 1
# expect: flags of 1 / 0, division by zero: 8
# expect: flags of 0 / 0, invalid: 16
# expect: flags of 1e300 * 1e300, overflow: 5
# expect: flags of all of them: 29
# expect: 0.1 + 0.2 = 0.3: no
# expect: 0 / 0 is itself: no
# expect: 0 / 0 is a quiet NaN: yes

        .text
        .globl  _start
_start:
        la      a0, say_rounded
        call    print_line
        li      s0, 1
        slli    s0, s0, 53
        addi    s0, s0, 1               # 54 bits; a double has 53
        fcvt.d.l fa0, s0, rne
        la      a0, say_even
        call    show
        fcvt.d.l fa0, s0, rmm
        la      a0, say_away
        call    show
        fcvt.d.l fa0, s0, rtz
        la      a0, say_zero
        call    show
        fcvt.d.l fa0, s0, rdn
        la      a0, say_down
        call    show
        fcvt.d.l fa0, s0, rup
        la      a0, say_up
        call    show
        fsrmi   3                       # frm = rup
        fcvt.d.l fa0, s0                # no mode written: frm's
        fsrmi   0
        la      a0, say_frm
        call    show

        la      t0, numbers
        fld     fs0, 0(t0)              # 1
        fld     fs1, 8(t0)              # 3
        fld     fs2, 16(t0)             # 6
        fld     fs3, 24(t0)             # 1e300
        fmv.d.x fs4, zero               # 0: all its bits are zeros
        fsflagsi 0
        fdiv.d  fa0, fs2, fs1
        la      a0, say_exact
        call    flags
        fdiv.d  fa0, fs0, fs1
        la      a0, say_inexact
        call    flags
        fdiv.d  fa0, fs0, fs4
        la      a0, say_by_zero
        call    flags
        fdiv.d  fa0, fs4, fs4
        la      a0, say_invalid
        call    flags
        fmul.d  fa0, fs3, fs3
        la      a0, say_overflow
        call    flags
        fdiv.d  fa0, fs0, fs4           # flags accrue
        fdiv.d  fa0, fs4, fs4
        fmul.d  fa0, fs3, fs3
        la      a0, say_all
        call    flags

        la      t0, tenths
        fld     fa0, 0(t0)
        fld     fa1, 8(t0)
        fld     fa2, 16(t0)
        fadd.d  fa0, fa0, fa1           # each is rounded, and so is the sum
        feq.d   a1, fa0, fa2
        la      a0, say_tenths
        call    print_fact
        fdiv.d  fs5, fs4, fs4
        feq.d   a1, fs5, fs5
        la      a0, say_itself
        call    print_fact
        fclass.d t0, fs5                # one bit of ten
        srli    a1, t0, 9
        la      a0, say_quiet
        call    print_fact

        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# show: a0 = text, fa0 = a number without a fraction.
show:   fcvt.l.d a1, fa0, rtz
        j       print_named

# flags: a0 = text; prints the flags, and clears them.
flags:  fsflags a1, zero                # a1 = the old ones
        j       print_named

        .section .rodata
        .balign 8
numbers:
        .double 1, 3, 6, 1e300
tenths: .double 0.1, 0.2, 0.3
say_rounded:
        .asciz  "2^53 + 1, which no double is, rounded"
say_even:
        .asciz  "to nearest, ties to even: "
say_away:
        .asciz  "to nearest, ties away from zero: "
say_zero:
        .asciz  "towards zero: "
say_down:
        .asciz  "down: "
say_up: .asciz  "up: "
say_frm:
        .asciz  "up, as frm says: "
say_exact:
        .asciz  "flags of 6 / 3: "
say_inexact:
        .asciz  "flags of 1 / 3, inexact: "
say_by_zero:
        .asciz  "flags of 1 / 0, division by zero: "
say_invalid:
        .asciz  "flags of 0 / 0, invalid: "
say_overflow:
        .asciz  "flags of 1e300 * 1e300, overflow: "
say_all:
        .asciz  "flags of all of them: "
say_tenths:
        .asciz  "0.1 + 0.2 = 0.3: "
say_itself:
        .asciz  "0 / 0 is itself: "
say_quiet:
        .asciz  "0 / 0 is a quiet NaN: "

        .include "lib/print.s"
