// madvise: DONTNEED gives up the private copy and what comes next is zero, or the file again; shared pages stay.
#include "oracle.h"

enum { NORMAL, RANDOM, SEQUENTIAL, WILLNEED, DONTNEED };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    const int RW = PROT_READ | PROT_WRITE;
    char *at = map(3 * PAGE, RW, MAP_PRIVATE);
    at[0] = 1, at[PAGE] = 2, at[2 * PAGE] = 3;
    show("private", call(madvise, at + PAGE, PAGE, DONTNEED));
    say("%d %d %d\n", (long)at[0], (long)at[PAGE], (long)at[2 * PAGE]);
    at[PAGE] = 4;
    long child = fork();
    if (child == 0) {
        call(madvise, at, 3 * PAGE, DONTNEED);
        say("child %d %d\n", (long)at[0], (long)at[PAGE]);
        quit(0);
    }
    reap(child);
    say("parent %d %d\n", (long)at[0], (long)at[PAGE]);

    char *shared = map(PAGE, RW, MAP_SHARED);
    shared[0] = 5;
    show("shared", call(madvise, shared, PAGE, DONTNEED));
    say("%d\n", (long)shared[0]);

    long fd = file_with("f", "file");
    char *file = (char *)call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 0);
    file[0] = 'p';
    say("%s ", file);
    show("file, private", call(madvise, file, PAGE, DONTNEED));
    say("%s\n", file);
    show("inside a page", call(madvise, at + 1, PAGE, DONTNEED));
    show("length 0", call(madvise, at, 0, DONTNEED));
    show("willneed", call(madvise, at, PAGE, WILLNEED));
    show("random", call(madvise, at, PAGE, RANDOM));
    unlink("f");
    leave();
    return 0;
}
