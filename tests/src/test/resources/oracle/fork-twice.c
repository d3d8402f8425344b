// Copy-on-write through several forks: a page that is still shared when it is forked again, the last owner that takes
// it back, pages that were only read, file pages, and read-only pages.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    enter();
    const int RW = PROT_READ | PROT_WRITE;
    long fd = file_with("f", "file");
    volatile char *file = (char *)call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 0);
    volatile char *at = map(8 * PAGE, RW, MAP_PRIVATE);
    for (int i = 0; i < 7; i++) at[i * PAGE] = (char)i;
    (void)at[7 * PAGE];
    file[1] = 'I';
    int ends[2][2];
    call(pipe2, ends[0], 0);
    long children[5];
    for (int n = 0; n < 5; n++) {
        children[n] = fork();
        if (children[n] == 0) {
            long sum = 0;
            for (int i = 0; i < 8; i++) sum += at[i * PAGE];
            at[n * PAGE] = (char)(50 + n);
            at[7 * PAGE] = (char)n;
            file[0] = (char)('a' + n);
            char go;
            call(close, ends[0][1]);
            call(read, ends[0][0], &go, 1); // all five are alive together
            long again = 0;
            for (int i = 0; i < 8; i++) again += at[i * PAGE];
            quit(sum == 21 + 10 * n && again == sum + 50 + n && file[0] == 'a' + n);
        }
        at[6 * PAGE] += 10; // each child sees ten more
    }
    call(close, ends[0][1]);
    for (int n = 0; n < 5; n++) show("child saw what it should", reap(children[n]));
    long sum = 0;
    for (int i = 0; i < 8; i++) sum += at[i * PAGE];
    say("parent: %d %s\n", sum, (char *)file);
    say("file: %s\n", content("f"));

    call(mprotect, at, PAGE, PROT_READ);
    long child = fork();
    if (child == 0) quit(can_store(at) + 2 * can_load(at));
    show("read-only stays so", reap(child));
    say("in the parent: %d\n", can_store(at));
    unlink("f");
    leave();
    return 0;
}
