// What wait4 tells of the end of a child: eight bits of the status, or the signal.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    static const long STATUSES[] = {0, 1, 127, 128, 255, 256, 257, -1, 0x12345};
    for (int i = 0; i < 9; i++) {
        int status = -1;
        long child = fork();
        if (child == 0) quit(STATUSES[i]);
        long got = call(wait4, child, &status, 0, 0);
        say("exit_group(%d): %s, status %x\n", STATUSES[i], got == child ? "own pid" : "other", (long)status);
    }
    int status = -1;
    long child = fork();
    if (child == 0) call(exit, 42);
    call(wait4, child, &status, 0, 0);
    say("exit(42): %x\n", (long)status);

    static const int SIGNALS[] = {SIGHUP, SIGINT, SIGKILL, SIGUSR1, SIGPIPE, SIGALRM, SIGTERM, 40};
    for (int i = 0; i < 8; i++) {
        child = fork();
        if (child == 0) {
            call(kill, call(getpid), SIGNALS[i]);
            quit(1);
        }
        call(wait4, -1, &status, 0, 0);
        say("signal %d: %x\n", (long)SIGNALS[i], (long)status);
    }
    child = fork();
    if (child == 0) for (;;) pause_ms(1000);
    show("kill", call(kill, child, SIGKILL));
    show("reap", reap(child));
    show("again", reap(child));
    show("killed twice", call(kill, child, SIGKILL));
    return 0;
}
