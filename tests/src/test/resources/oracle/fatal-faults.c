// Faults that no handler can take, because the signal is blocked or ignored: they kill, and never loop.
#include "oracle.h"

static void handler(int signal) {
    (void)signal;
    say("must not be called\n");
    quit(1);
}

static void fault(void) {
    *(volatile char *)8 = 1;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, (void *)SIG_IGN, 0, 0);
        fault();
        quit(0);
    }
    show("ignored", reap(child));
    child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, handler, 0, 0);
        mask(SIG_BLOCK, bit(SIGSEGV));
        fault();
        quit(0);
    }
    show("blocked", reap(child));
    child = fork();
    if (child == 0) {
        on_signal(SIGSEGV, (void *)SIG_IGN, 0, 0);
        call(kill, call(getpid), SIGSEGV);
        quit(5);
    }
    show("sent, it can be ignored", reap(child));
    child = fork();
    if (child == 0) {
        on_signal(SIGILL, (void *)SIG_IGN, 0, 0);
        __asm__ volatile(".word 0xffffffff");
        quit(0);
    }
    show("illegal instruction, ignored", reap(child));
    return 0;
}
