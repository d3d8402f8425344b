// SA_NOCLDSTOP is silent about stopping, SA_NOCLDWAIT leaves no zombies. QEMU passes neither on.
// linux: silent: 0
// linux: signals 1, code 2, status 9, from the child 1
// linux: reap: 1009
// linux: signals 1, code 1, status 2, from the child 1
// linux: no zombie: ECHILD
#include "oracle.h"

static volatile long signals, code, status, from, child;

static void handler(int signal, struct siginfo *info, void *context) {
    (void)signal, (void)context;
    signals++;
    code = info->code, status = info->status, from = info->pid;
}

static void wait_for_signal(void) {
    unsigned long none = 0;
    while (signals == 0) call(rt_sigsuspend, &none, 8);
    say("signals %d, code %d, status %d, from the child %d\n", signals, code, status, (long)(from == child));
    signals = 0;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    mask(SIG_BLOCK, bit(SIGCHLD));
    on_signal(SIGCHLD, handler, SA_SIGINFO, 0);
    child = fork();
    if (child == 0) for (;;) pause_ms(1000);
    on_signal(SIGCHLD, handler, SA_SIGINFO | SA_NOCLDSTOP, 0);
    call(kill, child, SIGSTOP);
    int word;
    call(wait4, child, &word, WUNTRACED, 0);
    unsigned long pending;
    call(rt_sigpending, &pending, 8);
    say("silent: %x\n", pending);
    call(kill, child, SIGKILL);
    wait_for_signal();
    show("reap", reap(child));
    on_signal(SIGCHLD, handler, SA_SIGINFO | SA_NOCLDWAIT, 0);
    child = fork();
    if (child == 0) quit(2);
    wait_for_signal();
    show("no zombie", reap(child));
    return 0;
}
