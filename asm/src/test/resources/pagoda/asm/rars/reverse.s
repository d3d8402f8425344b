# Reads a line and prints it backwards, by a buffer of bytes.
.data
prompt: .asciz "text: "
buffer: .space 64
.align 2
end:    .word 0
.text
main:   la a0, prompt
        li a7, 4
        ecall
        la a0, buffer
        li a1, 64
        li a7, 8
        ecall
        la t0, buffer
find:   lbu t1, (t0)
        beqz t1, found
        addi t0, t0, 1
        j find
found:  la t2, buffer
back:   beq t0, t2, done
        addi t0, t0, -1
        lbu a0, 0(t0)
        li a7, 11
        ecall
        j back
done:   li a0, 0
        li a7, 93
        ecall
