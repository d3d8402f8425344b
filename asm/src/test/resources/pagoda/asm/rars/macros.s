# Macros with parameters, with labels of their own, and with a string and another macro as arguments.
.macro exit
    li a7, 10
    ecall
.end_macro
.macro print_int (%register)
    mv a0, %register
    li a7, 1
    ecall
.end_macro
.macro print_str (%text)
.data
message: .asciz %text
.text
    la a0, message
    li a7, 4
    ecall
.end_macro
.macro for (%register, %from, %to, %body)
    li %register, %from
    li t6, %to
again:
    %body ()
    addi %register, %register, 1
    ble %register, t6, again
.end_macro
.macro show ()
    print_int (s0)
    print_str (", ")
.end_macro
.text
main:
    print_str ("counting (up): ")
    for (s0, 1, 5, show)
    for (s0, 7, 9, show)
    print_str("done\n")
    exit
