// Shared anonymous memory is one memory for all descendants, page by page as it comes into being; private is not.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    volatile long *shared = (long *)map(4 * PAGE, RW, MAP_SHARED);
    volatile long *private = (long *)map(PAGE, RW, MAP_PRIVATE);
    shared[0] = 1, private[0] = 1;
    long child = fork();
    if (child == 0) {
        shared[0]++, private[0]++;
        shared[PAGE / 8] = 20;
        long grandchild = fork();
        if (grandchild == 0) {
            shared[0]++, private[0]++;
            shared[2 * PAGE / 8] = 30;
            quit(private[0]);
        }
        show("grandchild", reap(grandchild));
        say("child %d %d %d\n", shared[0], private[0], shared[2 * PAGE / 8]);
        call(munmap, shared, 4 * PAGE);
        quit(private[0]);
    }
    show("child", reap(child));
    say("parent %d %d, %d %d %d\n", shared[0], private[0], shared[PAGE / 8], shared[2 * PAGE / 8],
        shared[3 * PAGE / 8]);

    long fd = open("/dev/zero", O_RDWR);
    volatile char *zero = (char *)call(mmap, 0, PAGE, RW, MAP_PRIVATE, fd, 0);
    say("/dev/zero: %d\n", (long)zero[9]);
    zero[9] = 1;
    char byte = 5;
    call(read, fd, &byte, 1);
    say("still zero: %d\n", (long)byte);

    // Read-only for one, writable for the other.
    child = fork();
    if (child == 0) {
        call(mprotect, shared, 4 * PAGE, PROT_READ);
        quit(10 + can_store(shared));
    }
    show("read-only child", reap(child));
    shared[0] = 99;
    say("%d\n", shared[0]);
    return 0;
}
