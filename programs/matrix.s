# A matrix in memory is its rows one after the other, so the element in row i
# and column j of a matrix with w columns is at  base + 8 * (i * w + j).
# Three nested loops multiply a 2 x 3 matrix by a 3 x 2 matrix.
#
#       ( 1 2 3 )   ( 7  8 )   (  58  64 )
#       ( 4 5 6 ) * ( 9 10 ) = ( 139 154 )
#                   (11 12 )
#
# expect: 58 64
# expect: 139 154

        .equ    ROWS, 2                 # of a and of c
        .equ    INNER, 3                # columns of a, rows of b
        .equ    COLUMNS, 2              # of b and of c

        .text
        .globl  _start
_start:
        call    multiply
        call    print_product
        li      a0, 0
        li      a7, 93                  # exit(0)
        ecall

# c[i][j] = sum over k of a[i][k] * b[k][j]
multiply:
        la      a0, a
        la      a1, b
        la      a2, c
        li      a3, INNER
        li      a4, COLUMNS
        li      a5, ROWS

        li      t0, 0                   # t0 = i
row:    li      t1, 0                   # t1 = j
column: li      t2, 0                   # t2 = k
        li      t3, 0                   # t3 = the sum
inner:  mul     t4, t0, a3              # t5 = a[i][k]
        add     t4, t4, t2
        slli    t4, t4, 3
        add     t4, a0, t4
        ld      t5, 0(t4)

        mul     t4, t2, a4              # t6 = b[k][j]
        add     t4, t4, t1
        slli    t4, t4, 3
        add     t4, a1, t4
        ld      t6, 0(t4)

        mul     t5, t5, t6
        add     t3, t3, t5
        addi    t2, t2, 1
        blt     t2, a3, inner

        mul     t4, t0, a4              # c[i][j] = the sum
        add     t4, t4, t1
        slli    t4, t4, 3
        add     t4, a2, t4
        sd      t3, 0(t4)
        addi    t1, t1, 1
        blt     t1, a4, column
        addi    t0, t0, 1
        blt     t0, a5, row
        ret

# Row by row is the order in memory: one pointer walks through c.
print_product:
        addi    sp, sp, -32
        sd      ra, 24(sp)
        sd      s0, 16(sp)
        sd      s1, 8(sp)
        sd      s2, 0(sp)
        la      s0, c
        la      s2, c + 8 * ROWS * COLUMNS
line:   li      s1, COLUMNS
number: ld      a0, 0(s0)
        call    print_int
        addi    s0, s0, 8
        addi    s1, s1, -1
        beqz    s1, ended
        li      a0, 32                  # a space between, none at the end
        call    print_char
        j       number
ended:  call    print_newline
        bltu    s0, s2, line
        ld      ra, 24(sp)
        ld      s0, 16(sp)
        ld      s1, 8(sp)
        ld      s2, 0(sp)
        addi    sp, sp, 32
        ret

        .data
        .balign 8
a:      .quad   1, 2, 3
        .quad   4, 5, 6
b:      .quad   7, 8
        .quad   9, 10
        .quad   11, 12

        .bss
        .balign 8
c:      .skip   8 * ROWS * COLUMNS

        .include "lib/print.s"
