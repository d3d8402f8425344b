// setitimer: SIGALRM once and again, what is left, and that a child begins without a timer.
#include "oracle.h"

struct interval {
    long every_sec, every_usec, next_sec, next_usec;
};

static volatile int alarms;

static void handler(int signal) {
    (void)signal;
    alarms++;
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    unsigned long none = 0;
    struct interval once = {0, 0, 0, 10000}, three = {0, 3000, 0, 3000}, far = {7, 0, 1000, 0}, old, off = {0};
    on_signal(SIGALRM, handler, 0, 0);
    mask(SIG_BLOCK, bit(SIGALRM));
    show("once", call(setitimer, 0, &once, 0));
    show("sigsuspend", call(rt_sigsuspend, &none, 8));
    call(getitimer, 0, &old);
    say("alarms %d, left %d\n", (long)alarms, old.next_sec + old.next_usec);
    call(setitimer, 0, &three, 0);
    while (alarms < 4) call(rt_sigsuspend, &none, 8);
    show("far", call(setitimer, 0, &far, &old));
    say("before: every %d\n", old.every_usec);
    call(getitimer, 0, &old);
    say("left %d, every %d\n", (long)(old.next_sec == 999 || old.next_sec == 1000), old.every_sec);
    long child = fork();
    if (child == 0) {
        call(getitimer, 0, &old);
        quit(old.next_sec + old.next_usec + old.every_sec);
    }
    show("child has none", reap(child));
    show("off", call(setitimer, 0, &off, &old));
    say("every %d\n", old.every_sec);
    call(getitimer, 0, &old);
    say("left %d\n", old.next_sec + old.next_usec);
    struct interval wrong = {0, 0, 0, 1000000};
    show("bad time", call(setitimer, 0, &wrong, 0));
    show("bad timer", call(setitimer, 9, &once, 0));
    show("bad timer", call(getitimer, 9, &old));
    call(setitimer, 0, &once, 0);
    on_signal(SIGALRM, (void *)SIG_DFL, 0, 0);
    child = fork();
    if (child == 0) {
        mask(SIG_UNBLOCK, bit(SIGALRM));
        call(setitimer, 0, &once, 0);
        for (;;) call(rt_sigsuspend, &none, 8);
    }
    call(setitimer, 0, &off, 0);
    show("default action", reap(child));
    return 0;
}
