// mremap: growing in place, moving, shrinking, to a fixed place, and its errors.
#include "oracle.h"

enum { MAYMOVE = 1, FIXED = 2 };

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    const int RW = PROT_READ | PROT_WRITE;
    char *room = map(16 * PAGE, PROT_NONE, MAP_PRIVATE);
    char *at = (char *)call(mmap, room, 2 * PAGE, RW, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    at[0] = 1, at[PAGE] = 2;
    show("no room to grow", call(mremap, at, 2 * PAGE, 4 * PAGE, 0));
    call(munmap, room + 2 * PAGE, 4 * PAGE);
    say("grows in place: %d\n", (long)(call(mremap, at, 2 * PAGE, 4 * PAGE, 0) == (long)at));
    say("%d %d %d %d\n", (long)at[0], (long)at[PAGE], (long)at[2 * PAGE], (long)at[3 * PAGE]);
    at[3 * PAGE] = 4;
    say("shrinks in place: %d\n", (long)(call(mremap, at, 4 * PAGE, PAGE, 0) == (long)at));
    say("rest is gone: %d\n", can_load(at + PAGE));
    say("same size: %d\n", (long)(call(mremap, at, PAGE, PAGE, 0) == (long)at));

    char *moved = (char *)call(mremap, at, PAGE, 12 * PAGE, MAYMOVE);
    say("moves: %d %d, old %d\n", (long)moved[0], (long)moved[11 * PAGE], can_load(at));
    moved[11 * PAGE] = 12;
    char *target = map(3 * PAGE, RW, MAP_PRIVATE);
    target[2 * PAGE] = 3;
    char *fixed = (char *)call(mremap, moved + 11 * PAGE, PAGE, PAGE, MAYMOVE | FIXED, target + PAGE);
    say("fixed: %d %d %d\n", (long)(fixed == target + PAGE), (long)target[PAGE], (long)target[2 * PAGE]);
    say("was cut out: %d %d\n", can_load(moved + 10 * PAGE), can_load(moved + 11 * PAGE));

    show("inside a page", call(mremap, target + 1, PAGE, PAGE, MAYMOVE));
    show("bad flags", call(mremap, target, PAGE, PAGE, 0x80));
    show("fixed without maymove", call(mremap, target, PAGE, PAGE, FIXED, room));
    show("overlap", call(mremap, target, 2 * PAGE, 2 * PAGE, MAYMOVE | FIXED, target + PAGE));
    call(munmap, target, PAGE);
    show("nothing there", call(mremap, target, PAGE, 2 * PAGE, MAYMOVE));
    return 0;
}
