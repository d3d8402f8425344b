// A process whose parent ends gets another one, and is not the grandparent's to wait for.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    int ends[2];
    call(pipe2, ends, 0);
    long child = fork();
    if (child == 0) {
        long own = call(getpid);
        long grandchild = fork();
        if (grandchild == 0) {
            while (call(getppid) == own) call(sched_yield);
            call(write, ends[1], "x", 1);
            quit(1);
        }
        quit(grandchild > own ? 4 : 5);
    }
    call(close, ends[1]);
    show("child ends", reap(child));
    char buffer[4];
    show("the orphan has another parent", call(read, ends[0], buffer, 4));
    show("it has ended", call(read, ends[0], buffer, 4));
    show("not ours", reap(-1));
    return 0;
}
