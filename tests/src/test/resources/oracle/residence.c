// mincore, mlock and msync: what they say of pages and what they refuse.
#include "oracle.h"

enum { MS_ASYNC = 1, MS_INVALIDATE = 2, MS_SYNC = 4 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    unsigned char vector[4] = {9, 9, 9, 9};
    char *at = map(4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    at[PAGE] = 1;
    show("mincore", call(mincore, at, 3 * PAGE, vector));
    say("%d %d %d %d\n", (long)(vector[0] & 1), (long)(vector[1] & 1), (long)(vector[2] & 1), (long)vector[3]);
    show("inside a page", call(mincore, at + 1, PAGE, vector));
    show("bad vector", call(mincore, at, PAGE, (char *)8));
    show("length 0", call(mincore, at, 0, vector));
    show("mlock", call(mlock, at + 2 * PAGE, PAGE));
    call(mincore, at, 4 * PAGE, vector);
    say("brings it in: %d %d\n", (long)(vector[2] & 1), (long)(vector[3] & 1));
    show("munlock", call(munlock, at + 2 * PAGE, PAGE));
    call(munmap, at + PAGE, PAGE);
    show("mincore over a hole", call(mincore, at, 3 * PAGE, vector));
    show("mlock over a hole", call(mlock, at, 3 * PAGE));
    show("msync over a hole", call(msync, at, 3 * PAGE, MS_ASYNC));

    long fd = file_with("f", "abc");
    char *file = (char *)call(mmap, 0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    file[1] = 'X';
    show("msync", call(msync, file, PAGE, MS_SYNC));
    say("%s\n", content("f"));
    show("inside a page", call(msync, file + 1, PAGE, MS_SYNC));
    show("sync and async", call(msync, file, PAGE, MS_SYNC | MS_ASYNC));
    show("unknown flag", call(msync, file, PAGE, 8));
    show("length 0", call(msync, file, 0, MS_SYNC));
    unlink("f");
    leave();
    return 0;
}
