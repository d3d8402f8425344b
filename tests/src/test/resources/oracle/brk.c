// brk: new memory is zero, also after shrinking; what cannot be done changes nothing.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    char *start = (char *)call(brk, 0);
    say("asks: %d\n", (long)(call(brk, 0) == (long)start));
    say("grows: %d\n", (long)(call(brk, start + 3 * PAGE) == (long)start + 3 * PAGE));
    start[0] = 1, start[2 * PAGE] = 2, start[3 * PAGE - 1] = 3;
    say("below its begin: %d\n", (long)(call(brk, start - PAGE) == (long)start + 3 * PAGE));
    say("one: %d\n", (long)(call(brk, 1) == (long)start + 3 * PAGE));
    say("too much: %d\n", (long)(call(brk, -1l) == (long)start + 3 * PAGE));
    say("by bytes: %d\n", (long)(call(brk, start + 3 * PAGE + 5) == (long)start + 3 * PAGE + 5));
    start[3 * PAGE + 4] = 9;
    say("shrinks: %d\n", (long)(call(brk, start + PAGE) == (long)start + PAGE));
    say("grows again: %d\n", (long)(call(brk, start + 4 * PAGE) == (long)start + 4 * PAGE));
    say("%d, zero: %d %d %d\n", (long)start[0], (long)start[2 * PAGE], (long)start[3 * PAGE - 1],
        (long)start[3 * PAGE + 4]);
    long child = fork();
    if (child == 0) {
        call(brk, start + 8 * PAGE);
        start[8 * PAGE - 1] = 1;
        start[0] = 100;
        quit(call(brk, 0) == (long)start + 8 * PAGE);
    }
    show("child has its own", reap(child));
    say("%d %d\n", (long)start[0], (long)(call(brk, 0) == (long)start + 4 * PAGE));
    say("to nothing: %d\n", (long)(call(brk, start) == (long)start));
    return 0;
}
