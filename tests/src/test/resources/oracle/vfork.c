// clone(CLONE_VM | CLONE_VFORK): the child has the parent's memory, and the parent waits until it has ended.
// QEMU runs it as fork.
// linux: child
// linux: parent sees 2
// linux: ends: 7
#include "oracle.h"

static volatile int shared = 1;

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long child = call(clone, CLONE_VM | CLONE_VFORK | SIGCHLD);
    if (child == 0) {
        shared = 2;
        say("child\n");
        call(exit, 7);
    }
    say("parent sees %d\n", (long)shared);
    show("ends", reap(child));
    return 0;
}
