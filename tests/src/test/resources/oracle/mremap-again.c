// mremap with an old length of 0: what is shared is mapped a second time. QEMU has ENOMEM.
// linux: another place: 1, the same pages: 1 2
// linux: both ways: 9
// linux: from the middle: 2
// linux: fixed: 1 3
// linux: without MAYMOVE: ENOMEM
// linux: unaligned place: EINVAL
// linux: private fails: 1
// linux: the first may go: 9 2
#include "oracle.h"

enum { MAYMOVE = 1, FIXED = 2 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    char *shared = map(3 * PAGE, RW, MAP_SHARED);
    shared[0] = 1, shared[PAGE] = 2, shared[2 * PAGE] = 3;
    char *twice = (char *)call(mremap, shared, 0, 2 * PAGE, MAYMOVE);
    say("another place: %d, the same pages: %d %d\n", (long)(twice != shared), (long)twice[0], (long)twice[PAGE]);
    twice[0] = 9;
    say("both ways: %d\n", (long)shared[0]);
    char *middle = (char *)call(mremap, shared + PAGE, 0, PAGE, MAYMOVE);
    say("from the middle: %d\n", (long)middle[0]);
    char *place = map(2 * PAGE, RW, MAP_PRIVATE);
    place[0] = 5;
    long at = call(mremap, shared + 2 * PAGE, 0, PAGE, MAYMOVE | FIXED, place);
    say("fixed: %d %d\n", (long)(at == (long)place), (long)place[0]);
    show("without MAYMOVE", call(mremap, shared, 0, PAGE, 0));
    show("unaligned place", call(mremap, shared, 0, PAGE, MAYMOVE | FIXED, place + 1));
    char *own = map(PAGE, RW, MAP_PRIVATE);
    say("private fails: %d\n", (long)(call(mremap, own, 0, PAGE, MAYMOVE) < 0));
    call(munmap, shared, 3 * PAGE);
    say("the first may go: %d %d\n", (long)twice[0], (long)middle[0]);
    return 0;
}
