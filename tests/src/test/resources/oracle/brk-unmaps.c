// Shrinking the heap gives its whole pages back: touching them is a fault. The page with the break in it stays.
// QEMU keeps them.
// linux: before: 1 1 1
// linux: after: 1 0 0
// linux: mapped in the way: 1
// linux: no room: 1
#include "oracle.h"

int main(int argc, char **argv) {
    (void)argc, (void)argv;
    char *start = (char *)((call(brk, 0) + PAGE - 1) & -PAGE);
    call(brk, start + 3 * PAGE);
    say("before: %d %d %d\n", can_store(start), can_store(start + PAGE), can_store(start + 2 * PAGE));
    call(brk, start + 1);
    say("after: %d %d %d\n", can_store(start + PAGE - 1), can_store(start + PAGE), can_store(start + 2 * PAGE));
    long got = call(mmap, start + 2 * PAGE, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    say("mapped in the way: %d\n", (long)(got == (long)start + 2 * PAGE));
    say("no room: %d\n", (long)(call(brk, start + 4 * PAGE) == (long)start + 1));
    return 0;
}
