// A stack that cannot hold the signal's frame: SIGSEGV kills, and nothing loops. QEMU loops.
// linux: no room for the frame: 1011
// linux: no stack at all: 1011
#include "oracle.h"

static void handler(int signal) {
    (void)signal;
    say("must not be called\n");
    quit(1);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    char *stack = map(2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    call(munmap, stack, PAGE);
    on_signal(SIGSEGV, handler, 0, 0);
    on_signal(SIGUSR1, handler, 0, 0);
    long child = fork();
    if (child == 0) {
        register long a0 __asm__("a0") = call(getpid);
        register long a1 __asm__("a1") = SIGUSR1;
        register long a7 __asm__("a7") = NR_kill;
        __asm__ volatile("mv sp, %0\n ecall\n 1: j 1b" : : "r"(stack + PAGE + 64), "r"(a0), "r"(a1), "r"(a7));
    }
    show("no room for the frame", reap(child));
    child = fork();
    if (child == 0) {
        __asm__ volatile("li sp, 64\n sd zero, 0(zero)\n 1: j 1b");
    }
    show("no stack at all", reap(child));
    return 0;
}
