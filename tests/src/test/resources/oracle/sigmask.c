// Blocked signals: pending once each, real-time ones as often as sent, delivered lowest number first; sigsuspend.
#include "oracle.h"

static char order[64];
static volatile int length;

static void handler(int signal) {
    if (signal == SIGINT) order[length++] = 'i';
    if (signal == SIGUSR1) order[length++] = '1';
    if (signal == SIGUSR2) order[length++] = '2';
    if (signal == SIGTERM) order[length++] = 't';
    if (signal == 40) order[length++] = 'r';
    if (signal == 41) order[length++] = 'R';
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    static const int SIGNALS[] = {41, SIGTERM, SIGUSR2, 40, SIGINT, SIGUSR1, 41, SIGUSR1, SIGTERM};
    unsigned long old = 0, pending = 0, all = ~0ul, none = 0;
    long own = call(getpid);
    for (int i = 0; i < 9; i++) on_signal(SIGNALS[i], handler, 0, ~0ul);
    show("bad how", mask(3, 0));
    show("bad size", call(rt_sigprocmask, SIG_BLOCK, &all, 0, 16));
    show("bad address", call(rt_sigprocmask, SIG_BLOCK, 8, 0, 8));
    show("how does not matter without a set", call(rt_sigprocmask, 99, 0, &old, 8));
    show("block all", call(rt_sigprocmask, SIG_SETMASK, &all, 0, 8));
    call(rt_sigprocmask, SIG_BLOCK, &none, &old, 8);
    say("SIGKILL and SIGSTOP are not: %x\n", ~old & 0xffffffff);
    for (int i = 0; i < 9; i++) call(kill, own, SIGNALS[i]);
    call(rt_sigpending, &pending, 8);
    say("pending %x, delivered %d\n", pending, (long)length);
    mask(SIG_SETMASK, 0);
    say("order %s\n", order);
    call(rt_sigpending, &pending, 8);
    say("pending %x\n", pending);

    length = 0;
    memset(order, 0, 64);
    mask(SIG_BLOCK, bit(SIGUSR1) | bit(SIGUSR2));
    call(kill, own, SIGUSR1);
    call(kill, own, SIGUSR2);
    unsigned long but_one = bit(SIGUSR2);
    show("sigsuspend", call(rt_sigsuspend, &but_one, 8));
    call(rt_sigprocmask, SIG_BLOCK, &none, &old, 8);
    say("order %s, mask is back %x\n", order, old);
    show("unblock one", mask(SIG_UNBLOCK, bit(SIGUSR2)));
    say("order %s\n", order);

    // The mask goes on to a child, what is pending does not.
    call(kill, own, SIGUSR1);
    mask(SIG_BLOCK, bit(SIGUSR1));
    call(kill, own, SIGUSR1);
    long child = fork();
    if (child == 0) {
        call(rt_sigpending, &pending, 8);
        call(rt_sigprocmask, SIG_BLOCK, &none, &old, 8);
        say("child: pending %x, mask %x\n", pending, old);
        length = 0;
        call(kill, call(getpid), SIGTERM);
        say("handlers are inherited: %d\n", (long)length);
        quit(0);
    }
    reap(child);
    call(rt_sigpending, &pending, 8);
    say("parent: pending %x\n", pending);
    return 0;
}
