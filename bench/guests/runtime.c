/* The start of every guest: reads the argument, calls the work, prints dots and the checksum. No C library. */
#include "guest.h"

enum { MARKS = 64 };

__asm__(
    ".globl _start\n"
    "_start:\n"
    "    .option push\n"
    "    .option norelax\n"
    "    la gp, __global_pointer$\n"
    "    .option pop\n"
    "    mv a0, sp\n"
    "    call start\n"

    ".globl system_call\n"
    "system_call:\n"
    "    mv a7, a0\n"
    "    mv a0, a1\n"
    "    mv a1, a2\n"
    "    mv a2, a3\n"
    "    mv a3, a4\n"
    "    mv a4, a5\n"
    "    mv a5, a6\n"
    "    ecall\n"
    "    ret\n");

__attribute__((weak)) void prepare(void) {}

static void print(const char *text, u64 length) {
    system_call(SYS_WRITE, 1, (long)text, (long)length, 0, 0, 0);
}

static _Noreturn void end(long status) {
    for (;;) {
        system_call(SYS_EXIT_GROUP, status, 0, 0, 0, 0, 0);
    }
}

void fail(const char *text) {
    u64 length = 0;
    while (text[length] != 0) {
        length++;
    }
    print(text, length);
    print("\n", 1);
    end(1);
}

static void print_checksum(u64 sum) {
    char text[18];
    text[0] = '\n';
    for (int digit = 0; digit < 16; digit++) {
        text[1 + digit] = "0123456789abcdef"[sum >> (60 - 4 * digit) & 15];
    }
    text[17] = '\n';
    print(text, sizeof text);
}

/* The stack as Linux leaves it: argc, then the arguments. */
_Noreturn void start(u64 *stack) {
    if (stack[0] != 2) {
        fail("wants one argument: the rounds");
    }
    u64 rounds = 0;
    for (const char *digit = (const char *)stack[2]; *digit != 0; digit++) {
        rounds = 10 * rounds + (u64)(*digit - '0');
    }
    prepare();
    u64 sum = 0;
    for (u64 round = 0; round < rounds; round++) {
        sum = 31 * sum + work(round);
        if (round * MARKS / rounds != (round + 1) * MARKS / rounds) {
            print(".", 1);
        }
    }
    print_checksum(sum);
    end(0);
}
