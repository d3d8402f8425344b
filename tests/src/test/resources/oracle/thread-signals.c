// Signals and threads: a mask for each thread, one handler for all, tgkill to one of them, a process signal to any that
// does not block it.
#include "oracle.h"
#include "thread.h"

static volatile int alive, ready, release;
static volatile long handled_by, handled;

static void handler(int signal) {
    (void)signal;
    handled_by = call(gettid);
    handled++;
}

static void body(long unused) {
    (void)unused;
    unsigned long set = 0, now;
    call(rt_sigprocmask, SIG_BLOCK, &set, &now, 8);
    say("mask is inherited: %x\n", now);
    mask(SIG_UNBLOCK, bit(SIGUSR1));
    ready = 1;
    call(futex, &ready, FUTEX_WAKE, 1);
    while (handled < 2) pause_ms(1);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long own = call(getpid);
    on_signal(SIGUSR1, handler, 0, 0);
    mask(SIG_BLOCK, bit(SIGUSR1) | bit(SIGHUP));
    long tid = start_thread(body, 0, &alive, 4 * PAGE);
    while (ready == 0) call(futex, &ready, FUTEX_WAIT, 0, 0);
    call(kill, own, SIGUSR1);
    while (handled < 1) pause_ms(1);
    say("kill: by the thread that does not block it: %d\n", (long)(handled_by == tid));
    handled_by = 0;
    call(tgkill, own, tid, SIGUSR1);
    join_thread(&alive);
    say("tgkill: by the thread: %d\n", (long)(handled_by == tid));
    call(tgkill, own, own, SIGUSR1);
    unsigned long pending;
    call(rt_sigpending, &pending, 8);
    say("blocked here: pending %x, handled %d\n", pending, handled);
    mask(SIG_UNBLOCK, bit(SIGUSR1));
    say("unblocked: %d, by the first %d\n", handled, (long)(handled_by == own));
    while (call(tgkill, own, tid, 0) == 0) pause_ms(1);
    show("the thread is gone", call(tgkill, own, tid, 0));
    return 0;
}
