// Corners of sigtimedwait, setitimer and clock_nanosleep.
#include "oracle.h"
static void h(int s) { say("handler %d\n", (long)s); }
struct tv { long s, u; }; struct it { struct tv i, v; };
int main(int argc, char **argv) {
    (void)argc, (void)argv;
    struct siginfo i;
    struct timespec z = {0,0}, ms = {0, 2000000}, bad = {0, 1000000000}, neg = {-1, 0}, five = {5, 0};
    unsigned long s = bit(SIGUSR1) | bit(SIGUSR2), none = 0, all = -1ul;
    mask(SIG_BLOCK, s);
    show("nothing", call(rt_sigtimedwait, &s, &i, &z, 8));
    show("bad time", call(rt_sigtimedwait, &s, &i, &bad, 8));
    show("negative", call(rt_sigtimedwait, &s, &i, &neg, 8));
    show("timeout", call(rt_sigtimedwait, &s, &i, &ms, 8));
    show("empty set", call(rt_sigtimedwait, &none, &i, &ms, 8));
    show("size", call(rt_sigtimedwait, &s, &i, &z, 4));
    show("bad set", call(rt_sigtimedwait, 8, &i, &z, 8));
    show("bad timeout", call(rt_sigtimedwait, &s, &i, 8, 8));
    call(kill, call(getpid), SIGUSR2);
    call(kill, call(getpid), SIGUSR1);
    show("lowest first", call(rt_sigtimedwait, &s, &i, &bad, 8));
    show("lowest first", call(rt_sigtimedwait, &s, &i, &z, 8));
    say("%d %d\n", (long)i.signo, (long)i.code);
    show("then", call(rt_sigtimedwait, &s, 0, 0, 8));
    call(kill, call(getpid), SIGUSR1);
    show("bad info", call(rt_sigtimedwait, &s, 8, &z, 8));
    show("gone", call(rt_sigtimedwait, &s, &i, &z, 8));
    // other signal interrupts
    on_signal(SIGALRM, h, SA_RESTART, 0);
    struct it t = {{0,0},{0, 30000}}, o;
    show("setitimer", call(setitimer, 0, &t, &o));
    show("interrupted", call(rt_sigtimedwait, &s, &i, &five, 8));
    // ignored signal in set
    on_signal(SIGUSR1, (void *)SIG_IGN, 0, 0);
    call(kill, call(getpid), SIGUSR1);
    show("ignored, blocked", call(rt_sigtimedwait, &s, &i, &z, 8));
    // unblocked with handler in set
    on_signal(SIGALRM, h, 0, 0); s = bit(SIGALRM);
    call(setitimer, 0, &t, 0);
    show("unblocked", call(rt_sigtimedwait, &s, &i, &five, 8));
    say("code %x\n", (long)i.code);
    show("SIGKILL in set", call(rt_sigtimedwait, &all, &i, &z, 8));
    // itimers
    show("which", call(setitimer, 3, &t, 0));
    show("which", call(getitimer, 3, &t));
    show("which", call(setitimer, -1, &t, 0));
    struct it b = {{0, 1000000}, {1, 0}};
    show("usec", call(setitimer, 0, &b, 0));
    b = (struct it){{0, 0}, {-1, 0}};
    show("negative", call(setitimer, 0, &b, 0));
    show("bad", call(setitimer, 0, 8, 0));
    show("bad old", call(getitimer, 0, 8));
    t = (struct it){{7, 5}, {100, 0}};
    call(setitimer, 0, &t, 0);
    call(getitimer, 0, &o);
    say("%d %d %d\n", o.i.s, o.i.u, (long)(o.v.s == 99 || o.v.s == 100));
    show("null disarms", call(setitimer, 0, 0, &o));
    say("%d\n", (long)(o.v.s >= 99));
    call(getitimer, 0, &o);
    say("%d %d %d %d\n", o.i.s, o.i.u, o.v.s, o.v.u);
    t = (struct it){{7, 5}, {0, 0}};
    call(setitimer, 0, &t, 0);
    call(getitimer, 0, &o);
    say("%d %d %d %d\n", o.i.s, o.i.u, o.v.s, o.v.u);
    // child has no timers
    t = (struct it){{0, 0}, {50, 0}};
    call(setitimer, 0, &t, 0);
    long k = fork(); if (k == 0) { call(getitimer, 0, &o); quit(o.v.s); } show("child's timer", reap(k));
    call(setitimer, 0, 0, 0);
    // clock_nanosleep
    struct timespec now, r = {5, 5};
    call(clock_gettime, 1, &now); now.nsec += 2000000; if (now.nsec >= 1000000000) now.nsec -= 1000000000, now.sec++;
    show("abstime", call(clock_nanosleep, 1, 1, &now, &r));
    say("%d %d\n", r.sec, r.nsec);
    struct timespec after;
    call(clock_gettime, 1, &after);
    say("after %d\n", (long)(after.sec > now.sec || after.nsec >= now.nsec));
    show("past", call(clock_nanosleep, 1, 1, &now, &r));
    show("realtime past", call(clock_nanosleep, 0, 1, &now, &r));
    show("other flags", call(clock_nanosleep, 1, 2, &z, 0));
    show("other flags", call(clock_nanosleep, 1, -2, &z, 0));
    for (long c = 0; c <= 12; c++) say("clock %d: %e\n", c, call(clock_nanosleep, c, 0, &z, 0));
    show("clock -1", call(clock_nanosleep, -1, 0, &z, 0));
    show("bad", call(clock_nanosleep, 1, 0, &bad, 0));
    show("negative", call(clock_nanosleep, 1, 0, &neg, 0));
    show("address", call(clock_nanosleep, 1, 0, 8, 0));
    show("negative abs", call(clock_nanosleep, 1, 1, &neg, 0));
    t = (struct it){{0, 0}, {0, 30000}};
    call(setitimer, 0, &t, 0);
    struct timespec lng = {100, 0};
    show("interrupted", call(clock_nanosleep, 1, 0, &lng, &r));
    say("%d\n", r.sec);
    call(setitimer, 0, &t, 0); r.sec = 77;
    call(clock_gettime, 1, &now); now.sec += 100;
    show("interrupted abs", call(clock_nanosleep, 1, 1, &now, &r));
    say("%d\n", r.sec);
    call(setitimer, 0, &t, 0);
    show("interrupted, bad rem", call(clock_nanosleep, 1, 0, &lng, 8));
    return 0;
}
