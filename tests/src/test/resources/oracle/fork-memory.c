// After fork parent and child have the same memory, and what one of them stores the other never sees: data, bss,
// stack, a private mapping, the heap; also one generation further, and when the parent stores first.
#include "oracle.h"

static volatile long data = 1;
static volatile long bss;

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    volatile long stack = 3;
    volatile long *mapped = (long *)map(4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE);
    volatile long *heap = (long *)call(brk, 0);
    call(brk, (char *)heap + PAGE);
    mapped[0] = 4;
    heap[0] = 5;
    int ends[2];
    call(pipe2, ends, 0);

    long child = fork();
    if (child == 0) {
        char go;
        call(read, ends[0], &go, 1);
        say("child: %d %d %d %d %d\n", data, bss, stack, mapped[0], heap[0]);
        data = 10, bss = 20, stack = 30, mapped[0] = 40, heap[0] = 50;
        mapped[3 * PAGE / 8] = 60;
        long grandchild = fork();
        if (grandchild == 0) {
            say("grandchild: %d %d %d %d %d %d\n", data, bss, stack, mapped[0], heap[0], mapped[3 * PAGE / 8]);
            data = 100, bss = 200, stack = 300, mapped[0] = 400, heap[0] = 500;
            quit(5);
        }
        show("grandchild ends", reap(grandchild));
        say("child: %d %d %d %d %d\n", data, bss, stack, mapped[0], heap[0]);
        quit(6);
    }
    data = -1, bss = -2, stack = -3, mapped[0] = -4, heap[0] = -5;
    call(write, ends[1], "g", 1);
    show("child ends", reap(child));
    say("parent: %d %d %d %d %d %d\n", data, bss, stack, mapped[0], heap[0], mapped[3 * PAGE / 8]);
    return 3;
}
