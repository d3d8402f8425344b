// waitid: looking without reaping, what siginfo tells, whom it waits for, and its errors.
#include "oracle.h"

static void tell(const char *what, long result, struct siginfo *info, long child) {
    say("%s: %e signo %d code %d %s status %d\n", what, result, (long)info->signo, (long)info->code,
        info->pid == child ? "child" : info->pid == 0 ? "nobody" : "other", (long)info->status);
    memset(info, 0, sizeof *info);
}

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    struct siginfo info = {0};
    show("no child", call(waitid, P_ALL, 0, &info, WEXITED, 0));
    long child = fork();
    if (child == 0) quit(300);
    tell("look", call(waitid, P_PID, child, &info, WEXITED | WNOWAIT, 0), &info, child);
    tell("look again", call(waitid, P_ALL, 0, &info, WEXITED | WNOWAIT, 0), &info, child);
    show("signal 0 to a zombie", call(kill, child, 0));
    tell("take", call(waitid, P_PID, child, &info, WEXITED, 0), &info, child);
    show("gone", call(waitid, P_PID, child, &info, WEXITED, 0));
    show("signal 0 to nobody", call(kill, child, 0));

    int ends[2];
    call(pipe2, ends, 0);
    child = fork();
    if (child == 0) {
        char go;
        call(close, ends[1]);
        call(read, ends[0], &go, 1);
        for (;;) pause_ms(1000);
    }
    memset(&info, 0x55, sizeof info);
    long result = call(waitid, P_PID, child, &info, WEXITED | WNOHANG, 0);
    say("running: %e signo %d pid %d\n", result, (long)info.signo, (long)info.pid);
    memset(&info, 0, sizeof info);
    call(kill, child, SIGTERM);
    tell("killed", call(waitid, P_PGID, 0, &info, WEXITED, 0), &info, child);

    child = fork();
    if (child == 0) quit(0);
    show("nothing to wait for", call(waitid, P_PID, child, &info, 0, 0));
    show("only WNOHANG", call(waitid, P_PID, child, &info, WNOHANG, 0));
    show("bad option", call(waitid, P_PID, child, &info, WEXITED | 0x40, 0));
    show("bad kind", call(waitid, 9, child, &info, WEXITED, 0));
    show("pid 0", call(waitid, P_PID, 0, &info, WEXITED, 0));
    show("without info", call(waitid, P_PID, child, 0, WEXITED, 0));
    show("taken", call(waitid, P_PID, child, 0, WEXITED, 0));
    return 0;
}
