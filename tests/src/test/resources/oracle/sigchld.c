// SIGCHLD: what siginfo tells of a child that ended, stopped or went on; SIG_IGN leaves no zombies.
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
    if (child == 0) quit(33);
    wait_for_signal();
    show("reap", reap(child));
    child = fork();
    if (child == 0) for (;;) pause_ms(1000);
    call(kill, child, SIGSTOP);
    wait_for_signal();
    call(kill, child, SIGCONT);
    wait_for_signal();
    call(kill, child, SIGKILL);
    wait_for_signal();
    show("reap", reap(child));

    on_signal(SIGCHLD, (void *)SIG_IGN, 0, 0);
    child = fork();
    if (child == 0) {
        pause_ms(10);
        quit(1);
    }
    show("ignored: wait until there is none", reap(child));
    on_signal(SIGCHLD, (void *)SIG_DFL, 0, 0);
    child = fork();
    if (child == 0) quit(3);
    show("default keeps it", reap(child));
    return 0;
}
