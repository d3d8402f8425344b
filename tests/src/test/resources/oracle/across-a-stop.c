// Calls that wait go on after SIGSTOP and SIGCONT; sigtimedwait alone does not.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int q[2], st;
    unsigned long z = 0;
    call(pipe2, q, 0);
    long k = fork();
    if (k == 0) {
        char c;
        long r = call(read, q[0], &c, 1);
        quit(r == 1 ? c : 99);
    }
    pause_ms(10);
    call(kill, k, SIGSTOP);
    call(wait4, k, &st, WUNTRACED, 0);
    call(write, q[1], "A", 1);
    pause_ms(10);
    call(kill, k, SIGCONT);
    show("read across a stop", reap(k));
    k = fork();
    if (k == 0) {
        struct timespec time = {0, 30000000};
        quit(call(nanosleep, &time, 0) == 0);
    }
    pause_ms(10);
    call(kill, k, SIGSTOP);
    call(wait4, k, &st, WUNTRACED, 0);
    pause_ms(10);
    call(kill, k, SIGCONT);
    show("sleep across a stop", reap(k));
    k = fork();
    if (k == 0) {
        struct {
            int fd;
            short events, revents;
        } polled = {q[0], 1, 0};
        struct timespec time = {0, 30000000};
        quit(call(ppoll, &polled, 1, &time, 0, 8));
    }
    pause_ms(10);
    call(kill, k, SIGSTOP);
    call(wait4, k, &st, WUNTRACED, 0);
    pause_ms(10);
    call(kill, k, SIGCONT);
    show("poll across a stop", reap(k));
    k = fork();
    if (k == 0) {
        call(rt_sigsuspend, &z, 8);
        quit(1);
    }
    pause_ms(10);
    call(kill, k, SIGSTOP);
    call(wait4, k, &st, WUNTRACED, 0);
    call(kill, k, SIGCONT);
    pause_ms(10);
    show("sigsuspend still waits", call(wait4, k, &st, WNOHANG, 0));
    call(kill, k, SIGKILL);
    show("killed", reap(k));
    k = fork();
    if (k == 0) {
        unsigned long set = bit(SIGUSR1);
        call(rt_sigprocmask, SIG_BLOCK, &set, 0, 8);
        quit(call(rt_sigtimedwait, &set, 0, 0, 8) == -EINTR);
    }
    pause_ms(10);
    call(kill, k, SIGSTOP);
    call(wait4, k, &st, WUNTRACED, 0);
    call(kill, k, SIGCONT);
    pause_ms(10);
    show("sigtimedwait across a stop", reap(k));
    return 0;
}
