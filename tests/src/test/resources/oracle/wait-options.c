// wait4: WNOHANG, whom it waits for, and its errors.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int status = 77;
    show("no child", call(wait4, -1, &status, 0, 0));
    show("no child, WNOHANG", call(wait4, -1, &status, WNOHANG, 0));
    show("not a child", call(wait4, 1, &status, 0, 0));
    show("itself", call(wait4, call(getpid), &status, 0, 0));
    show("bad options", call(wait4, -1, &status, 0x40, 0));
    show("WEXITED is waitid's", call(wait4, -1, &status, WEXITED, 0));

    int ends[2];
    call(pipe2, ends, 0);
    long child = fork();
    if (child == 0) {
        char go;
        call(close, ends[1]);
        call(read, ends[0], &go, 1);
        quit(9);
    }
    show("running", call(wait4, child, &status, WNOHANG, 0));
    say("status untouched: %d\n", (long)status);
    show("other group", call(wait4, -child, &status, WNOHANG, 0));
    show("own group", call(wait4, 0, &status, WNOHANG, 0));
    call(close, ends[1]);
    show("bad address", call(wait4, child, (void *)8, 0, 0));
    show("reaped all the same", call(wait4, child, &status, 0, 0));

    long usage[18];
    memset(usage, 0x55, sizeof usage);
    child = fork();
    if (child == 0) quit(3);
    say("reaped with usage: %s\n", call(wait4, child, 0, 0, usage) == child ? "yes" : "no");
    say("usage written: %s\n", usage[17] != 0x5555555555555555 ? "yes" : "no");

    long first = fork();
    if (first == 0) quit(1);
    long second = fork();
    if (second == 0) quit(2);
    show("the second first", reap(second));
    show("then any", reap(-1));
    show("none left", reap(-1));
    return 0;
}
