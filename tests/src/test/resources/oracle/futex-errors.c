// futex: what it refuses, timeouts, and wakes that find nobody.
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    static int words[2];
    struct timespec soon = {0, 5000000}, now = {0, 0}, wrong = {0, 1000000000}, negative = {-1, 0};
    enum { WAIT, WAKE, WAIT_BITSET = 9, PRIVATE = 128 };
    words[0] = 5;
    show("value differs", call(futex, words, WAIT, 4, 0));
    show("value differs, private", call(futex, words, WAIT | PRIVATE, 4, 0));
    show("timeout", call(futex, words, WAIT, 5, &soon));
    show("no time at all", call(futex, words, WAIT | PRIVATE, 5, &now));
    show("bad time", call(futex, words, WAIT, 5, &wrong));
    show("negative time", call(futex, words, WAIT, 5, &negative));
    show("value is looked at after the time", call(futex, words, WAIT, 4, &wrong));
    show("not aligned", call(futex, (char *)words + 1, WAIT, 5, 0));
    show("bad address", call(futex, 8, WAIT, 5, 0));
    show("bad address of the time", call(futex, words, WAIT, 5, 8));
    show("wakes nobody", call(futex, words, WAKE, 1));
    show("wakes nobody, private", call(futex, words, WAKE | PRIVATE, 0x7fffffff));
    show("wakes nobody at a bad address", call(futex, 8, WAKE, 1));
    show("not aligned", call(futex, (char *)words + 2, WAKE, 1));
    show("unknown operation", call(futex, words, 99, 1));
    return 0;
}
