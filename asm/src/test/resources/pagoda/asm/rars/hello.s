# The least a program of RARS does: print a string, and exit.
.data
greeting: .string "Hello, world!\n"
.text
    la a0, greeting
    li a7, 4
    ecall
    li a7, 10
    ecall
