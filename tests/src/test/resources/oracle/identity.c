// Who a process is: facts that hold for every process, whatever the numbers are.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    long own = call(getpid);
    say("%d %d %d\n", (long)(own > 0), (long)(call(gettid) == own), (long)(call(set_tid_address, 0) == own));
    say("%d %d\n", (long)(call(getuid) == call(geteuid)), (long)(call(getgid) == call(getegid)));
    int ends[2];
    call(pipe2, ends, 0);
    long child = fork();
    if (child == 0) {
        long self = call(getpid);
        say("%d %d %d\n", (long)(self != own), (long)(call(gettid) == self), (long)(call(getppid) == own));
        call(write, ends[1], &self, 8);
        quit(0);
    }
    long told;
    call(read, ends[0], &told, 8);
    say("%d %d\n", (long)(told == child), (long)(call(getpid) == own));
    reap(child);
    show("sched_yield", call(sched_yield));
    say("%d\n", (long)(call(getsid, 0) == call(getsid, own)));
    return 0;
}
