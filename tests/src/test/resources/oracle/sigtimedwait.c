// rt_sigtimedwait takes a pending signal without its handler, tells who sent it, or gives up after a time.
#include "oracle.h"

static volatile int handled;

static void handler(int signal) {
    handled = signal;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long own = call(getpid);
    unsigned long set = bit(SIGUSR1) | bit(SIGUSR2), pending;
    struct siginfo info = {0};
    struct timespec now = {0, 0}, soon = {0, 10000000}, wrong = {0, -1};
    on_signal(SIGUSR1, handler, 0, 0);
    mask(SIG_BLOCK, set);
    show("nothing", call(rt_sigtimedwait, &set, &info, &now, 8));
    show("nothing for a while", call(rt_sigtimedwait, &set, &info, &soon, 8));
    show("bad time", call(rt_sigtimedwait, &set, &info, &wrong, 8));
    show("bad size", call(rt_sigtimedwait, &set, &info, &now, 4));
    show("bad address", call(rt_sigtimedwait, 8, &info, &now, 8));
    call(kill, own, SIGUSR2);
    call(kill, own, SIGUSR1);
    show("lowest first", call(rt_sigtimedwait, &set, &info, &now, 8));
    say("signo %d, code %d, own pid %d, handled %d\n", (long)info.signo, (long)info.code, (long)(info.pid == own),
        (long)handled);
    call(rt_sigpending, &pending, 8);
    say("pending %x\n", pending);
    show("the other, without info", call(rt_sigtimedwait, &set, 0, 0, 8));
    show("tgkill", call(tgkill, own, own, SIGUSR1));
    call(rt_sigtimedwait, &set, &info, 0, 8);
    say("code %d\n", (long)info.code);
    long child = fork();
    if (child == 0) {
        pause_ms(10);
        call(kill, own, SIGUSR1);
        quit(0);
    }
    show("waits for it", call(rt_sigtimedwait, &set, &info, 0, 8));
    say("from the child %d\n", (long)(info.pid == child));
    reap(child);
    show("kill of nobody", call(kill, 0x3ffffff, 0));
    show("bad signal", call(kill, own, 65));
    show("negative signal", call(kill, own, -1));
    show("signal 0", call(kill, own, 0));
    show("tgkill, bad thread", call(tgkill, own, 0, SIGUSR1));
    show("tgkill, another's thread", call(tgkill, own, 1, 0));
    show("tgkill, bad signal", call(tgkill, own, own, 65));
    return 0;
}
