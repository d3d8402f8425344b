// Children of clone that signal nothing, or another signal: __WCLONE and __WALL. QEMU makes none.
// linux: WNOWAIT: EINVAL
// linux: no descriptor of a process: EBADF
// linux: no descriptor: EINVAL
// linux: plain wait for a clone child: ECHILD
// linux: __WCLONE 1
// linux: __WALL 1
// linux: not SIGCHLD: ECHILD
// linux: __WCLONE 1
// linux: WCLONE for a fork child: ECHILD
// linux: 1
// linux: ignored SIGCHLD waits for all: ECHILD
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int st;
    struct siginfo i;
    long c;
    show("WNOWAIT", call(wait4, -1, &st, WNOWAIT, 0));
    show("no descriptor of a process", call(waitid, 3, 0, &i, WEXITED, 0));
    show("no descriptor", call(waitid, 3, -1, &i, WEXITED, 0));
    // clone with no signal
    c = call(clone, 0); if (c == 0) quit(4);
    show("plain wait for a clone child", call(wait4, c, &st, 0, 0));
    say("__WCLONE %d\n", (long)(call(wait4, c, &st, 0x80000000, 0) == c));
    c = call(clone, 0); if (c == 0) quit(4);
    say("__WALL %d\n", (long)(call(wait4, c, &st, 0x40000000, 0) == c));
    c = call(clone, SIGUSR1); on_signal(SIGUSR1, (void*)SIG_IGN, 0, 0); if (c == 0) quit(5);
    show("not SIGCHLD", call(wait4, c, &st, 0, 0));
    say("__WCLONE %d\n", (long)(call(wait4, -1, &st, 0x80000000, 0) == c));
    c = fork(); if (c == 0) quit(6);
    show("WCLONE for a fork child", call(wait4, -1, &st, 0x80000000, 0));
    say("%d\n", (long)(call(wait4, -1, &st, 0, 0) == c));
    // exec'd? ignore
    on_signal(SIGCHLD, (void*)SIG_IGN, 0, 0);
    c = fork(); if (c == 0) quit(7);
    show("ignored SIGCHLD waits for all", call(wait4, -1, &st, 0, 0));
    return 0;
}
