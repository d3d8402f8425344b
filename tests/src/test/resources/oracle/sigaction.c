// rt_sigaction: its errors, what it gives back, SA_RESETHAND, SA_NODEFER, and the mask while a handler runs.
#include "oracle.h"

static volatile long depth, deepest, calls;
static volatile unsigned long mask_inside;

static void counting(int signal) {
    calls++;
    call(rt_sigprocmask, SIG_BLOCK, 0, &mask_inside, 8);
    if (++depth > deepest) deepest = depth;
    if (calls < 3) call(kill, call(getpid), signal);
    depth--;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    show("SIGKILL", on_signal(SIGKILL, (void *)SIG_IGN, 0, 0));
    show("SIGSTOP", on_signal(SIGSTOP, counting, 0, 0));
    show("0", on_signal(0, counting, 0, 0));
    show("65", on_signal(65, counting, 0, 0));
    show("64", on_signal(64, counting, 0, 0));
    struct sigaction old;
    show("asking about SIGKILL", call(rt_sigaction, SIGKILL, 0, &old, 8));
    show("size of the mask", call(rt_sigaction, SIGUSR1, 0, &old, 4));
    show("bad address", call(rt_sigaction, SIGUSR1, 8, 0, 8));

    on_signal(SIGUSR1, counting, SA_RESTART | SA_NODEFER, bit(SIGUSR2) | bit(SIGHUP));
    call(rt_sigaction, SIGUSR1, 0, &old, 8);
    say("handler %d, restart %d, mask %x\n", (long)(old.handler == counting), (long)((old.flags & SA_RESTART) != 0),
        old.mask);
    call(kill, call(getpid), SIGUSR1);
    say("nodefer: calls %d, depth %d, mask inside %x\n", calls, deepest, mask_inside);
    call(rt_sigprocmask, SIG_BLOCK, 0, &mask_inside, 8);
    say("mask after %x\n", mask_inside);

    depth = deepest = calls = 0;
    on_signal(SIGUSR1, counting, 0, bit(SIGUSR2));
    call(kill, call(getpid), SIGUSR1);
    say("deferred: calls %d, depth %d, mask inside %x\n", calls, deepest, mask_inside);

    calls = 2;
    on_signal(SIGUSR2, counting, SA_RESETHAND, 0);
    call(kill, call(getpid), SIGUSR2);
    call(rt_sigaction, SIGUSR2, 0, &old, 8);
    say("reset: %d\n", (long)(old.handler == (void *)SIG_DFL));

    // Ignoring throws away what is pending.
    on_signal(SIGUSR2, counting, 0, 0);
    mask(SIG_BLOCK, bit(SIGUSR2));
    call(kill, call(getpid), SIGUSR2);
    on_signal(SIGUSR2, (void *)SIG_IGN, 0, 0);
    on_signal(SIGUSR2, counting, 0, 0);
    calls = 2;
    mask(SIG_UNBLOCK, bit(SIGUSR2));
    say("calls %d\n", calls);
    return 0;
}
