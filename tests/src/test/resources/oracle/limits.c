// prlimit64: reading, setting, the errors, and that the number of files is obeyed.
#include "oracle.h"

struct limit {
    unsigned long soft, hard;
};

enum { CORE = 4, NOFILE = 7, STACK = 3 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    struct limit limit, old, wrong = {10, 5};
    show("read", call(prlimit64, 0, STACK, 0, &limit));
    say("soft is not above hard: %d\n", (long)(limit.soft <= limit.hard));
    show("unknown", call(prlimit64, 0, 99, 0, &limit));
    show("soft above hard", call(prlimit64, 0, CORE, &wrong, 0));
    show("bad address", call(prlimit64, 0, CORE, 8, 0));
    show("nobody", call(prlimit64, 0x3ffffff, CORE, 0, &limit));
    show("itself by number", call(prlimit64, call(getpid), CORE, 0, &limit));
    call(prlimit64, 0, NOFILE, 0, &limit);
    struct limit ten = {10, limit.hard};
    show("set", call(prlimit64, 0, NOFILE, &ten, &old));
    say("was: %d\n", (long)(old.soft == limit.soft));
    long last = -1, fd;
    while ((fd = call(dup, 0)) >= 0) last = fd;
    say("last %d, then %e\n", last, fd);
    show("open", open("/dev/null", O_RDONLY));
    int ends[2];
    show("pipe2", call(pipe2, ends, 0));
    show("dup3", call(dup3, 0, 10, 0));
    show("F_DUPFD", call(fcntl, 0, F_DUPFD, 10));
    call(close, 9);
    show("a pipe needs two", call(pipe2, ends, 0));
    show("one is free", call(dup, 0));
    long child = fork();
    if (child == 0) quit(call(dup, 0) == -EMFILE);
    show("inherited", reap(child));
    return 0;
}
