// Waiting calls that a signal interrupts: EINTR, or restarted with SA_RESTART; sleeping is never restarted.
#include "oracle.h"

static volatile int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

// A child that sends SIGUSR1 again and again until it is killed.
static long pester(void) {
    long parent = call(getpid), child = fork();
    if (child != 0) return child;
    on_signal(SIGUSR1, (void *)SIG_DFL, 0, 0);
    for (;;) {
        pause_ms(5);
        call(kill, parent, SIGUSR1);
    }
}

static void silence(long child) {
    call(kill, child, SIGKILL);
    reap(child);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2], word = 0;
    char buffer[8];
    call(pipe2, ends, 0);
    on_signal(SIGUSR1, handler, 0, 0);
    long child = pester();
    show("read", call(read, ends[0], buffer, 8));
    show("wait4", call(wait4, -1, 0, 0, 0));
    show("waitid", call(waitid, P_ALL, 0, 0, WEXITED, 0));
    show("ppoll", call(ppoll, 0, 0, 0, 0, 8));
    show("futex", call(futex, &word, 0, 0, 0));
    struct timespec long_time = {1000, 0}, left = {0, 0};
    show("nanosleep", call(nanosleep, &long_time, &left));
    say("what is left: %d\n", (long)(left.sec == 999));
    left.sec = 0;
    show("clock_nanosleep", call(clock_nanosleep, 1, 0, &long_time, &left));
    say("what is left: %d\n", (long)(left.sec == 999));
    unsigned long set = bit(SIGUSR2);
    show("sigtimedwait", call(rt_sigtimedwait, &set, 0, 0, 8));
    static char block[65536];
    call(write, ends[1], block, 61440);
    show("write, a part done", call(write, ends[1], block, 65536));
    show("write, nothing done", call(write, ends[1], block, 1));
    on_signal(SIGUSR1, handler, SA_RESTART, 0);
    show("nanosleep, restart", call(nanosleep, &long_time, &left));
    show("ppoll, restart", call(ppoll, 0, 0, 0, 0, 8));
    silence(child);
    say("handled: %d\n", (long)(handled > 0));

    // Restarted: the call is as if there had been no signal.
    call(pipe2, ends, 0);
    handled = 0;
    long parent = call(getpid);
    child = fork();
    if (child == 0) {
        pause_ms(20);
        call(kill, parent, SIGUSR1);
        pause_ms(20);
        call(write, ends[1], "byte", 4);
        quit(3);
    }
    show("read, restarted", call(read, ends[0], buffer, 8));
    say("handled %d\n", (long)handled);
    show("wait4", reap(child));
    child = fork();
    if (child == 0) {
        pause_ms(20);
        call(kill, parent, SIGUSR1);
        pause_ms(20);
        quit(4);
    }
    show("wait4, restarted", reap(child));
    say("handled %d\n", (long)handled);

    // An ignored signal interrupts nothing.
    on_signal(SIGUSR1, (void *)SIG_IGN, 0, 0);
    child = fork();
    if (child == 0) {
        call(kill, parent, SIGUSR1);
        pause_ms(20);
        call(write, ends[1], "x", 1);
        quit(0);
    }
    show("read, signal ignored", call(read, ends[0], buffer, 8));
    reap(child);
    return 0;
}
