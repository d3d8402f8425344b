// Process groups and sessions: setpgid, getpgid, setsid, getsid, their errors, and signals to a group.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long own = call(getpid);
    show("no such process", call(getpgid, 0x3ffffff));
    show("setpgid of no child", call(setpgid, 0x3ffffff, 0));
    show("negative group", call(setpgid, 0, -1));
    show("own group", call(setpgid, 0, 0));
    say("leader: %d\n", (long)(call(getpgid, 0) == own));
    show("setsid of a leader", call(setsid));

    int ends[2];
    call(pipe2, ends, 0);
    long group = 0;
    for (int i = 0; i < 3; i++) {
        long child = fork();
        if (child == 0) {
            char go;
            call(close, ends[1]);
            call(read, ends[0], &go, 1);
            quit(0);
        }
        if (group == 0) group = child;
        show("joins", call(setpgid, child, group));
        say("is there: %d\n", (long)(call(getpgid, child) == group));
    }
    show("no such group", call(setpgid, 0, 0x3ffffff));
    show("signal to the group", call(kill, -group, SIGTERM));
    for (int i = 0; i < 3; i++) show("ends", reap(-group));
    show("group empty", reap(-group));
    show("signal to no group", call(kill, -group, SIGTERM));
    call(close, ends[1]);

    long child = fork();
    if (child == 0) {
        long self = call(getpid);
        say("inherited: %d\n", (long)(call(getpgid, 0) == own));
        say("setsid: %d\n", (long)(call(setsid) == self));
        say("getsid: %d, getpgid: %d\n", (long)(call(getsid, 0) == self), (long)(call(getpgid, 0) == self));
        show("setpgid of a session's leader", call(setpgid, 0, 0));
        quit(0);
    }
    show("ends", reap(child));
    return 0;
}
