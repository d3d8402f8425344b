// A child that stops and goes on: WUNTRACED, WCONTINUED, and a signal that comes while it is stopped.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int status = 0;
    long child = fork();
    if (child == 0) {
        call(kill, call(getpid), SIGSTOP);
        for (;;) pause_ms(1000);
    }
    call(wait4, child, &status, WUNTRACED, 0);
    say("stopped: %x\n", (long)status);
    show("told once", call(wait4, child, &status, WUNTRACED | WNOHANG, 0));
    struct siginfo info = {0};
    call(kill, child, SIGCONT);
    show("continued", call(waitid, P_PID, child, &info, WCONTINUED, 0));
    say("code %d status %d\n", (long)info.code, (long)info.status);
    call(kill, child, SIGSTOP);
    call(waitid, P_PID, child, &info, WSTOPPED | WNOWAIT, 0);
    say("code %d status %d\n", (long)info.code, (long)info.status);
    call(wait4, child, &status, WUNTRACED, 0);
    say("stopped: %x\n", (long)status);
    call(kill, child, SIGTERM);
    show("it waits while it is stopped", call(wait4, child, &status, WNOHANG, 0));
    call(kill, child, SIGCONT);
    call(wait4, child, &status, 0, 0);
    say("ended: %x\n", (long)status);

    child = fork();
    if (child == 0) for (;;) pause_ms(1000);
    call(kill, child, SIGSTOP);
    call(wait4, child, &status, WUNTRACED, 0);
    call(kill, child, SIGKILL);
    call(wait4, child, &status, 0, 0);
    say("SIGKILL does not wait: %x\n", (long)status);
    return 0;
}
