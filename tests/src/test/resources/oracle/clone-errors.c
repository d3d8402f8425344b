// Combinations of clone's flags that make no sense.
// QEMU does not store the child's tid in the parent.
// linux: SIGHAND without VM: EINVAL
// linux: THREAD without SIGHAND: EINVAL
// linux: THREAD alone: EINVAL
// linux: tid in the parent: 1
// linux: tid in the child: 1
// linux: still whole: ECHILD
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    char *stack = map(4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE) + 4 * PAGE;
    show("SIGHAND without VM", call(clone, CLONE_SIGHAND, stack));
    show("THREAD without SIGHAND", call(clone, CLONE_VM | CLONE_THREAD, stack));
    show("THREAD alone", call(clone, CLONE_THREAD, stack));
    int tid = 0;
    long child = call(clone, CLONE_PARENT_SETTID | CLONE_CHILD_SETTID | SIGCHLD, 0, &tid, 0, &tid);
    if (child == 0) quit(tid == call(getpid) ? 1 : 2);
    say("tid in the parent: %d\n", (long)(tid == child));
    show("tid in the child", reap(child));
    show("still whole", reap(-1));
    return 0;
}
