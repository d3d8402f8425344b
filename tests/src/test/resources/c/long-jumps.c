// Jumps out of many calls: registers kept and put back by functions written in assembly.
#include "support.h"

typedef long kept[26];

int keep(kept where) __attribute__((returns_twice));
void back(kept where, int result) __attribute__((noreturn));

__asm__(".text\n"
        ".macro every what, fwhat\n"
        "    \\what ra, 0(a0)\n"
        "    \\what sp, 8(a0)\n"
        "    .set at, 16\n"
        "    .irp r, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11\n"
        "    \\what \\r, at(a0)\n"
        "    .set at, at + 8\n"
        "    .endr\n"
        "    .irp r, fs0, fs1, fs2, fs3, fs4, fs5, fs6, fs7, fs8, fs9, fs10, fs11\n"
        "    \\fwhat \\r, at(a0)\n"
        "    .set at, at + 8\n"
        "    .endr\n"
        ".endm\n"
        ".globl keep\n.type keep, @function\n"
        "keep: every sd, fsd\n"
        "    li a0, 0\n"
        "    ret\n"
        ".size keep, . - keep\n"
        ".globl back\n.type back, @function\n"
        "back: every ld, fld\n"
        "    seqz a0, a1\n"
        "    add a0, a0, a1\n"
        "    jr ra\n"
        ".size back, . - back\n");

static kept handler;
static int depth;

__attribute__((noinline)) static int dive(int n, double x) {
    depth++;
    if (n == 0) back(handler, (int) x);
    int below = dive(n - 1, x + 1);
    return below + n;
}

int main(void) {
    volatile int tries = 0;
    double d = any_double(2.5);
    long kept_value = any(123);
    int result = keep(handler);
    if (result == 0) dive(any(20), 0.5);
    tries = tries + 1;
    show("result", result);
    show("depth", depth);
    show_double("d", d);
    show("kept", kept_value);
    if (tries < 3) back(handler, tries * 100);
    back(handler + 0, tries == 3 ? (finish(tries), 1) : 0);
}
